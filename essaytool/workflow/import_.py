"""``import``: translations that exist already, from another program's file into the essays' own catalogs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from essaytool.catalog.po import parse_catalog
from essaytool.catalog.template import new_catalog
from essaytool.errors import CatalogError, ProjectError
from essaytool.languages import Language, find_tag
from essaytool.locks import lock
from essaytool.memory.tmx import is_tmx, pairs, parse_tmx
from essaytool.model import Catalog, Entry, Essay
from essaytool.paths import shown
from essaytool.project import Project
from essaytool.updating.bring import bring, locate_all
from essaytool.updating.locate import Likeness, Text, Units
from essaytool.updating.migrate import is_translated
from essaytool.workflow.results import Doubtful, Failure, Imported, NotFound
from essaytool.workflow.steps import each, fresh_template, read_catalog, read_essays
from essaytool.workflow.swap import anew, swap

_MSGID = re.compile(rb"^[ \t]*(?:#~[ \t]*)?msgid[ \t]*\"", re.MULTILINE)
_COMPILED = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
"""What a compiled catalog begins with (gettext's manual, "MO Files")."""
Result = Imported | Doubtful | NotFound | Failure


def is_catalog(content: bytes) -> bool:
    """Whether a file is a catalog or a translation memory; all others are documents."""
    return is_tmx(content) or content[:4] in _COMPILED or _MSGID.search(content) is not None


def import_catalog(
    project: Project,
    file: Path,
    content: bytes,
    language: Language,
    essays: Sequence[str],
    *,
    only_best: bool = False,
    writes: bool = True,
) -> Iterator[Result]:
    """Put the translations of a PO or TMX file where the essays' catalogs have none.

    With `only_best`, the one essay is meant that has the most of a PO file's msgids; a translation memory,
    which nobody expects to be used up, serves all. Without `writes`, only tell what would become of them.
    Raises `LockError`; `CatalogError` for a file that cannot be read, is of another language or holds no
    translation; `ProjectError` for a catalog of no essay.
    """
    is_memory = is_tmx(content)
    foreign = (_read_memory if is_memory else _read_foreign)(project, content, shown(file), language)
    with lock(project.root) if writes else nullcontext():
        found = yield from read_essays(project, essays)
        meant = _best(found, foreign) if only_best and found and not is_memory else found
        units = [unit for essay in meant.values() for unit in essay.units]
        texts = locate_all(foreign, Units(units, project.settings.front_matter))
        run = _Run(project, language, texts, writes)
        yield from each(meant, lambda name: anew(lambda: run.import_into(name, meant[name])))
        remarks = run.remarks(foreign.path) if meant else ()
        yield from (remark for remark in remarks if not (is_memory and isinstance(remark, NotFound)))


@dataclass
class _Run:
    """What one import knows while it lasts."""

    project: Project
    language: Language
    texts: Sequence[Text]
    writes: bool
    taken: list[Entry] = field(default_factory=list)
    """The texts that went into a catalog."""

    def import_into(self, name: str, essay: Essay) -> Imported:
        """Import into the catalog of one essay, which is made if it is missing."""
        path = self.project.catalog_path(name, self.language)
        template = fresh_template(self.project, essay)
        before = read_catalog(self.project, path)
        brought = bring(template, before or new_catalog(template, self.language), self.texts)
        changed = swap(self.project, path, before, brought.catalog, writes=self.writes)
        self.taken += brought.taken
        found = Counter(text.likeness for text in self.texts if text.entry.key in template.index)
        taken = set(map(id, brought.taken))
        return Imported(
            essay=name,
            language=self.language.tag,
            path=self.project.relative(path),
            changed=changed,
            exact=found[Likeness.EXACT],
            normalised=found[Likeness.NORMALISED],
            close=sum(text.likeness is None and id(text.entry) in taken for text in self.texts),
            filled=brought.filled,
        )

    def remarks(self, file: str) -> Iterator[Doubtful | NotFound]:
        """The texts that a person should look at, in the order of the file."""
        taken = set(map(id, self.taken))
        for text in self.texts:
            line, msgid, is_taken = text.entry.line, text.entry.msgid, id(text.entry) in taken
            if text.doubts and is_taken:
                yield Doubtful(file, line, msgid, text.doubts)
            elif text.likeness is None and not is_taken:
                yield NotFound(file, line, msgid)


def _read_memory(project: Project, content: bytes, path: str, language: Language) -> Catalog:
    """The texts of a translation memory that are in both languages, as a catalog."""
    entries = [
        Entry(source, target, unit.msgctxt, line=unit.line)
        for source, target, unit in pairs(parse_tmx(content, path=path), project.source_language, language)
    ]
    if not entries:
        sentence = f"holds no text in {project.source_language.tag} and {language.tag}"
        raise CatalogError(sentence, path=path, hint="check its languages, and the one that you gave")
    return Catalog(path, tuple(entries))


def _read_foreign(project: Project, content: bytes, path: str, language: Language) -> Catalog:
    """The catalog in a file that anybody may have made, anywhere."""
    catalog = parse_catalog(content, path=path)
    said = _language(catalog)
    if said not in (None, *map(_primary, (language, project.source_language))):
        raise CatalogError(
            f"says `Language: {catalog.header['Language']}`, which is not {language.tag}",
            path=path,
            hint=f"give its own language, or correct its header if it is {language.tag}",
        )
    if not any(map(is_translated, catalog.entries)):
        raise CatalogError(
            "holds no translation", path=path, hint="give one in which something is translated"
        )
    return catalog


def _language(catalog: Catalog) -> str | None:
    """The language that a catalog says it is of, without script and region; None if it says nothing clear.

    Headers that were copied from a template name the source language, or none.
    """
    language = find_tag(catalog.header.get("Language", ""))
    return _primary(language) if language else None


def _primary(language: Language) -> str:
    return language.tag.partition("-")[0]


def _best(essays: Mapping[str, Essay], foreign: Catalog) -> dict[str, Essay]:
    """The essay that has the most of a catalog's msgids."""
    msgids = {entry.msgid for entry in foreign.entries if is_translated(entry)}
    shared = {name: len(msgids & {unit.msgid for unit in essay.units}) for name, essay in essays.items()}
    name = max(shared, key=lambda name: shared[name])
    if not shared[name]:
        raise ProjectError(
            "has no msgid of any essay as it stands",
            path=foreign.path,
            hint=f"name the essay that it belongs to, one of {', '.join(essays)}",
        )
    return {name: essays[name]}
