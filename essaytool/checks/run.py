"""Looking: all checks at a catalog, and those that no draft may fail at a pair of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from essaytool.catalog.places import place_of
from essaytool.checks.pairs import Pair
from essaytool.checks.silence import silenced
from essaytool.checks.spoken import Spoken
from essaytool.checks.subject import Subject
from essaytool.checks.table import OF_CATALOGS, OF_PAIRS
from essaytool.glossary import Glossary
from essaytool.languages import Language
from essaytool.model import Catalog, Context, Essay, Finding, Term


def check(
    catalog: Catalog,
    essay: Essay | None = None,
    language: Language | None = None,
    *,
    source: Language | None = None,
    before: Catalog | None = None,
    beside: Spoken | None = None,
    glossary: Glossary | None = None,
    ignore: Iterable[str] = (),
) -> list[Finding]:
    """All findings of all checks but the ignored ones, by place.

    Without the essay, what depends on a unit's place is not looked at, nor, without the languages, what
    depends on them, nor, without the catalog `before`, what was lost since. `beside` is what the other
    catalogs of the language say. An entry's note ``essaytool: ignore=check-id`` silences checks for it.
    """
    subject = Subject(catalog, essay, language, source, before, beside, glossary)
    left_out = frozenset(ignore)
    found = [*_of_pairs(subject, left_out), *_of_catalog(subject, left_out)]
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


def _of_pairs(subject: Subject, left_out: frozenset[str]) -> Iterator[Finding]:
    catalog = subject.catalog
    rows = [row for row in OF_PAIRS if row.id not in left_out]
    for entry in subject.compared:
        quiet = silenced(entry)
        for form, pair in enumerate(subject.pairs(entry)):
            for row in rows:
                for fault in row.look(pair):
                    if row.id not in quiet:
                        place = place_of(entry, catalog, fault.at, form)
                        yield Finding(catalog.path, *place, row.severity, row.id, fault.message)


def _of_catalog(subject: Subject, left_out: frozenset[str]) -> Iterator[Finding]:
    catalog = subject.catalog
    for row in OF_CATALOGS:
        for seen in row.look(subject) if row.id not in left_out else ():
            if seen.entry is None:
                yield Finding(catalog.path, seen.line, 1, row.severity, row.id, seen.message)
            elif row.id not in silenced(seen.entry):
                place = place_of(seen.entry, catalog, form=seen.form)
                yield Finding(catalog.path, *place, row.severity, row.id, seen.message)
