"""``check --fix``: repairs of what is wrong in one way only.

The one verb besides ``review`` that may alter what a person wrote, and it does so when asked for by name. A
person's text stays a person's, and a draft of ours is signed again, so that it stays a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from essaytool.checks.repairs import REPAIRABLE, Repair, repaired
from essaytool.checks.silence import silenced
from essaytool.checks.subject import Subject
from essaytool.fingerprint import fingerprint
from essaytool.languages import Language
from essaytool.locks import lock
from essaytool.model import Entry, Essay
from essaytool.project import Project
from essaytool.workflow.results import Failure, Fixed, Mended
from essaytool.workflow.steps import each, read_catalog, read_essays
from essaytool.workflow.swap import anew, swap


def fix(
    project: Project, languages: Sequence[Language], essays: Sequence[str], *, writes: bool = True
) -> Iterator[Fixed | Failure]:
    """Repair the reviewed and draft entries of every catalog; without `writes`, tell what would be done."""
    found = yield from read_essays(project, essays)
    pairs = [(language, name) for language in languages for name in found]

    def step(pair: tuple[Language, str]) -> Fixed:
        with lock(project.root):
            return anew(lambda: _fix(project, *pair, found[pair[1]], writes=writes))

    yield from each(pairs, step)


def _fix(project: Project, language: Language, name: str, essay: Essay, *, writes: bool) -> Fixed:
    path = project.catalog_path(name, language)
    catalog = read_catalog(project, path)
    if catalog is None:
        return Fixed(name, language.tag, project.relative(path), changed=False)
    subject = Subject(catalog, essay, language, project.source_language)
    wanted = REPAIRABLE - frozenset(project.settings_for(language).ignore)
    changed: list[Entry] = []
    mended: list[Mended] = []
    for entry in subject.compared:
        texts, repairs = _of_entry(subject, entry, wanted - silenced(entry))
        if repairs:
            changed.append(_rewritten(entry, texts))
            mended += (Mended(entry.line, item.check, item.before, item.after) for item in repairs)
    if writes and changed:
        swap(project, path, catalog, catalog.with_entries(changed))
    return Fixed(name, language.tag, project.relative(path), bool(writes and changed), tuple(mended))


def _of_entry(subject: Subject, entry: Entry, wanted: frozenset[str]) -> tuple[tuple[str, ...], list[Repair]]:
    """The entry's texts, repaired, and what was done."""
    done = [repaired(pair, wanted) for pair in subject.pairs(entry)]
    return tuple(text for text, _ in done), [step for _, steps in done for step in steps]


def _rewritten(entry: Entry, texts: tuple[str, ...]) -> Entry:
    """The entry with repaired texts; a comment on a draft fits them where it fitted those before."""
    one = entry.msgid_plural is None
    provenance = entry.provenance
    if provenance is not None and entry.fits_text:
        provenance = replace(provenance, text_print=fingerprint(*texts))
    return replace(
        entry,
        msgstr=texts[0] if one else entry.msgstr,
        msgstr_plural=entry.msgstr_plural if one else texts,
        provenance=provenance,
        source=b"",
    )
