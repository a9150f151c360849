"""``import`` of a document: a translation that lies there as a text, aligned with its essay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from essaytool.catalog.template import new_catalog
from essaytool.errors import FileError, IngestError, LanguageError, ProjectError
from essaytool.files import read_if_there, write_if_changed
from essaytool.ingest.document import DEFAULTS
from essaytool.ingest.read import Form, receive
from essaytool.languages import Language, find_tag
from essaytool.locks import lock
from essaytool.markdown.segment import segment
from essaytool.model import Entry, Essay, Unit
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.reports.alignment import GENERATOR, alignment_page
from essaytool.updating.adopt import Adopted, adopt
from essaytool.updating.bring import bring
from essaytool.workflow.results import Aligned, Pairing
from essaytool.workflow.steps import fresh_template, read_catalog, read_essay
from essaytool.workflow.swap import anew, swap

_FIRST = 24
"""Characters by which a text is looked for in the file that it came from."""


def import_document(
    project: Project,
    file: Path,
    content: bytes,
    language: Language,
    essays: Sequence[str],
    *,
    page: Path | None = None,
    writes: bool = True,
) -> Iterator[Aligned]:
    """Put the translations that a document holds where the essay's catalog has none; `page` is where to write
    the pairs side by side.

    Raises `ProjectError` unless one essay is meant, `IngestError` for a document that cannot be read,
    `LanguageError` for one that says it is in another language, and as `read_essay` and `read_catalog` do.
    """
    name = _only(essays, shown(file))
    units = _units(project, content, shown(file), language)
    with lock(project.root) if writes else nullcontext():
        essay = read_essay(project, name)
        adopted = adopt(essay.units, units, language)
        aligned = anew(lambda: _bring(project, essay, name, language, adopted, shown(file), writes=writes))
        if page:
            _write_page(page, aligned, project.source_language, language)
        yield aligned


def _only(essays: Sequence[str], document: str) -> str:
    if len(essays) == 1:
        return essays[0]
    hint = f"name it: --essay {essays[0]}; there are {', '.join(essays)}"
    raise ProjectError("is the translation of one essay", path=document, hint=hint)


def _units(project: Project, content: bytes, path: str, language: Language) -> list[Unit]:
    """The units of a document, on the lines of its file as far as those can be told."""
    received = receive(content, path, language.tag, DEFAULTS)
    said = find_tag(received.document.language) if received.document.language else None
    if said and said.tag.split("-")[0] != language.tag.split("-")[0]:
        hint = f"give its own language: -l {said.tag}"
        raise LanguageError(
            f"says that it is in {said.tag}, which is not {language.tag}", path=path, hint=hint
        )
    source = content if received.form is Form.MARKDOWN and received.encoding == "utf-8" else None
    markdown = source or received.document.markdown().encode()
    units = segment(markdown, path=path, front_matter=project.settings.front_matter).units
    if not units:
        raise IngestError("holds no text to align", path=path, hint="give the translation of an essay")
    if source or received.form is Form.DOCX:
        return list(units)
    return list(_on_lines(units, content.decode(received.encoding, "replace")))


def _on_lines(units: Sequence[Unit], text: str) -> Iterator[Unit]:
    """The units, each on the line of this text that its first words are on, or else on the one before."""
    done = 0
    for unit in units:
        words = re.sub(r"[\\*_<>`\[\]]", "", unit.msgid)[:_FIRST].split()
        pattern = r"\W+".join(map(re.escape, words))
        found = re.compile(pattern).search(text, done) if words else None
        done = found.start() if found else done
        yield unit._replace(line=text.count("\n", 0, done) + 1)


def _bring(
    project: Project,
    essay: Essay,
    name: str,
    language: Language,
    adopted: Sequence[Adopted],
    document: str,
    *,
    writes: bool,
) -> Aligned:
    path = project.catalog_path(name, language)
    template = fresh_template(project, essay)
    before = read_catalog(project, path)
    texts = [each.text for each in adopted if each.text]
    brought = bring(template, before or new_catalog(template, language), texts)
    changed = swap(project, path, before, brought.catalog, writes=writes)
    taken = set(map(id, brought.taken))
    return Aligned(
        essay=name,
        language=language.tag,
        path=project.relative(path),
        changed=changed,
        source=essay.path,
        document=document,
        filled=brought.filled,
        pairs=tuple(_pairing(each, taken) for each in adopted),
    )


def _pairing(adopted: Adopted, taken: set[int]) -> Pairing:
    text = adopted.text
    return Pairing(
        lines=tuple(unit.line for unit in adopted.units),
        translated_lines=tuple(unit.line for unit in adopted.translations),
        texts=tuple(unit.msgid for unit in adopted.units),
        translations=tuple(unit.msgid for unit in adopted.translations),
        confidence=int(adopted.pair.confidence * 100) / 100,
        outcome=_outcome(adopted, text.entry if text else None, taken),
        doubts=("it is the source's own text",) if adopted.is_copy else text.doubts if text else (),
    )


def _outcome(adopted: Adopted, entry: Entry | None, taken: set[int]) -> str:
    if adopted.is_copy:
        return "copy"
    if entry is None:
        return "alone"
    if id(entry) not in taken:
        return "kept"
    return "fuzzy" if entry.fuzzy else "entry"


def _write_page(page: Path, aligned: Aligned, source: Language, language: Language) -> None:
    """Raises `FileError` where a file is that some other program made."""
    there = read_if_there(page)
    if there is not None and GENERATOR.encode() not in there:
        raise FileError("is no page of ours, and stays as it is", path=shown(page), hint="take another name")
    content = alignment_page(aligned.pairs, aligned.document, source, language).encode()
    write_if_changed(page, content, page.parent, seen=there)
