"""``export``: the essays' translations for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from essaytool.errors import CatalogError, FileError
from essaytool.files import read_if_there, write_if_changed
from essaytool.languages import Language
from essaytool.memory.tmx import Translated, fits_xml, parse_tmx, serialize_tmx
from essaytool.model import Entry, Key, State
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.workflow.results import Exported, Failure
from essaytool.workflow.steps import each, fresh_template, read_catalog, read_essay


def export_tmx(
    project: Project, file: Path, languages: Sequence[Language], essays: Sequence[str]
) -> Iterator[Exported | Failure]:
    """Write the reviewed translations, what people stand for, into a memory, unless one cannot be read.

    Raises `FileError`, also for a file that is there and no memory.
    """
    seen = _memory_there(file)
    units: list[Translated] = []
    failed = False
    for result in each(essays, lambda essay: _units(project, essay, languages)):
        if isinstance(result, Failure):
            failed = True
            yield result
        else:
            units += filter(fits_xml, result)
    if failed:
        return
    content = serialize_tmx(units, project.source_language.tag)
    changed = write_if_changed(file, content, file.parent, seen=seen)
    tags = {tag for unit in units for tag in unit.texts} - {project.source_language.tag}
    yield Exported(shown(file), len(units), tuple(sorted(tags)), changed)


def _memory_there(file: Path) -> bytes | None:
    """The file's bytes, if it is there. Raises `FileError` for one that is no memory."""
    there = read_if_there(file)
    try:
        if there:
            parse_tmx(there, path=shown(file))
    except CatalogError as error:
        hint = "give the name of a new file, or of a translation memory"
        raise FileError(
            "is no translation memory, and stays as it is", path=shown(file), hint=hint
        ) from error
    return there


def _units(project: Project, essay: str, languages: Sequence[Language]) -> list[Translated]:
    """An essay's texts, in its order, that are reviewed in any of these languages."""
    template = fresh_template(project, read_essay(project, essay))
    catalogs = {language.tag: _reviewed(project, essay, language) for language in languages}
    found = []
    for entry in template.entries:
        reviewed = {tag: texts[entry.key].msgstr for tag, texts in catalogs.items() if entry.key in texts}
        if reviewed:
            texts = {project.source_language.tag: entry.msgid, **reviewed}
            found.append(Translated(texts, entry.msgctxt))
    return found


def _reviewed(project: Project, essay: str, language: Language) -> Mapping[Key, Entry]:
    catalog = read_catalog(project, project.catalog_path(essay, language))
    entries = catalog.entries if catalog else ()
    return {
        entry.key: entry for entry in entries if entry.state is State.REVIEWED and entry.msgid_plural is None
    }
