"""Merging two versions of a catalog: each side's work is there, and people decide what only they can."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.model import Catalog, Entry, Origin, State
from essaytool.updating.merge import merge
from essaytool.updating.three_way import merge_three
from tests.catalog.samples import as_file, catalog_of, catalogs

WEIGHTS = Entry("The weights lie open.", "De gewichten liggen open.", references=("a.md",))
COST = Entry("What it cost.", "", references=("a.md",))
LINUX = Entry("Linux did, too.", "Linux ook.", references=("a.md",))
BASE = [WEIGHTS, COST, LINUX]
DAY = dt.date(2026, 11, 23)


def read(entries: list[Entry], header: str = "") -> Catalog:
    """A catalog of these entries as it is read from a file."""
    data = serialize_catalog(catalog_of(entries))
    return parse_catalog(data.replace(b"\n\n", f"\n{header}\n\n".encode(), 1) if header else data)


def merged(base: list[Entry], ours: list[Entry], theirs: list[Entry]) -> tuple[list[Entry], int]:
    """The entries of the merge, as they are read again, and how many conflicts there were."""
    result = merge_three(read(base), read(ours), read(theirs))
    return list(parse_catalog(serialize_catalog(result.catalog)).all_entries), len(result.conflicts)


def said(entries: list[Entry]) -> list[tuple[str, str, State]]:
    return [(entry.msgid, entry.msgstr, entry.state) for entry in entries]


def test_two_people_translate_two_entries() -> None:
    ours, theirs = replace(COST, msgstr="Wat het kostte."), replace(LINUX, msgstr="Linux deed dat ook.")
    entries, conflicts = merged(BASE, [WEIGHTS, ours, LINUX], [WEIGHTS, COST, theirs])
    assert [entry.msgstr for entry in entries] == [WEIGHTS.msgstr, ours.msgstr, theirs.msgstr]
    assert conflicts == 0


def test_two_people_translate_one_entry() -> None:
    ours, theirs = replace(COST, msgstr="Wat het kostte."), replace(COST, msgstr='De "prijs".')
    entries, conflicts = merged(BASE, [WEIGHTS, ours, LINUX], [WEIGHTS, theirs, LINUX])
    assert (entries[1].msgstr, entries[1].fuzzy) == (ours.msgstr, True)
    assert entries[1].notes == (r"theirs: De \"prijs\".",)
    assert conflicts == 1


def test_two_people_translate_one_entry_alike() -> None:
    ours = replace(COST, msgstr="Wat het kostte.")
    entries, conflicts = merged(
        BASE, [WEIGHTS, ours, LINUX], [WEIGHTS, replace(ours, notes=("sure",)), LINUX]
    )
    assert (entries[1].msgstr, entries[1].notes, conflicts) == (ours.msgstr, ("sure",), 0)


def test_a_draft_gives_way_to_a_person() -> None:
    person, draft = (
        replace(COST, msgstr="Wat het kostte."),
        sign(replace(COST, msgstr="De kosten."), "deepl", DAY),
    )
    for ours, theirs in ((person, draft), (draft, person)):
        entries, conflicts = merged(BASE, [WEIGHTS, ours, LINUX], [WEIGHTS, theirs, LINUX])
        assert (entries[1].msgstr, entries[1].origin, entries[1].fuzzy) == (
            person.msgstr,
            Origin.HUMAN,
            False,
        )
        assert conflicts == 0


def test_one_approves_a_draft_and_the_other_notes_something() -> None:
    draft = sign(replace(COST, msgstr="De kosten."), "deepl", DAY)
    approved, noted = replace(draft, flags=()), replace(draft, notes=("the tone?",))
    entries, conflicts = merged([draft], [approved], [noted])
    assert (entries[0].origin, entries[0].notes, conflicts) == (Origin.APPROVED_DRAFT, ("the tone?",), 0)


def test_one_approves_a_text_that_the_other_writes_anew() -> None:
    draft = sign(replace(COST, msgstr="De kosten."), "deepl", DAY)
    rewritten = replace(draft, msgstr="Wat het kostte.")
    (entry,), conflicts = merged([draft], [replace(draft, flags=())], [rewritten])
    assert (entry.msgstr, entry.fuzzy, conflicts) == (rewritten.msgstr, True, 0)


def test_one_takes_away_a_note_and_the_other_adds_one() -> None:
    base = replace(WEIGHTS, notes=("old", "stays"))
    ours, theirs = replace(base, notes=("stays",)), replace(base, notes=("old", "stays", "new"))
    (entry,), _ = merged([base], [ours], [theirs])
    assert entry.notes == ("stays", "new")


def test_a_paragraph_that_one_side_deleted_goes_unless_somebody_wrote_in_it_meanwhile() -> None:
    entries, _ = merged(BASE, [WEIGHTS, LINUX], BASE)
    assert [entry.msgid for entry in entries] == [WEIGHTS.msgid, LINUX.msgid]
    theirs = replace(COST, msgstr="Wat het kostte.")
    entries, conflicts = merged(BASE, [WEIGHTS, LINUX], [WEIGHTS, theirs, LINUX])
    assert (entries[-1].msgstr, entries[-1].obsolete, conflicts) == (theirs.msgstr, True, 0)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_translation_follows_its_paragraph_which_the_other_side_edited(swapped: bool) -> None:
    edited = Entry("The weights lie wide open.", comments=("paragraph",), references=("a.md",))
    bot = list(merge(catalog_of([edited, COST, LINUX]), read(BASE)).all_entries)
    person = [replace(WEIGHTS, msgstr="De gewichten zijn open.", notes=("better?",)), COST, LINUX]
    entries, conflicts = merged(BASE, *((person, bot) if swapped else (bot, person)))
    assert said(entries)[0] == (edited.msgid, "De gewichten zijn open.", State.STALE)
    assert (entries[0].previous_msgid, entries[0].notes) == (WEIGHTS.msgid, ("better?",))
    assert ([entry.msgid for entry in entries], conflicts) == ([edited.msgid, COST.msgid, LINUX.msgid], 0)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("was", ["", "viejo"])
def test_so_does_the_first_translation_of_a_paragraph_and_one_in_place_of_a_stale_one(
    was: str, swapped: bool
) -> None:
    old = Entry("It was built in 1900 by five people.", "Lo hicieron cinco.", references=("a.md",))
    if was:
        old = replace(
            old, msgstr=was, flags=("fuzzy",), previous_msgid="It was built in 1899 by five people."
        )
    base = [replace(old, msgstr=was), LINUX]
    edited = Entry("It was built in 1900 by six people.", comments=("paragraph",), references=("a.md",))
    bot = list(merge(catalog_of([edited, LINUX]), read(base)).all_entries)
    person = [replace(old, msgstr="Lo hicieron cinco.", flags=(), previous_msgid=None), LINUX]
    entries, conflicts = merged(base, *((person, bot) if swapped else (bot, person)))
    assert said(entries) == [
        (edited.msgid, "Lo hicieron cinco.", State.STALE),
        (LINUX.msgid, LINUX.msgstr, State.REVIEWED),
    ]
    assert (entries[0].previous_msgid, conflicts) == (old.msgid, 0)


@pytest.mark.parametrize("swapped", [False, True])
def test_entries_stand_where_the_side_put_them_that_moved_them(swapped: bool) -> None:
    moved, added = [LINUX, WEIGHTS, COST], [WEIGHTS, replace(COST, msgid="New."), COST, LINUX]
    entries, _ = merged(BASE, *((added, moved) if swapped else (moved, added)))
    assert [entry.msgid for entry in entries] == [LINUX.msgid, WEIGHTS.msgid, "New.", COST.msgid]


def test_the_later_date_counts_with_its_translator() -> None:
    early = (
        r'"PO-Revision-Date: 2026-11-20 10:00+0100\n"' + "\n" + r'"Last-Translator: Ada <a@example.org>\n"'
    )
    late = r'"PO-Revision-Date: 2026-11-22 10:00+0100\n"' + "\n" + r'"Last-Translator: Zoë <z@example.org>\n"'
    base = read(BASE, early.replace("20 10", "19 10"))
    for ours, theirs in ((early, late), (late, early)):
        result = merge_three(base, read(BASE, ours), read(BASE, theirs)).catalog
        assert result.header["Last-Translator"] == "Zoë <z@example.org>"
        assert parse_catalog(serialize_catalog(result)).header["PO-Revision-Date"] == "2026-11-22 10:00+0100"


def test_a_key_and_a_note_that_only_they_have_come_into_our_header() -> None:
    theirs = parse_catalog(b"# Ada, 2026.\n" + serialize_catalog(read(BASE, r'"X-Poedit-Basepath: .\n"')))
    result = serialize_catalog(merge_three(read(BASE), read(BASE), theirs).catalog)
    assert result.startswith(b'# Ada, 2026.\nmsgid ""\n')
    assert rb'"X-Poedit-Basepath: .\n"' in result


def test_a_side_in_another_charset_is_written_in_ours() -> None:
    latin = as_file('msgid "a"\nmsgstr "né"\n').replace(b"UTF-8", b"ISO-8859-1")
    latin = latin.decode().encode("latin-1").replace(b"\n", b"\r\n")
    base = parse_catalog(as_file('msgid "a"\nmsgstr ""\n'))
    result = merge_three(base, replace(base), parse_catalog(latin)).catalog
    assert serialize_catalog(result).endswith('msgid "a"\nmsgstr "né"\n'.encode())


def test_a_header_that_says_how_its_own_file_is_written_says_so_for_no_other() -> None:
    latin = as_file('msgid "a"\nmsgstr ""\n').replace(b"UTF-8", b"ISO-8859-1")
    base, utf_8 = as_file('msgid "a"\nmsgstr ""\n'), as_file('msgid "a"\nmsgstr "ü"\n')
    result = merge_three(
        *(parse_catalog(data) for data in (base, utf_8, "# Änn\n".encode("latin-1") + latin))
    )
    assert serialize_catalog(result.catalog) == "# Änn\n".encode() + utf_8


def test_a_value_over_several_strings_is_changed_as_a_whole() -> None:
    wrapped = '"Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : "\n"n%10<=4 ? 1 : 2);\\n"'
    named = r'"Last-Translator: Jo \"J\" Doe <j@example.org>\n"'
    theirs = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Last-Translator: Ann Lee <a@example.org>\\n"'
    base = read(BASE, f"{wrapped}\n{named}")
    header = merge_three(base, base, read(BASE, theirs)).catalog
    again = parse_catalog(serialize_catalog(header)).header
    assert again["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert again["Last-Translator"] == "Ann Lee <a@example.org>"


def test_a_note_of_the_header_that_we_took_away_stays_away() -> None:
    base = parse_catalog(b"# FIRST AUTHOR\n" + serialize_catalog(read(BASE)))
    ours = parse_catalog(b"# Ann\n" + serialize_catalog(read(BASE)))
    theirs = base.with_entries([replace(LINUX, msgstr="Linux deed mee.", source=b"")])
    result = serialize_catalog(merge_three(base, ours, parse_catalog(serialize_catalog(theirs))).catalog)
    assert result.startswith(b"# Ann\nmsgid")


def test_notes_keep_their_blank_lines() -> None:
    base = replace(WEIGHTS, notes=("p1", "", "p2", "", "p3"))
    ours, theirs = replace(base, notes=(*base.notes, "mine")), replace(base, notes=(*base.notes, "theirs"))
    (entry,), _ = merged([base], [ours], [theirs])
    assert entry.notes == (*base.notes, "mine", "theirs")


def test_an_approval_is_not_undone_by_a_machine() -> None:
    draft = sign(replace(COST, msgstr="De kosten."), "deepl", DAY)
    again = sign(replace(COST, msgstr="De prijs."), "google", DAY)
    for ours, theirs in ((replace(draft, flags=()), again), (again, replace(draft, flags=()))):
        (entry,), conflicts = merged([draft], [ours], [theirs])
        assert (entry.msgstr, entry.state, conflicts) == ("De kosten.", State.REVIEWED, 0)


def test_two_drafts_that_two_people_approved_are_a_conflict_and_no_drafts_any_more() -> None:
    one, two = (sign(replace(COST, msgstr=text), "deepl", DAY) for text in ("De kosten.", "De prijs."))
    (entry,), conflicts = merged([COST], [replace(one, flags=())], [replace(two, flags=())])
    assert (entry.state, entry.origin, entry.notes) == (State.STALE, Origin.HUMAN, ("theirs: De prijs.",))
    assert conflicts == 1


def test_what_both_sides_updated_and_one_translated_is_no_conflict() -> None:
    edited = Entry("The weights lie wide open.", references=("a.md",))
    ours = list(merge(catalog_of([edited]), read([WEIGHTS])).all_entries)
    theirs = [replace(ours[0], msgstr="Klaar.", flags=(), previous_msgid=None, source=b"")]
    for pair in ((ours, theirs), (theirs, ours)):
        (entry,), conflicts = merged([WEIGHTS], *pair)
        assert (entry.msgstr, entry.state, conflicts) == ("Klaar.", State.REVIEWED, 0)


def test_a_text_that_somebody_wrote_under_the_new_paragraph_is_not_written_over() -> None:
    edited = Entry("The weights lie wide open.", references=("a.md",))
    ours = list(merge(catalog_of([edited]), read([WEIGHTS])).all_entries)
    theirs = [replace(WEIGHTS, msgstr="alt besser"), replace(edited, msgstr="Mensch", notes=("n",))]
    entries, _ = merged([WEIGHTS], ours, theirs)
    assert (entries[0].msgid, entries[0].msgstr, entries[0].notes) == (edited.msgid, "Mensch", ("n",))
    assert (entries[1].msgstr, entries[1].obsolete) == ("alt besser", True)


def test_a_translation_follows_a_trivial_edit_as_reviewed() -> None:
    base = Entry("It's a test.", "Es ist Test.", comments=("paragraph",), references=("a.md",))
    edited = replace(base, msgid="It’s a test.", msgstr="")
    ours = list(merge(catalog_of([edited]), read([base])).all_entries)
    (entry,), conflicts = merged([base], ours, [replace(base, msgstr="Es ist ein Test.")])
    assert (entry.msgid, entry.msgstr, entry.state) == (edited.msgid, "Es ist ein Test.", State.REVIEWED)
    assert conflicts == 0


def both_ways(base: list[Entry], one: list[Entry], other: list[Entry]) -> Entry:
    """The first entry of a merge in which nobody is asked, and which is the same from either side."""
    (entry, *_), conflicts = merged(base, one, other)
    (again, *_), others = merged(base, other, one)
    assert (conflicts, others) == (0, 0)
    assert (entry.msgstr, entry.state, entry.previous_msgid) == (
        again.msgstr,
        again.state,
        again.previous_msgid,
    )
    return entry


EDITED = Entry("The weights lie wide open.", comments=("paragraph",), references=("a.md",))


def test_a_draft_that_went_stale_gives_way_to_a_person_as_any_other() -> None:
    blank = replace(WEIGHTS, msgstr="")
    drafted = sign(replace(blank, msgstr="machine"), "deepl", DAY)
    moved = list(merge(catalog_of([EDITED]), read([drafted])).all_entries)
    approved = [replace(sign(replace(EDITED, msgstr="approved"), "deepl", DAY), flags=())]
    assert both_ways([blank], moved, approved).msgstr == "approved"


def test_an_approval_of_what_both_sides_carried_over_stands() -> None:
    moved = list(merge(catalog_of([EDITED]), read([WEIGHTS])).all_entries)
    approved = [replace(moved[0], flags=(), previous_msgid=None, source=b"")]
    assert both_ways([WEIGHTS], moved, approved).state is State.REVIEWED


def test_a_text_that_one_side_emptied_stays_empty_where_the_other_wrote_none() -> None:
    emptied, described = replace(WEIGHTS, msgstr=""), replace(WEIGHTS, references=("b.md",))
    entry = both_ways([WEIGHTS], [emptied], [described])
    assert (entry.msgstr, entry.references) == ("", ("b.md",))


def test_a_second_conflict_is_noted_although_the_first_was() -> None:
    base = replace(WEIGHTS, msgstr="M", flags=("fuzzy",), notes=("theirs: X",))
    ours, theirs = (replace(base, msgstr=text, flags=(), notes=()) for text in "YX")
    (entry,), conflicts = merged([base], [ours], [theirs])
    assert (entry.msgstr, entry.fuzzy, entry.notes, conflicts) == ("Y", True, ("theirs: X",), 1)


def test_a_file_that_only_they_converted_to_utf_8_is_utf_8() -> None:
    def latin(*blocks: str) -> Catalog:
        return parse_catalog(as_file(*blocks).decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"))

    base = latin('msgid "a"\nmsgstr "é"\n', 'msgid "b"\nmsgstr ""\n')
    ours = latin('msgid "a"\nmsgstr "é"\n', 'msgid "b"\nmsgstr "años"\n')
    theirs = as_file('msgid "a"\nmsgstr "“é”"\n', 'msgid "b"\nmsgstr ""\n')
    result = serialize_catalog(merge_three(base, ours, parse_catalog(theirs)).catalog)
    assert result == as_file('msgid "a"\nmsgstr "“é”"\n', 'msgid "b"\nmsgstr "años"\n')


def test_a_bot_that_holds_trivial_edits_for_others_leaves_them_in_doubt() -> None:
    base = Entry("It's a test.", "Es ist Test.", comments=("paragraph",), references=("a.md",))
    edited = replace(base, msgid="It’s a test.", msgstr="")
    bot = list(merge(catalog_of([edited]), read([base]), keep_trivial=False).all_entries)
    assert both_ways([base], bot, [replace(base, msgstr="Ein Test.")]).state is State.STALE


@pytest.mark.parametrize(("one", "later"), [("2026-01-02 01:00+0900", "2026-01-01 23:00-0500")])
def test_dates_are_moments(one: str, later: str) -> None:
    base, ours, theirs = (read(BASE, f'"PO-Revision-Date: {date}\\n"') for date in ("", one, later))
    assert merge_three(base, ours, theirs).catalog.header["PO-Revision-Date"] == later


PLURAL = Entry("a file", msgid_plural="files", msgstr_plural=("", ""))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result", "conflicts"),
    [
        (("", ""), ("a", ""), ("", "b"), ("a", "b"), 0),
        (("a", ""), ("a", "b"), ("human", ""), ("human", "b"), 0),
        (("a", "b"), ("c", "b"), ("d", "b"), ("c", "b"), 1),
    ],
)
def test_plural_forms_are_merged_one_by_one(
    base: tuple[str, ...],
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    result: tuple[str, ...],
    conflicts: int,
) -> None:
    sides = ([replace(PLURAL, msgstr_plural=forms)] for forms in (base, ours, theirs))
    (entry,), found = merged(*sides)
    assert (entry.msgstr_plural, found) == (result, conflicts)


def test_a_text_is_not_lost_where_the_other_side_has_plural_forms() -> None:
    plain = Entry("a file", "een bestand")
    for ours, theirs in ((PLURAL, plain), (plain, PLURAL)):
        (entry,), _ = merged([], [ours], [theirs])
        assert (entry.msgid_plural, entry.msgstr) == (None, "een bestand")


# --- the laws

edits = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["text", "note", "approve", "doubt", "delete"]))
)


def edited(catalog: Catalog, changes: list[tuple[int, str]], who: str) -> Catalog:
    """A catalog after a person's edits, as it is read again."""
    entries: list[Entry | None] = list(catalog.all_entries)
    for number, (place, change) in enumerate(changes):
        entry = entries[place] if place < len(entries) else None
        if entry is not None:
            entries[place] = _CHANGES[change](entry, f"{who} {number}")
    return parse_catalog(serialize_catalog(catalog_of([entry for entry in entries if entry])))


def _texts(entry: Entry, word: str) -> Entry:
    forms = tuple(f"{word} {form}" for form in range(len(entry.msgstr_plural)))
    return replace(entry, msgstr="" if forms else word, msgstr_plural=forms, source=b"")


_CHANGES: dict[str, Callable[[Entry, str], Entry | None]] = {
    "text": _texts,
    "note": lambda entry, word: replace(entry, notes=(*entry.notes, word), source=b""),
    "approve": lambda entry, _: replace(entry, flags=tuple(set(entry.flags) - {"fuzzy"}), source=b""),
    "doubt": lambda entry, _: replace(entry, flags=tuple({"fuzzy", *entry.flags}), source=b""),
    "delete": lambda *_: None,
}


def human_words(catalog: Catalog) -> set[str]:
    return {word for entry in catalog.all_entries for word in (*entry.texts, *entry.notes) if word}


@given(catalogs, edits, edits)
def test_nothing_that_either_side_wrote_is_lost(
    base: Catalog, mine: list[tuple[int, str]], others: list[tuple[int, str]]
) -> None:
    base = parse_catalog(serialize_catalog(base))
    ours, theirs = edited(base, mine, "mine"), edited(base, others, "theirs")
    result = serialize_catalog(merge_three(base, ours, theirs).catalog).decode()
    for catalog in (ours, theirs):
        for word in human_words(catalog) - human_words(base):
            assert word in result


@given(catalogs, edits)
def test_what_only_one_side_changed_is_taken_as_it_is(base: Catalog, changes: list[tuple[int, str]]) -> None:
    base = parse_catalog(serialize_catalog(base))
    side = edited(base, changes, "one")
    assert serialize_catalog(merge_three(base, side, base).catalog) == serialize_catalog(side)
    theirs = parse_catalog(serialize_catalog(merge_three(base, base, side).catalog))
    assert {entry.key: entry.texts for entry in theirs.all_entries} == {
        entry.key: entry.texts for entry in side.all_entries
    }
