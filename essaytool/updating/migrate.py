"""Migrating: a catalog of an older segmentation, brought to the msgids of today.

The number of the segmentation stands in the header of every catalog and template. Where the catalog's is the
older one, each translation that left the essay is looked for in the template (`essaytool.updating.locate`),
and what is found becomes an entry of today's msgid. The entry that it came from stays, for `merge` to retire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from essaytool.catalog.header import with_header_value
from essaytool.catalog.template import SCHEMA, SCHEMA_KEY
from essaytool.markdown.inline import label_key
from essaytool.model import Catalog, Context, Entry, Key, Unit
from essaytool.updating.locate import Likeness, Text, Units, locate

_LABEL = re.compile(r"\]\[((?:[^\[\]\\]|\\.)+)\]|\[(\^[^\[\]\s]+)\]")
"""The labels that a msgid shows, since references stand in it in full."""


def migrate(template: Catalog, catalog: Catalog) -> Catalog:
    """The catalog with its translations under the template's msgids, if it is of an older segmentation."""
    if schema_of(catalog) >= schema_of(template):
        return catalog
    units = Units(list(_units(template)))
    left = (entry for entry in catalog.all_entries if entry.key not in template.index)
    texts = [text for entry in left if is_translated(entry) for text in locate(entry, units)]
    filled = fill(catalog, gaps(catalog, best(texts)))
    return with_header_value(filled, SCHEMA_KEY, str(schema_of(template)))


def schema_of(catalog: Catalog) -> int:
    """The number of the segmentation that made its msgids; without one, that of today."""
    return int(catalog.header.get(SCHEMA_KEY, SCHEMA))


def is_translated(entry: Entry) -> bool:
    """Whether there is one msgstr, and a text in it."""
    return entry.msgid_plural is None and bool(entry.msgstr.strip())


def _units(template: Catalog) -> Iterator[Unit]:
    """A template's entries as units, of which it does not say all."""
    found = ("".join(match) for entry in template.entries for match in _LABEL.findall(entry.msgid))
    labels = {label_key(label): label for label in found}
    for entry in template.entries:
        kind = entry.comments[0] if entry.comments else ""
        yield Unit(b"", entry.msgid, Context.INLINE, kind, 0, 0, msgctxt=entry.msgctxt, labels=labels)


# --- putting texts into a catalog ---------------------------------------------------------------------------


def best(texts: Iterable[Text]) -> dict[Key, Entry]:
    """For each unit that was found one text: a reviewed one, if there is, and an exact one."""
    found = [text for text in texts if text.likeness]
    found.sort(key=lambda text: (text.entry.fuzzy, text.likeness is not Likeness.EXACT))
    return {text.entry.key: text.entry for text in reversed(found)}


def gaps(catalog: Catalog, entries: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """Those of the entries for which the catalog has no text, live or obsolete."""
    there = {entry.key for entry in catalog.all_entries if any(entry.texts) or entry.msgid_plural is not None}
    return {key: entry for key, entry in entries.items() if key not in there}


def fill(catalog: Catalog, entries: Mapping[Key, Entry]) -> Catalog:
    """The catalog with the texts of these entries, for which it has none; new ones stand at its end."""
    filled = [filled_with(old, entries[old.key]) for old in catalog.entries if old.key in entries]
    new = [replace(entry, line=0) for key, entry in entries.items() if key not in catalog.index]
    newline = catalog.newline.encode()
    pieces = (piece for entry in new for piece in (newline, entry))
    return replace(catalog, pieces=(*catalog.with_entries(filled).pieces, *pieces))


def filled_with(empty: Entry, entry: Entry) -> Entry:
    """An entry without a text, with that of another one and all that is said about it."""
    others = tuple(flag for flag in empty.flags if flag != "fuzzy")
    return replace(
        empty,
        msgstr=entry.msgstr,
        flags=("fuzzy", *others) if entry.fuzzy else others,
        notes=tuple(dict.fromkeys((*empty.notes, *entry.notes))),
        previous_msgid=entry.previous_msgid,
        previous_msgctxt=entry.previous_msgctxt,
        provenance=entry.provenance,
        source=b"",
    )
