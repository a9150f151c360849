"""``review --apply``: the answers in a file that a reviewer sent back, a table or a catalog.

An answer counts only for the entry that the reviewer saw: of the same essay, source and text. What happens to
each is told. One save is made for each catalog, and nothing in it that a check calls an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from essaytool.files import read
from essaytool.fingerprint import fingerprint
from essaytool.glossary import Glossary
from essaytool.languages import Language, find_tag
from essaytool.locks import lock
from essaytool.model import Catalog, Entry, Finding, Key, Severity
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.review.queue import (
    Place,
    ToReview,
    accepted,
    findings,
    has_choice,
    noted,
    rejected,
    waiting,
)
from essaytool.review.table import Answer, Decision, from_csv, written
from essaytool.workflow.glossary import read_glossary
from essaytool.workflow.results import Failure
from essaytool.workflow.review import place, save
from essaytool.workflow.review.returned import answers_in_catalog, is_catalog
from essaytool.workflow.steps import each, read_catalog, read_essay
from essaytool.workflow.swap import anew


class Outcome(StrEnum):
    """What became of an answer."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    """Accepted with the reviewer's own text."""
    EMPTIED = "emptied"
    NOTED = "noted"
    """It goes on waiting, with a note."""
    UNANSWERED = "unanswered"
    LEFT = "left"
    """The answer is not for what stands there, or cannot stand there: see its reason."""


@dataclass(frozen=True)
class Applied:
    """What became of one line of the file."""

    line: int
    outcome: Outcome
    path: str = ""
    """The catalog, and the entry's line in it as it was; nothing for an entry that is not there."""
    entry_line: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Terms:
    """On what terms answers are taken."""

    reviewer: str = ""
    empties: bool = False
    """Whether an empty text, or a rejection, removes what a person may stand for."""
    language: Language | None = None
    """The language of a catalog that does not say it."""


def apply(project: Project, file: Path, terms: Terms) -> Iterator[Applied | Failure]:
    """Take the answers of a file into the catalogs.

    Raises `FileError`, `TableError` and `CatalogError` for a file that cannot be read, and for a broken
    glossary, before anything is changed.
    """
    glossary = read_glossary(project)
    content, path = read(file), shown(file)
    if is_catalog(content):
        answers = answers_in_catalog(project, content, path, terms.language)
    else:
        answers = from_csv(content, path)
    by_place: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        by_place[answer.language, answer.essay].append(answer)
    for result in each(by_place, lambda at: _apply_all(project, *at, by_place[at], terms, glossary)):
        yield from [result] if isinstance(result, Failure) else result


def _apply_all(
    project: Project, tag: str, name: str, answers: Sequence[Answer], terms: Terms, glossary: Glossary
) -> list[Applied]:
    """What becomes of the answers for one catalog. Raises `LockError`, `FileError`, `CatalogError`."""
    language = find_tag(tag)
    if language not in project.languages() or name not in project.essays():
        reason = f"there is no essay {name!r} in {tag or 'no language'} here"
        return [Applied(answer.line, Outcome.LEFT, reason=reason) for answer in answers]
    assert language is not None
    here = place(project, language, name, read_essay(project, name), glossary)
    with lock(project.root):
        return anew(lambda: _apply_here(project, here, answers, terms))


def _apply_here(project: Project, here: Place, answers: Sequence[Answer], terms: Terms) -> list[Applied]:
    catalog = read_catalog(project, project.catalog_path(here.name, here.language))
    if catalog is None:
        return [Applied(answer.line, Outcome.LEFT, reason="the catalog is missing") for answer in answers]
    judged = _without_faults(_judge_all(answers, catalog, here, terms), catalog, here)
    save(project, catalog, [item.entry for item in judged if item.entry], terms.reviewer)
    return [_told(item, catalog.path) for item in judged]


@dataclass(frozen=True)
class _Judged:
    """An answer, the entry that it is for, and what the entry becomes, if anything."""

    answer: Answer
    item: ToReview | None
    outcome: Outcome
    reason: str = ""
    entry: Entry | None = None


def _told(judged: _Judged, path: str) -> Applied:
    line = judged.item.line if judged.item else 0
    return Applied(judged.answer.line, judged.outcome, path if line else "", line, judged.reason)


def _judge_all(answers: Sequence[Answer], catalog: Catalog, here: Place, terms: Terms) -> list[_Judged]:
    items = {item.id: item for item in waiting(catalog, here)}
    judged: list[_Judged] = []
    answered: dict[str, int] = {}
    for answer in answers:
        item = items.get(answer.id)
        if answer.says_nothing:
            judged.append(_Judged(answer, item, Outcome.UNANSWERED))
        elif answer.id in answered:
            reason = f"line {answered[answer.id]} answers for it already"
            judged.append(_Judged(answer, item, Outcome.LEFT, reason))
        else:
            answered[answer.id] = answer.line
            judged.append(_judge(answer, item, terms))
    return judged


def _judge(answer: Answer, item: ToReview | None, terms: Terms) -> _Judged:
    """What an answer makes of an entry, if it is for what stands there."""
    if item is None:
        return _Judged(answer, item, Outcome.LEFT, "nothing of this id waits")
    reason = _mismatch(answer, item)
    if reason:
        return _Judged(answer, item, Outcome.LEFT, reason)
    entry = noted(item.entry, answer.note)
    if answer.decision is Decision.REJECT and answer.corrects:
        return _Judged(answer, item, Outcome.LEFT, "it is both rejected and corrected")
    if answer.decision is Decision.REJECT or not answer.text:
        return _emptied(answer, item, entry, terms)
    if answer.corrects and item.entry.msgid_plural is not None:
        return _Judged(answer, item, Outcome.LEFT, "plural forms are edited in the catalog itself")
    if answer.corrects:
        return _Judged(answer, item, Outcome.CORRECTED, entry=accepted(entry, answer.text))
    if answer.decision is Decision.NONE:
        return _Judged(answer, item, Outcome.NOTED, entry=entry)
    if has_choice(item.entry):
        return _Judged(answer, item, Outcome.LEFT, "two translations wait for a choice")
    return _Judged(answer, item, Outcome.ACCEPTED, entry=accepted(entry))


def _mismatch(answer: Answer, item: ToReview) -> str:
    """Why an answer is not for an entry as it is now; nothing if it is."""
    if fingerprint(answer.source) != fingerprint(written(item.source)):
        return "its source is another text now"
    if not answer.sent:
        return "nobody can tell whether its text was changed here meanwhile: send a table (--csv)"
    if answer.sent != fingerprint(written(item.text)):
        return "its text was changed here meanwhile"
    return ""


def _emptied(answer: Answer, item: ToReview, entry: Entry, terms: Terms) -> _Judged:
    is_draft = answer.decision is Decision.REJECT and not item.is_persons
    if is_draft or terms.empties:
        return _Judged(answer, item, Outcome.EMPTIED, entry=rejected(entry))
    what = "a person may stand for its text" if item.is_persons else "the cell is empty"
    return _Judged(answer, item, Outcome.LEFT, f"{what}: --empty removes it all the same")


def _without_faults(judged: Sequence[_Judged], catalog: Catalog, here: Place) -> list[_Judged]:
    """The same without what would put an error into the catalog, and why."""
    taken = (Outcome.ACCEPTED, Outcome.CORRECTED)
    changed = {item.entry.key: item.entry for item in judged if item.entry and item.outcome in taken}
    found = findings(catalog.with_entries(changed.values()), changed, here) if changed else {}
    return [_without_fault(item, found) for item in judged]


def _without_fault(judged: _Judged, found: Mapping[Key, Sequence[Finding]]) -> _Judged:
    own = found.get(judged.entry.key, ()) if judged.entry else ()
    errors = [finding.message for finding in own if finding.severity is Severity.ERROR]
    if not errors:
        return judged
    return replace(judged, outcome=Outcome.LEFT, reason="; ".join(errors), entry=None)
