"""Across entries: what shows only beside other entries of the same language, or beside other languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from essaytool.checks.spoken import folded, reviewed
from essaytool.checks.subject import Seen, Subject
from essaytool.model import Finding, Key, Severity

ACROSS = ("inconsistent", "reused")
"""The checks for which a catalog is read beside the others of its language."""
_LETTERS = re.compile(r"[^\W\d_]+")


def inconsistent(subject: Subject) -> Iterator[Seen]:
    """One text that is translated otherwise elsewhere."""
    for entry in reviewed(subject.catalog):
        text, place = subject.spoken.texts.get(entry.key, (entry.msgstr, ""))
        if text != entry.msgstr:
            yield Seen(f"another translation of this text stands at {place}", entry)


def reused(subject: Subject) -> Iterator[Seen]:
    """One translation of two texts that say different things."""
    for entry in reviewed(subject.catalog):
        msgid, place = subject.spoken.sources.get(folded(entry.msgstr), (entry.msgid, ""))
        if msgid != entry.msgid and _words(msgid) != _words(entry.msgid):
            yield Seen(f"the same translation stands at {place} for another text", entry)


def _words(text: str) -> Sequence[str]:
    return _LETTERS.findall(text.casefold())


_FEWEST = 3
"""Languages that must fail alike before their source is suspected."""


def multiple_failures(
    template: str, lines: Mapping[Key, int], found: Iterable[tuple[str, Key, Finding]], languages: int
) -> list[Finding]:
    """The texts of a template that several languages fail at: the source may be to blame.

    `found` is each finding with its language and the key of its entry.
    """
    failing: dict[tuple[Key, str], set[str]] = defaultdict(set)
    for language, key, finding in found:
        failing[(key, finding.check)].add(language)
    suspects = {
        pair: tags for pair, tags in failing.items() if len(tags) >= _FEWEST and 2 * len(tags) >= languages
    }
    return [
        Finding(
            template,
            lines.get(key, 1),
            1,
            Severity.WARNING,
            "multiple-failures",
            f"{', '.join(sorted(tags))} fail the check {check} here: the source may be to blame",
        )
        for (key, check), tags in sorted(
            suspects.items(), key=lambda item: (lines.get(item[0][0], 1), item[0][1])
        )
    ]
