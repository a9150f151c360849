"""Migrating: translations that were made under other msgids, under those of today.

The msgids of a catalog are another program's, or those of an older segmentation of ours, whose number stands
in its header. Each translation is looked for in today's template (`essaytool.updating.locate`); what is found
is a text for an entry that has none, which `merge` puts there. Where it came from stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from essaytool.catalog.header import with_header_value
from essaytool.catalog.provenance import flags_as
from essaytool.catalog.template import SCHEMA, SCHEMA_KEY
from essaytool.markdown.reading import labels_of
from essaytool.model import Catalog, Context, Entry, Key, Unit
from essaytool.updating.locate import Likeness, Text, Units, locate


def migrated(template: Catalog, catalog: Catalog) -> dict[Key, Entry]:
    """A catalog's own translations for entries of the template, if it is of an older segmentation."""
    if _schema(catalog) >= _schema(template):
        return {}
    units = Units(list(_units(template)))
    left = (entry for entry in catalog.all_entries if entry.key not in template.index)
    return gaps(
        catalog, best(text for entry in left if is_translated(entry) for text in locate(entry, units))
    )


def renumbered(catalog: Catalog, template: Catalog) -> Catalog:
    """The catalog with the number of the template's segmentation, if its own is older."""
    if _schema(catalog) >= _schema(template):
        return catalog
    return with_header_value(catalog, SCHEMA_KEY, str(_schema(template)))


def _schema(catalog: Catalog) -> int:
    """The number of the segmentation that made its msgids; without one, that of today."""
    return int(catalog.header.get(SCHEMA_KEY, SCHEMA))


def _units(template: Catalog) -> Iterator[Unit]:
    """A template's entries as units, of which it does not say all."""
    labels = {key: label for entry in template.entries for key, label in labels_of(entry.msgid).items()}
    for entry in template.entries:
        kind = entry.comments[0] if entry.comments else ""
        yield Unit(b"", entry.msgid, Context.INLINE, kind, 0, 0, msgctxt=entry.msgctxt, labels=labels)


# --- texts for entries that have none -----------------------------------------------------------------------


def is_translated(entry: Entry) -> bool:
    """Whether there is one msgstr, and a text in it."""
    return entry.msgid_plural is None and bool(entry.msgstr.strip())


def best(texts: Iterable[Text]) -> dict[Key, Entry]:
    """For each unit that was found one text: a reviewed one, if there is, and an exact one."""
    found = [text for text in texts if text.likeness]
    found.sort(key=lambda text: (text.entry.fuzzy, text.likeness is not Likeness.EXACT))
    return {text.entry.key: text.entry for text in reversed(found)}


def gaps(catalog: Catalog, texts: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """Those of the texts for which the catalog has none, live or obsolete."""
    there = {entry.key for entry in catalog.all_entries if any(entry.texts) or entry.msgid_plural is not None}
    return {key: entry for key, entry in texts.items() if key not in there}


def filled(empty: Entry, text: Entry) -> Entry:
    """An entry without a text, with this one and all that is said about it."""
    return replace(
        empty,
        msgstr=text.msgstr,
        flags=flags_as(empty.flags, fuzzy=text.fuzzy),
        notes=tuple(dict.fromkeys((*empty.notes, *text.notes))),
        previous_msgid=text.previous_msgid,
        previous_msgctxt=text.previous_msgctxt,
        provenance=text.provenance,
        source=b"",
    )
