"""Protect: what an engine gets to see of a text, and how its answer becomes Markdown again.

`protect` puts a placeholder for each stretch of markup (`essaytool.markdown.protect.spans`) and leaves every
word that a person reads; `restore` puts the markup back. ``restore(protected, protected.text)`` is the text
that was protected. An answer that has lost, repeated or invented a placeholder, or in which pairs cross, is
refused. How placeholders look is a row of `CARRIERS`, and which of them it lets through is the engine's to
say.
"""

from __future__ import annotations

from essaytool.markdown.protect.carriers import CARRIERS
from essaytool.markdown.protect.letters import is_unspaced
from essaytool.markdown.protect.returning import restore
from essaytool.markdown.protect.sending import Protected, joined, protect, runs
from essaytool.markdown.protect.spans import addresses, emphases

__all__ = [
    "CARRIERS",
    "Protected",
    "addresses",
    "emphases",
    "is_unspaced",
    "joined",
    "protect",
    "restore",
    "runs",
]
