"""Update: a catalog follows its essay, and every word that a person wrote in it stays."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from essaytool.catalog.copies import copies
from essaytool.catalog.po import parse_catalog, serialize_catalog
from essaytool.catalog.provenance import sign
from essaytool.errors import CatalogError
from essaytool.model import Catalog, Entry, Origin, State
from essaytool.updating.merge import Outcome, merge, merge_with_report
from tests.catalog.samples import TORTURE, as_file, catalog_of

WEIGHTS = "The weights lie open on the table for everyone to take home."
COST = "What it cost was a fraction of what others had paid."
LINUX = "Linux went the same way in the nineties, and few believed it."


def template_of(*msgids: str, **fields: object) -> Catalog:
    """The template of an essay with these texts."""
    return catalog_of(
        [Entry(msgid, comments=("paragraph",), references=("essay.md",), **fields) for msgid in msgids]
    )


def translated(*msgids: str) -> Catalog:
    """The catalog of such an essay with all of it reviewed."""
    entries = [
        Entry(msgid, msgstr=msgid.upper(), comments=("paragraph",), references=("essay.md",))
        for msgid in msgids
    ]
    return parse_catalog(serialize_catalog(catalog_of(entries)), path="essay.po")


def updated(template: Catalog, catalog: Catalog) -> Catalog:
    """The catalog as a later run reads it from its file."""
    return parse_catalog(serialize_catalog(merge(template, catalog)), path=catalog.path)


# --- what stays


def test_a_catalog_whose_essay_did_not_change_is_not_changed() -> None:
    catalog = translated(WEIGHTS, COST, LINUX)
    assert serialize_catalog(merge(template_of(WEIGHTS, COST, LINUX), catalog)) == serialize_catalog(catalog)


@pytest.mark.parametrize("data", [TORTURE, TORTURE.replace(b"\n", b"\r\n"), TORTURE.rstrip(b"\n")])
def test_neither_is_one_that_is_as_odd_as_the_format_allows(data: bytes) -> None:
    catalog = parse_catalog(data)
    template = Catalog("essay.pot", catalog.entries)
    assert serialize_catalog(merge(template, catalog)) == data


def test_only_what_an_entry_is_and_where_is_written_anew() -> None:
    catalog = parse_catalog(
        as_file('# mind the tone\n#. an older kind\n#: essay.md:12\n#,no-blank\nmsgid "a" ""\nmsgstr"b"\n')
    )
    written = serialize_catalog(merge(template_of("a"), catalog))
    assert written.endswith(
        b'# mind the tone\n#. paragraph\n#: essay.md\n#,no-blank\nmsgid "a" ""\nmsgstr"b"\n'
    )


def test_a_paragraph_that_moves_takes_its_entry_along() -> None:
    catalog = updated(template_of(LINUX, WEIGHTS, COST), translated(WEIGHTS, COST, LINUX))
    assert serialize_catalog(catalog) == serialize_catalog(translated(LINUX, WEIGHTS, COST))


def test_flags_and_notes_of_a_person_stay() -> None:
    catalog = parse_catalog(as_file('# mine\n#, fuzzy, md-text\n#| msgid "b"\nmsgid "a"\nmsgstr "c"\n'))
    (entry,) = updated(template_of("a"), catalog).entries
    assert (entry.notes, entry.flags, entry.previous_msgid) == (("mine",), ("fuzzy", "md-text"), "b")


# --- what is new


def test_a_new_paragraph_is_an_entry_without_translation_in_its_place() -> None:
    catalog = updated(template_of(WEIGHTS, "New.", COST), translated(WEIGHTS, COST))
    assert [(entry.msgid, entry.state) for entry in catalog.entries] == [
        (WEIGHTS, State.REVIEWED),
        ("New.", State.MISSING),
        (COST, State.REVIEWED),
    ]


def test_entries_are_set_apart_by_one_blank_line_wherever_they_come_to_stand() -> None:
    data = serialize_catalog(translated(WEIGHTS, COST)).rstrip(b"\n")
    written = serialize_catalog(merge(template_of("New.", COST, "Newer."), parse_catalog(data)))
    assert b"\n\n\n" not in written
    assert written.count(b"\n\n") == 4
    assert written.endswith(b'"\n')


def test_a_catalog_without_entries_is_filled() -> None:
    header_only = as_file()
    catalog = updated(template_of("a", "b"), parse_catalog(header_only))
    assert [entry.msgid for entry in catalog.entries] == ["a", "b"]
    assert serialize_catalog(catalog).startswith(header_only + b"\n#. paragraph\n")


def test_comments_below_the_last_entry_stay_at_the_end() -> None:
    catalog = parse_catalog(serialize_catalog(translated(WEIGHTS)) + b"\n# the end\n")
    assert serialize_catalog(merge(template_of(WEIGHTS, "New."), catalog)).endswith(
        b'msgstr ""\n\n# the end\n'
    )


# --- what was edited

EDITED = WEIGHTS.replace("everyone", "anyone")


def test_an_edited_paragraph_keeps_its_translation_as_fuzzy_with_the_text_it_was_made_for() -> None:
    (entry,) = updated(template_of(EDITED), translated(WEIGHTS)).all_entries
    assert (entry.msgid, entry.msgstr, entry.previous_msgid) == (EDITED, WEIGHTS.upper(), WEIGHTS)
    assert (entry.state, entry.origin) == (State.STALE, Origin.HUMAN)


def test_the_text_that_a_translation_was_made_for_is_still_known_after_a_second_edit() -> None:
    once = updated(template_of(EDITED), translated(WEIGHTS))
    (entry,) = updated(template_of(EDITED + " Twice."), once).all_entries
    assert entry.previous_msgid == WEIGHTS


def test_an_edit_taken_back_shows_no_difference_and_leaves_the_doubt() -> None:
    once = updated(template_of(EDITED), translated(WEIGHTS))
    (entry,) = updated(template_of(WEIGHTS), once).all_entries
    assert (entry.msgstr, entry.previous_msgid, entry.state) == (WEIGHTS.upper(), None, State.STALE)


def test_a_translation_follows_its_text_into_another_context_as_fuzzy() -> None:
    (entry,) = updated(template_of(WEIGHTS, msgctxt="caption"), translated(WEIGHTS)).all_entries
    assert (entry.msgctxt, entry.previous_msgctxt, entry.previous_msgid) == ("caption", None, WEIGHTS)
    assert entry.state is State.STALE


def test_a_paragraph_split_in_two_gives_its_translation_to_both() -> None:
    whole = f"{WEIGHTS} {WEIGHTS.replace('weights', 'papers')}"
    catalog = updated(template_of(whole[:70] + ".", whole[50:]), translated(whole))
    assert [entry.msgstr for entry in catalog.all_entries] == [whole.upper(), whole.upper()]
    assert {entry.state for entry in catalog.entries} == {State.STALE}


@pytest.mark.parametrize("approved", [True, False])
def test_a_draft_that_comes_under_another_text_is_stale_even_if_it_was_fuzzy_before(approved: bool) -> None:
    (entry,) = translated(WEIGHTS).entries
    draft = sign(entry, "deepl", dt.date(2026, 11, 23))
    catalog = catalog_of([replace(draft, flags=()) if approved else draft])
    (moved,) = updated(template_of(EDITED), catalog).entries
    assert moved.previous_msgid == WEIGHTS
    assert (moved.fits_text, moved.fits_source, moved.state) == (True, False, State.STALE)


def test_a_text_that_is_too_different_is_new() -> None:
    merged = merge_with_report(template_of("Entirely something else."), translated(WEIGHTS))
    assert merged.counts == {
        Outcome.KEPT: 0,
        Outcome.NEW: 1,
        Outcome.FUZZY: 0,
        Outcome.OBSOLETE: 1,
        Outcome.REVIVED: 0,
        Outcome.TRIVIAL: 0,
    }


def test_a_pair_at_the_threshold_is_none_and_neighbours_do_not_help_it() -> None:
    assert merged_ratio("aaabb", "aaacc") == 0.0
    assert merged_ratio("aaaabb", "aaaaccc") == pytest.approx(8 / 13)


def merged_ratio(old: str, new: str) -> float:
    """How close a new text is found to be to an old one between two neighbours that stayed."""
    catalog = translated("before", old, "after")
    changes = merge_with_report(template_of("before", new, "after"), catalog).changes
    return next(change.ratio for change in changes if change.entry.msgid == new)


def test_of_two_equally_close_paragraphs_the_one_in_the_same_place_is_taken() -> None:
    first, second = "Chapter 1 is about cost.", "Chapter 2 is about cost."
    catalog = translated("one", first, "two", "three", second, "four")
    template = template_of("one", "two", "three", "Chapter 3 is about cost.", "four")
    found = updated(template, catalog).index[(None, "Chapter 3 is about cost.")]
    assert found.previous_msgid == second


def test_a_translation_with_plural_forms_is_not_given_to_a_text_without() -> None:
    catalog = parse_catalog(as_file(f'msgid "{WEIGHTS}"\nmsgid_plural "x"\nmsgstr[0] "y"\nmsgstr[1] "z"\n'))
    merged = merge_with_report(template_of(EDITED), catalog)
    assert [change.outcome for change in merged.changes] == [Outcome.NEW, Outcome.OBSOLETE]


# --- what was edited, but for its words

CURLY = "The “weights” lie open."
STRAIGHT = 'The "weights" lie open.'


@pytest.mark.parametrize("flags", [("fuzzy",), ()])
@pytest.mark.parametrize("text", ["De gewichten liggen open.", "rewritten by a person"])
def test_a_trivial_edit_leaves_state_and_origin_of_a_draft_as_they_are(
    flags: tuple[str, ...], text: str
) -> None:
    text_of_draft = Entry(STRAIGHT, "De gewichten liggen open.", comments=("paragraph",))
    draft = sign(text_of_draft, "deepl", dt.date(2026, 11, 23))
    before = replace(draft, flags=flags, msgstr=text)
    (after,) = updated(template_of(CURLY), catalog_of([before])).all_entries
    assert (after.msgid, after.msgstr, after.origin) == (CURLY, text, before.origin)
    assert after.state is (before.state if (flags and text == draft.msgstr) or not flags else State.STALE)


def test_a_draft_whose_link_leads_elsewhere_is_signed_for_both_of_its_texts() -> None:
    text = Entry("Read [it](a).", "Lees [het](a).", comments=("paragraph",))
    draft = sign(text, "deepl", dt.date(2026, 11, 23))
    (after,) = updated(template_of("Read [it](b)."), catalog_of([draft])).all_entries
    assert (after.msgstr, after.state, after.origin) == ("Lees [het](b).", State.DRAFT, Origin.DRAFT)


def test_trivial_edits_can_be_treated_as_any_other() -> None:
    (after,) = merge(template_of(CURLY), translated(STRAIGHT), keep_trivial=False).all_entries
    assert (after.state, after.previous_msgid) == (State.STALE, STRAIGHT)


@pytest.mark.parametrize(
    ("kinds", "before", "after"),
    [
        (("heading 2", "heading 2"), "Polish", "polish"),
        (("table cell", "table cell"), "Mb", "mb"),
        (("paragraph", "front matter: title"), "Rock &amp; Roll", "Rock & Roll"),
        (("paragraph", "HTML text"), "Say a < b here", "Say a &lt; b here"),
        (("HTML text", "HTML text"), r"Press \* to go", "Press * to go"),
        (("image text", "image text"), "f[0](5)", "f[0](6)"),
        (("HTML attribute: title", "HTML attribute: title"), 'an "a"', "an “a”"),
        (("code comment", "code comment"), "run -- all", "run — all"),
    ],
)
def test_what_may_mean_something_else_in_its_place_is_no_trivial_edit(
    kinds: tuple[str, str], before: str, after: str
) -> None:
    catalog = catalog_of([Entry(before, "vertaald", comments=(kinds[0], "a note: paragraph"))])
    template = catalog_of([Entry(after, comments=(kinds[1], "a note: paragraph"))])
    assert all(
        change.outcome is not Outcome.TRIVIAL for change in merge_with_report(template, catalog).changes
    )


def test_an_authors_note_does_not_say_how_a_text_is_read() -> None:
    notes = ("paragraph", "code stays as it is")
    before, after = "Use `print(“x”)` now.", 'Use `print("x")` now.'
    catalog = catalog_of([Entry(before, "Gebruik `print(“x”)` nu.", comments=notes)])
    (change,) = merge_with_report(catalog_of([Entry(after, comments=notes)]), catalog).changes
    assert change.outcome is Outcome.FUZZY


def test_what_was_in_doubt_before_a_trivial_edit_stays_in_doubt() -> None:
    catalog = parse_catalog(
        as_file('#. paragraph\n#, fuzzy\n#| msgid "older"\nmsgid "Say -- it."\nmsgstr "Zeg het."\n')
    )
    (after,) = updated(template_of("Say — it."), catalog).all_entries
    assert (after.state, after.previous_msgid) == (State.STALE, "older")
    doubted = parse_catalog(as_file('#. paragraph\n#, fuzzy\nmsgid "Say -- it."\nmsgstr "Zeg het."\n'))
    (after,) = updated(template_of("Say — it."), doubted).all_entries
    assert (after.state, after.previous_msgid) == (State.STALE, "Say -- it.")


# --- what left, and came back


def test_a_deleted_paragraph_becomes_obsolete_with_its_notes_and_flags() -> None:
    data = serialize_catalog(translated(WEIGHTS)).replace(b"#. par", b"# mind the tone\n#, md-text\n#. par")
    written = serialize_catalog(merge(template_of("Something else."), parse_catalog(data)))
    assert written.endswith(
        f'\n\n# mind the tone\n#, md-text\n#~ msgid "{WEIGHTS}"\n#~ msgstr "{WEIGHTS.upper()}"\n'.encode()
    )


def test_a_paragraph_that_comes_back_brings_all_of_its_translation() -> None:
    data = serialize_catalog(translated(WEIGHTS, COST)).replace(b"#. par", b"# mind the tone\n#. par", 1)
    without = updated(template_of(COST), parse_catalog(data))
    merged = merge_with_report(template_of(WEIGHTS, COST), without)
    assert merged.counts[Outcome.REVIVED] == 1
    assert serialize_catalog(merged.catalog) == data


def test_what_was_in_doubt_comes_back_in_doubt() -> None:
    data = as_file('# why?\n#, fuzzy\n#| msgid "an older text"\nmsgid "a text"\nmsgstr "een tekst"\n')
    gone = updated(template_of("zzz"), parse_catalog(data))
    assert b'#~| msgid "an older text"\n#~ msgid "a text"\n' in serialize_catalog(gone)
    back = updated(template_of("a text"), gone).index[(None, "a text")]
    assert (back.flags, back.notes, back.previous_msgid) == (("fuzzy",), ("why?",), "an older text")


def test_an_obsolete_translation_serves_a_new_text_that_is_close() -> None:
    gone = updated(template_of(COST), translated(WEIGHTS, COST))
    back = updated(template_of(COST, EDITED), gone)
    assert [(entry.msgid, entry.previous_msgid, entry.obsolete) for entry in back.all_entries] == [
        (COST, None, False),
        (EDITED, WEIGHTS, False),
    ]


def test_an_entry_in_which_nobody_wrote_goes_with_its_paragraph() -> None:
    catalog = parse_catalog(serialize_catalog(template_of("a", "b")))
    assert [entry.msgid for entry in updated(template_of("b"), catalog).all_entries] == ["b"]


def test_a_note_on_an_entry_without_translation_stays_when_its_paragraph_goes() -> None:
    catalog = parse_catalog(as_file('# how to say this?\nmsgid "a"\nmsgstr ""\n'))
    (_, gone) = updated(template_of("zzz"), catalog).all_entries
    assert (gone.obsolete, gone.notes) == (True, ("how to say this?",))


def test_an_obsolete_entry_that_meets_another_of_its_key_leaves_its_text_in_the_notes() -> None:
    live, gone = Entry("a", msgstr="new"), Entry("a", msgstr='old\n"words"', notes=("mine",), obsolete=True)
    (entry,) = updated(template_of("a"), catalog_of([gone, live])).all_entries
    assert entry.msgstr == "new"
    assert entry.notes == ("mine", r"earlier: old\n\"words\"")


def test_copies_of_an_entry_stay_while_they_are_copies() -> None:
    entry = f'msgid "{WEIGHTS}"\nmsgstr "open"\n'
    catalog = parse_catalog(as_file(entry, entry))
    assert copies(updated(template_of(WEIGHTS, "new"), catalog))
    for template in (template_of(EDITED), template_of("zzz")):
        after = updated(template, catalog)
        assert [found.msgstr for found in after.all_entries if found.msgstr] == ["open"]
        assert copies(after) == ()


# --- the header


def test_our_keys_are_added_to_a_header_that_lacks_them_and_nothing_else_in_it_changes() -> None:
    own = {"X-Generator": "essaytool", "X-Source-Language": "en", "X-Essaytool-Schema": "1", "Language": ""}
    template = replace(template_of("a"), header=own)
    data = as_file('msgid "a"\nmsgstr "b"\n').replace(
        b"\n\nmsgid", b'\n"X-Generator: Poedit 3.5\\n"\n\nmsgid'
    )
    added = b'3.5\\n"\n"X-Source-Language: en\\n"\n"X-Essaytool-Schema: 1\\n"\n'
    expected = data.replace(b'3.5\\n"\n', added)
    merged = merge(
        template, parse_catalog(data.replace(b'msgid "a"', b'#. paragraph\n#: essay.md\nmsgid "a"'))
    )
    assert serialize_catalog(merged) == expected.replace(
        b'msgid "a"', b'#. paragraph\n#: essay.md\nmsgid "a"'
    )
    assert merged.header["X-Essaytool-Schema"] == "1"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b'msgid ""\nmsgstr ""\n', b'msgid ""\nmsgstr ""\n"X-Essaytool-Schema: 1\\n"\n'),
        (b'msgid ""\nmsgstr "A: b"\n', b'msgid ""\nmsgstr "A: b\\n"\n"X-Essaytool-Schema: 1\\n"\n'),
        (b'msgid ""\r\nmsgstr "A: b\\n"', b'msgid ""\r\nmsgstr "A: b\\n"\r\n"X-Essaytool-Schema: 1\\n"\r\n'),
        (b"", b'msgid ""\nmsgstr "X-Essaytool-Schema: 1\\n"\n\n'),
        (b"\xef\xbb\xbf", b'\xef\xbb\xbfmsgid ""\nmsgstr "X-Essaytool-Schema: 1\\n"\n\n'),
    ],
)
def test_a_header_of_any_kind_takes_a_key_and_one_that_is_missing_is_made(
    header: bytes, expected: bytes
) -> None:
    template = replace(template_of(), header={"X-Essaytool-Schema": "1"})
    assert serialize_catalog(merge(template, parse_catalog(header))) == expected


def test_a_charset_still_to_be_chosen_becomes_utf_8() -> None:
    catalog = parse_catalog(as_file('msgid "a"\nmsgstr ""\n').replace(b"UTF-8", b"CHARSET"))
    assert b"charset=UTF-8" in serialize_catalog(merge(template_of("é"), catalog))


@pytest.mark.parametrize("newer", ["template", "catalog"])
def test_a_segmentation_that_is_newer_than_this_version_is_refused(newer: str) -> None:
    template, catalog = template_of("a"), translated("a")
    made = replace(
        template if newer == "template" else catalog, header={"X-Essaytool-Schema": "2"}, path="a.po"
    )
    pair = (made, catalog) if newer == "template" else (template, made)
    with pytest.raises(CatalogError, match=r"^a\.po: was made by a newer essaytool") as caught:
        merge(*pair)
    assert caught.value.hint == "update essaytool"


# --- with gettext


def test_gettext_has_nothing_against_a_merged_catalog_and_leaves_it_as_it_is(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    merged = merge(template_of(EDITED, "New.", LINUX), translated(WEIGHTS, COST, LINUX))
    file = tmp_path / "merged.po"
    file.write_bytes(serialize_catalog(merged))
    subprocess.run([program("msgfmt"), "-o", "/dev/null", file], capture_output=True, check=True)
    command = [program("msgcat"), "--no-wrap", file]
    assert subprocess.run(command, capture_output=True, check=True).stdout == file.read_bytes()


def test_what_msgmerge_makes_of_a_catalog_is_left_as_it_is(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    template, catalog = template_of(EDITED, "New.", LINUX), translated(WEIGHTS, COST, LINUX)
    (tmp_path / "a.po").write_bytes(serialize_catalog(catalog))
    (tmp_path / "a.pot").write_bytes(serialize_catalog(template))
    command = [
        program("msgmerge"),
        "--quiet",
        "--previous",
        "--no-wrap",
        tmp_path / "a.po",
        tmp_path / "a.pot",
    ]
    theirs = subprocess.run(command, capture_output=True, check=True).stdout
    assert serialize_catalog(merge(template, parse_catalog(theirs))) == theirs
    assert serialize_catalog(merge(template, catalog)) == theirs


def test_no_fewer_right_matches_than_msgmerge_finds(program: Callable[[str], str], tmp_path: Path) -> None:
    words = Path(__file__).read_text("utf-8").split()
    texts = list(dict.fromkeys(" ".join(words[at : at + 14]) for at in range(0, len(words) - 14, 9)))
    edits = {" ".join([*text.split()[2:], str(n)]): text for n, text in enumerate(texts) if n % 5 == 0}
    after = {old: new for new, old in edits.items()}
    template, catalog = template_of(*(after.get(text, text) for text in texts)), translated(*texts)
    (tmp_path / "a.po").write_bytes(serialize_catalog(catalog))
    (tmp_path / "a.pot").write_bytes(serialize_catalog(template))
    command = [program("msgmerge"), "--quiet", tmp_path / "a.po", tmp_path / "a.pot"]
    theirs = parse_catalog(subprocess.run(command, capture_output=True, check=True).stdout)

    def right(merged: Catalog) -> int:
        return sum(merged.index[(None, new)].msgstr == old.upper() for new, old in edits.items())

    assert right(merge(template, catalog)) >= right(theirs)
    assert right(merge(template, catalog)) > 0.9 * len(edits)
