"""A catalog that a reviewer sent back, as answers.

It does not say which texts they were sent, but a draft's comment holds the fingerprint of the text that the
engine wrote. For another text nobody can tell, unless it came back as it is here.
"""

from __future__ import annotations

from collections.abc import Iterator

from essaytool.catalog.po import parse_catalog
from essaytool.errors import CatalogError
from essaytool.fingerprint import fingerprint
from essaytool.languages import Language, find_tag
from essaytool.model import Catalog, Entry, State
from essaytool.project import Project
from essaytool.review.queue import entry_id, text_of, waits
from essaytool.review.table import Answer, Decision
from essaytool.workflow.steps import read_catalog


def is_catalog(content: bytes) -> bool:
    """Whether a file's bytes look like a catalog, and not like a table."""
    return any(line.startswith((b"msgid ", b"msgid\t", b'msgid"')) for line in content.splitlines())


def answers_in_catalog(
    project: Project, content: bytes, path: str, language: Language | None
) -> list[Answer]:
    """What the entries of a catalog say that are not fuzzy: that their texts are right.

    Those that are here already as they came back say nothing, and are left out. Raises `CatalogError`, also
    where the file does not say its language and none is given.
    """
    returned = parse_catalog(content, path=path)
    meant = language or find_tag(returned.header.get("Language", ""))
    if meant not in project.languages():
        sentence = "does not say which language of this project it is in"
        raise CatalogError(sentence, path=path, hint="name it with -l, or in its header: Language")
    assert meant is not None
    answers = [answer for name in project.essays() for answer in _answers(project, name, meant, returned)]
    return sorted(answers, key=lambda answer: answer.line)


def _answers(project: Project, name: str, language: Language, returned: Catalog) -> Iterator[Answer]:
    """What it says of the entries of one essay."""
    catalog = read_catalog(project, project.catalog_path(name, language))
    source = project.relative(project.source_path(name))
    for entry in returned.entries:
        own = catalog.index.get(entry.key) if catalog else None
        if own is None or (entry.references and source not in entry.references):
            continue
        if entry.state is State.REVIEWED and (waits(own) or own.texts != entry.texts):
            yield _answer(entry, own, language.tag, name)


def _answer(entry: Entry, own: Entry, tag: str, name: str) -> Answer:
    """What an entry that came back says of our own."""
    text = text_of(entry)
    print_here = fingerprint(text_of(own))
    known = entry.provenance.text_print if entry.provenance else ""
    return Answer(
        line=entry.line,
        id=entry_id(name, entry.key),
        language=tag,
        essay=name,
        source=entry.msgid,
        sent=known or (print_here if fingerprint(text) == print_here else ""),
        text=text,
        decision=Decision.ACCEPT,
        note="\n".join(note for note in entry.notes if note not in own.notes),
    )
