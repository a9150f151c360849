"""Drafting: filling entries with machine translations for people to review."""
