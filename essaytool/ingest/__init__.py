"""Ingest: an essay as its writer has it, brought into the Markdown that people would have written."""
