"""Checks: what a maintainer would want to know of a catalog before it is published.

Each check is a row of a table (`essaytool.checks.table`): an id that findings carry and configurations
ignore, a severity, a title, and a function that looks at a msgid with its msgstr, or at a catalog. Missing,
draft and stale are states, not findings; a stale msgstr is not compared with a source that it does not
translate any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from essaytool.checks.markup import refusal as refusal
from essaytool.checks.pairs import Pair
from essaytool.checks.subject import Subject
from essaytool.checks.table import CHECKS as CHECKS
from essaytool.checks.table import OF_CATALOGS, OF_PAIRS
from essaytool.languages import Language
from essaytool.model import Catalog, Context, Entry, Essay, Finding, Term


def check(
    catalog: Catalog,
    essay: Essay | None = None,
    language: Language | None = None,
    *,
    source: Language | None = None,
    before: Catalog | None = None,
    terms: Sequence[Term] = (),
    ignore: Iterable[str] = (),
) -> list[Finding]:
    """All findings of all checks but the ignored ones, by line.

    Without the essay, what depends on a unit's place is not looked at, nor, without the languages, what
    depends on them, nor, without the catalog `before`, what was lost since. `terms` are the glossary's.
    """
    subject, left_out = Subject(catalog, essay, language, before), frozenset(ignore)
    found = [*_of_pairs(subject, source, terms, left_out), *_of_catalog(subject, left_out)]
    return sorted(found, key=lambda finding: (finding.line, finding.column, finding.check, finding.message))


def refusals(
    msgid: str,
    msgstr: str,
    context: Context,
    source: Language,
    target: Language,
    terms: Sequence[Term] = (),
) -> tuple[str, ...]:
    """Why a machine's text is no draft: what the checks that no draft may fail say of it; empty if nothing.

    `terms` are those of the glossary that occur in the msgid.
    """
    pair = Pair(msgid, msgstr, context, source, target, terms)
    return tuple(fault.message for row in OF_PAIRS if row.no_draft for fault in row.look(pair))


def _of_pairs(
    subject: Subject, source: Language | None, terms: Sequence[Term], left_out: frozenset[str]
) -> Iterator[Finding]:
    path = subject.catalog.path
    rows = [row for row in OF_PAIRS if row.id not in left_out]
    for entry in subject.compared:
        for pair in _pairs(entry, subject, source, terms):
            for row in rows:
                for fault in row.look(pair):
                    yield Finding(path, entry.line, 1, row.severity, row.id, fault.message)


def _pairs(entry: Entry, subject: Subject, source: Language | None, terms: Sequence[Term]) -> Iterator[Pair]:
    """The msgstr with its msgid; of plural forms the first with the singular, the others with the plural."""
    context = subject.context(entry)
    for number, text in enumerate(entry.texts):
        msgid = entry.msgid_plural if number and entry.msgid_plural is not None else entry.msgid
        yield Pair(msgid, text, context, source, subject.language, terms, entry.flags)


def _of_catalog(subject: Subject, left_out: frozenset[str]) -> Iterator[Finding]:
    for row in OF_CATALOGS:
        if row.id not in left_out:
            for seen in row.look(subject):
                line = seen.entry.line if seen.entry else seen.line
                yield Finding(subject.catalog.path, line, 1, row.severity, row.id, seen.message)
