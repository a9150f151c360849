"""Templates: the catalog of an essay without translations, and a language's empty catalog made from one.

Entries stand in essay order, one for each text and context; units that share one share the entry. ``#:``
names the essay's file only, since line numbers make merge conflicts. ``#.`` says what the unit is, then
what its author tells translators. The header holds what ``msgfmt --check`` asks for, no date, and three
keys of ours:

- ``X-Generator: essaytool``, without a version, so that a new one changes no file;
- ``X-Source-Language``, which Poedit shows;
- ``X-Essaytool-Schema``, the number of the segmentation that made the msgids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from essaytool.catalog.header import new_header
from essaytool.catalog.provenance import clear
from essaytool.languages import Language, plural_forms
from essaytool.model import Catalog, Entry, Essay, Key, Unit

SCHEMA = 1
"""The segmentation that this version knows."""
SCHEMA_KEY = "X-Essaytool-Schema"
OWN_KEYS = ("X-Generator", "X-Source-Language", SCHEMA_KEY)
"""The header keys that `update` adds where they are missing."""
_NEVER_COPIED = "POT-Creation-Date"


def template(essay: Essay, *, source_language: str = "en") -> Catalog:
    """The template of an essay that is written in `source_language`, a BCP 47 tag."""
    path = PurePosixPath(essay.path)
    header = {
        "Project-Id-Version": path.stem,
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": "essaytool",
        "X-Source-Language": source_language,
        SCHEMA_KEY: str(SCHEMA),
    }
    shared: dict[Key, list[Unit]] = {}
    for unit in essay.units:
        shared.setdefault(unit.key, []).append(unit)
    return _catalog(f"{path.stem}.pot", header, [_entry(units, essay.path) for units in shared.values()])


def new_catalog(template: Catalog, language: Language) -> Catalog:
    """The catalog of a language in which nothing is translated yet."""
    header = inherited(template.header, of_nothing=True) | {
        "Language": language.folder,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": plural_forms(language),
    }
    header |= {key: header.pop(key) for key in OWN_KEYS if key in header}
    return _catalog(
        f"{PurePosixPath(template.path).stem}.po", header, [blank(entry) for entry in template.entries]
    )


def inherited(header: Mapping[str, str], *, of_nothing: bool) -> dict[str, str]:
    """What a catalog's header takes from its template's: our own keys, and all where it has nothing yet."""
    return {
        key: value
        for key, value in header.items()
        if key in OWN_KEYS or (of_nothing and key != _NEVER_COPIED)
    }


def blank(entry: Entry) -> Entry:
    """A template's entry as it enters a catalog: of no file yet, and without a translation."""
    return replace(clear(entry), line=0, original=b"")


def _entry(units: Sequence[Unit], path: str) -> Entry:
    kinds = (unit.kind for unit in units)
    notes = (line for unit in units for note in unit.notes for line in note.split("\n"))
    return Entry(
        msgid=units[0].msgid,
        msgctxt=units[0].msgctxt,
        comments=tuple(dict.fromkeys((*kinds, *notes))),
        references=(path,),
    )


def _catalog(path: str, header: dict[str, str], entries: Sequence[Entry]) -> Catalog:
    pieces = (piece for entry in entries for piece in (b"\n", entry))
    return Catalog(path=path, pieces=(new_header(header), *pieces), header=header)
