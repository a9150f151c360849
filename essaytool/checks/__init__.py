"""Checks: what a maintainer would want to know of a catalog before it is published.

Each check is a row of `CHECKS`: an id that findings carry and configurations ignore, a severity, a title, and
a function from a `Subject` to what it found. Missing, draft and stale are states, not findings; a stale
msgstr is not compared with a source that it does not translate any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from essaytool.languages import Language
from essaytool.markdown.verify import lost_markup, place
from essaytool.model import Catalog, Context, Entry, Essay, Finding, Severity, State, Unit


@dataclass(frozen=True)
class Subject:
    """What is checked: a catalog, and the essay and language that it is for, where these are known."""

    catalog: Catalog
    essay: Essay | None = None
    language: Language | None = None

    @cached_property
    def compared(self) -> tuple[Entry, ...]:
        """The entries whose msgstr means to translate the msgid of today."""
        return tuple(entry for entry in self.catalog.entries if entry.state in (State.REVIEWED, State.DRAFT))

    @cached_property
    def units(self) -> dict[tuple[str | None, str], Unit]:
        """The first unit of each key."""
        return {unit.key: unit for unit in reversed(self.essay.units)} if self.essay else {}


Seen = tuple[int, str]
"""A line of the catalog, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the table."""

    id: str
    severity: Severity
    title: str
    look: Callable[[Subject], Iterable[Seen]]


def check(
    catalog: Catalog,
    essay: Essay | None = None,
    language: Language | None = None,
    *,
    ignore: Iterable[str] = (),
) -> list[Finding]:
    """All findings of all checks but the ignored ones, by line.

    Without the essay, what depends on a unit's place is not looked at, nor, without the language, the
    header's.
    """
    subject, left_out = Subject(catalog, essay, language), frozenset(ignore)
    findings = [
        Finding(catalog.path, line, 1, row.severity, row.id, message)
        for row in CHECKS
        if row.id not in left_out
        for line, message in row.look(subject)
    ]
    return sorted(findings, key=lambda finding: (finding.line, finding.check, finding.message))


def _language(subject: Subject) -> Iterator[Seen]:
    said = subject.catalog.header.get("Language", "")
    if subject.language and said.replace("-", "_").casefold() != subject.language.folder.casefold():
        yield 1, f"the header says Language: {said or 'nothing'}, the folder {subject.language.folder}"


def _newline(subject: Subject) -> Iterator[Seen]:
    """What msgfmt refuses: a line break at one end of one text only (gettext manual, "Invoking msgfmt")."""
    for entry in subject.compared:
        for text in entry.texts:
            for end, has in (("begin", str.startswith), ("end", str.endswith)):
                if has(entry.msgid, "\n") != has(text, "\n"):
                    yield entry.line, f"msgid and msgstr do not both {end} with a line break"


def _markup(subject: Subject) -> Iterator[Seen]:
    for entry in subject.compared:
        unit = subject.units.get(entry.key)
        for text in entry.texts:
            for reason in lost_markup(entry.msgid, text, unit.context if unit else Context.INLINE):
                yield entry.line, reason


def _structure(subject: Subject) -> Iterator[Seen]:
    if subject.essay is None:
        return
    entries = {entry.key: entry for entry in subject.compared}
    wanted = {
        number: entries[unit.key] for number, unit in _translatable(subject.essay) if unit.key in entries
    }
    refused = place(subject.essay, {number: entry.msgstr for number, entry in wanted.items()}).refused
    for number, reason in refused.items():
        yield wanted[number].line, f"the msgstr cannot stand in the essay: {reason}"


def _translatable(essay: Essay) -> Iterator[tuple[int, Unit]]:
    return ((number, slot) for number, slot in enumerate(essay.slots) if slot.translatable)


CHECKS = (
    Check("language", Severity.ERROR, "the header names another language than the folder", _language),
    Check("line-break", Severity.ERROR, "a line break at one end of one text only", _newline),
    Check("markup", Severity.ERROR, "a link, code span, footnote or tag is lost or new", _markup),
    Check("structure", Severity.ERROR, "the msgstr would change the essay's structure", _structure),
)
