"""Editions: one essay in one language, as Markdown and as a page; and the site that they make."""
