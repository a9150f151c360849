"""What each verb does: one file a verb. Functions take a project and frozen arguments, yield frozen
results, and print nothing.
"""
