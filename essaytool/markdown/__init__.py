"""Markdown: segmenting an essay into units, and writing translations back without changing its structure."""
