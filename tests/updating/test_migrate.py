"""Bringing along: translations that were made under other msgids find the units of today."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaytool import localize, parse_catalog, segment, serialize_catalog, template
from essaytool.catalog.provenance import sign
from essaytool.model import Catalog, Entry, Essay, Origin, State
from essaytool.updating.bring import Brought, bring, locate_all
from essaytool.updating.forms import form_of, put_back
from essaytool.updating.locate import Likeness, Units
from essaytool.updating.merge import Outcome, merge, merge_with_report
from tests.catalog.samples import as_file, catalog_of, catalogs
from tests.updating.foreign import Find, by_md2po, by_po4a, covered, pseudo_translated, read
from tests.updating.test_laws import human_words

HERE = Path(__file__).parent
SHIPPED = sorted((HERE.parent.parent / "source").glob("*.md"))


def brought(essay: Essay, foreign: Catalog, catalog: Catalog | None = None) -> Brought:
    """A catalog of the essay, an empty one if none is given, with what it takes of a foreign one."""
    texts = locate_all(foreign, Units(essay.units))
    return bring(template(essay), catalog or template(essay), texts)


def imported(essay: str, *entries: Entry) -> dict[str, Entry]:
    """The translated entries of an essay's catalog, by msgid, after these were brought along."""
    result = brought(segment(essay.encode()), catalog_of(entries)).catalog
    return {entry.msgid: entry for entry in parse_catalog(serialize_catalog(result)).entries if entry.msgstr}


# --- one entry becomes ours

RESEGMENTED = {
    "a paragraph whose lines were wrapped": (
        "The sun rose\nover the hills.\n",
        ("The sun rose\nover the hills.\n", "El sol salió\nsobre las colinas.\n"),
        {"The sun rose over the hills.": "El sol salió sobre las colinas."},
    ),
    "a heading with its marks": ("## Morning\n", ("## Morning", "## Mañana"), {"Morning": "Mañana"}),
    "a whole list, in which a further line hangs": (
        "- bread\n- salted\n  butter\n",
        ("- bread\n- salted\n  butter\n", "* pan\n* mantequilla\n  salada\n"),
        {"bread": "pan", "salted butter": "mantequilla salada"},
    ),
    "a whole table": (
        "| Name | Use |\n|------|-----|\n| boat | x \\| y |\n",
        (
            "| Name | Use |\n|---|---|\n| boat | x \\| y |\n",
            "| Nombre | Uso |\n|---|---|\n| barca | equis \\| y |\n",
        ),
        {"Name": "Nombre", "Use": "Uso", "boat": "barca", "x | y": "equis | y"},
    ),
    "a quote": (
        "> To be\n> or not to be.\n",
        ("> To be\n> or not to be.\n", "> Ser o\n> no ser.\n"),
        {"To be or not to be.": "Ser o no ser."},
    ),
    "a footnote with its label": (
        "It is so.[^why]\n\n[^why]: Because\n    it is.\n",
        ("[^why]: Because\n    it is.\n", "[^why]: Porque\n    sí.\n"),
        {"Because it is.": "Porque sí."},
    ),
    "a reference definition, of which readers see the title": (
        '[Home][home]\n\n[home]: https://example.org "Our home"\n',
        ('[home]: https://example.org "Our home"', '[home]: https://example.org "Nuestra casa"'),
        {"Our home": "Nuestra casa"},
    ),
    "front matter in one piece": (
        "---\ntitle: A day out\ntags: [boats, sea]\n---\nBody.\n",
        (
            "---\ntitle: A day out\ntags: [boats, sea]\n---\n",
            "---\ntitle: Un paseo\ntags: [barcas, mar]\n---\n",
        ),
        {"A day out": "Un paseo", "boats": "barcas", "sea": "mar"},
    ),
    "a list of front matter in brackets, as po4a has it": (
        "---\ntags: [boats, sea]\n---\nBody.\n",
        ("[boats, sea]", "[barcas, mar]"),
        {"boats": "barcas", "sea": "mar"},
    ),
    "front matter in TOML on one line, as md2po has it": (
        '+++\ntitle = "A day out"\nweight = 3\n+++\n\nBody.\n',
        ('+++ title = "A day out" weight = 3 +++', '+++ title = "Un paseo" weight = 3 +++'),
        {"A day out": "Un paseo"},
    ),
    "a table on one line, as po4a has it": (
        "| Name | Use |\n|---|---|\n| boat | row |\n",
        ("| Name | Use | |---|---| | boat | row |", "| Nombre | Uso | |---|---| | barca | remar |"),
        {"Name": "Nombre", "Use": "Uso", "boat": "barca", "row": "remar"},
    ),
    "a definition on the line of its term": (
        "ferry\n: a boat that comes back\n",
        ("ferry : a boat that comes back", "transbordador : un barco : el que vuelve"),
        {"ferry": "transbordador", "a boat that comes back": "un barco : el que vuelve"},
    ),
    "a task with its box": (
        "- [ ] buy bread\n",
        ("[ ] buy bread", "[ ] comprar pan"),
        {"buy bread": "comprar pan"},
    ),
    "a number that would begin a list": (
        "# 1984. A novel\n",
        ("1984. A novel\n", "1984. Una novela\n"),
        {"1984. A novel": "1984. Una novela"},
    ),
    "emphasis by other marks, quotes and dashes by a typesetter": (
        "It's *so* -- said **he**...\n",
        ("It’s _so_ – said __he__…", "Es _así_ – dijo __él__…"),
        {"It's *so* -- said **he**...": "Es _así_ – dijo __él__…"},
    ),
    "escapes and entities": (
        "Two \\* three &amp; four &copy;\n",
        ("Two &#42; three & four ©", "Dos &#42; tres & cuatro ©"),
        {"Two \\* three &amp; four &copy;": "Dos &#42; tres & cuatro ©"},
    ),
    "a reference with its target in its place, as mdBook has it": (
        'See [home] and [the page][p].\n\n[home]: /h "Home"\n[p]: /p\n',
        ('See [home](/h "Home") and [the page](/p).', 'Mira [la página](/p) y [casa](/h "Casa").'),
        {"See [home][home] and [the page][p].": "Mira [la página][p] y [casa][home]."},
    ),
    "a reference by its label alone": (
        "See [home].\n\n[home]: /h\n",
        ("See [home][].", "Ver [casa][home]."),
        {"See [home][home].": "Ver [casa][home]."},
    ),
    "a link whose target the author changed": (
        "See [it](https://new.example).\n",
        ("See [it](https://old.example).", "[Eso](https://old.example), mira."),
        {"See [it](https://new.example).": "[Eso](https://new.example), mira."},
    ),
    "numbers for targets and tags, as md2po has them": (
        "Press <kbd>C</kbd> or [go](/g), see <https://e.org> too.\n",
        ("Press {1}C{2} or [go]{3}, see {4} too.", "[Ve]{3} o pulsa {1}C{2}; ver {4}."),
        {
            "Press <kbd>C</kbd> or [go](/g), see <https://e.org> too.": (
                "[Ve](/g) o pulsa <kbd>C</kbd>; ver <https://e.org>."
            )
        },
    ),
    "tags at its ends, which md2po leaves out": (
        "<b>Stop</b> at [the line](/l) <br>\n",
        ("Stop{1} at [the line]{2}", "Alto{1} en [la raya]{2}"),
        {"<b>Stop</b> at [the line](/l) <br>": "<b>Alto</b> en [la raya](/l) <br>"},
    ),
    "a number in code, which is none of md2po's": (
        "The format `{0}` is in [it](/i).\n",
        ("The format `{0}` is in [it]{1}.", "El formato `{0}` está [ahí]{1}."),
        {"The format `{0}` is in [it](/i).": "El formato `{0}` está [ahí](/i)."},
    ),
    "bare line breaks for those that show, as md2po has them": (
        "Roses are red,\\\nviolets are blue,  \nso it goes.\n",
        ("Roses are red,\nviolets are blue,\nso it goes.", "Rosas rojas,\nvioletas azules,\nasí es."),
        {"Roses are red,\\\nviolets are blue,  \nso it goes.": "Rosas rojas,\\\nvioletas azules,  \nasí es."},
    ),
    "the alt text of a picture with its brackets": (
        "![A red boat](boat.png)\n",
        ("![A red boat](boat.png)", "![Una barca roja](boat.png)"),
        {"A red boat": "Una barca roja"},
    ),
    "the text of an HTML block with its tags": (
        "<details>\n<summary>Read <b>more</b></summary>\n\nText.\n\n</details>\n",
        (
            "<details>\n<summary>Read <b>more</b></summary>\n",
            "<details>\n<summary>Leer <b>más</b></summary>\n",
        ),
        {"Read <b>more</b>": "Leer <b>más</b>"},
    ),
}


@pytest.mark.parametrize(("essay", "pair", "expected"), RESEGMENTED.values(), ids=RESEGMENTED)
def test_a_text_finds_its_unit_however_it_is_written(
    essay: str, pair: tuple[str, str], expected: dict[str, str]
) -> None:
    found = imported(essay, Entry(*pair))
    assert {msgid: entry.msgstr for msgid, entry in found.items()} == expected
    assert {entry.state for entry in found.values()} == {State.REVIEWED}
    result = brought(segment(essay.encode()), catalog_of([Entry(*pair)]))
    assert localize(segment(essay.encode()), result.catalog).findings == ()


CODE = """\
```c
// the first
// and the last
puts("Good morning, all");  /* at ease */
```
"""


@pytest.mark.parametrize(
    "entries",
    [
        [
            Entry("// the first\n// and the last\n", "// la primera\n// y la última\n"),
            Entry('"Good morning, all"', '"Buenos días a todos"'),
            Entry("/* at ease */", "/* descansen */"),
        ],
        [
            Entry(
                'puts("Good morning, all");  /* at ease */\n// the first\n// and the last\n',
                'puts("Buenos días a todos");  /* descansen */\n// la primera\n// y la última\n',
                comments=("type: Fenced code block (c)",),
            )
        ],
    ],
    ids=["one by one, as mdBook's helpers have them", "in a block, as po4a has it"],
)
def test_so_do_comments_and_strings_of_code_where_they_are_translated(entries: list[Entry]) -> None:
    essay = segment(CODE.encode(), code="comments")
    assert {entry.msgid: entry.msgstr for entry in brought(essay, catalog_of(entries)).catalog.entries} == {
        "the first": "la primera",
        "and the last": "y la última",
        "Good morning, all": "Buenos días a todos",
        "at ease": "descansen",
    }


def test_a_msgid_that_is_ours_takes_its_msgstr_as_it_is() -> None:
    (entry,) = imported("1. One *two*.\n", Entry("One *two*.", msgstr="Uno\n_dos_.")).values()
    assert (entry.msgstr, entry.state) == ("Uno\n_dos_.", State.REVIEWED)


def test_what_became_of_each_text_is_told() -> None:
    foreign = catalog_of(
        [Entry("Bread", msgstr="Pan"), Entry("- Sea\n", msgstr="- Mar\n"), Entry("Sky", msgstr="Cielo")]
    )
    texts = locate_all(foreign, Units(segment(b"# Bread\n\nSea\n").units))
    assert [text.likeness for text in texts] == [Likeness.EXACT, Likeness.NORMALISED, None]


# --- in what state


def test_a_fuzzy_text_stays_fuzzy_with_what_its_source_was() -> None:
    old = Entry("- Bread\n- Sea\n", "- Pan\n- Mar\n", flags=("fuzzy",), previous_msgid="- Loaf\n- Sea\n")
    found = imported("- Bread\n- Sea\n", old)
    assert [(entry.state, entry.previous_msgid) for entry in found.values()] == [
        (State.STALE, "Loaf"),
        (State.STALE, None),
    ]


DOUBTFUL = {
    "its link is lost": ("See [it](/i).\n", Entry("See [it](/i).", msgstr="Mira eso.")),
    "its code is translated": (
        "Run `make`\nnow.\n",
        Entry("Run `make`\nnow.", msgstr="Ejecuta `hacer`\nya."),
    ),
    "it would be two paragraphs": ("Bread\n", Entry("Bread", msgstr="Pan\n\ny mar")),
    "it brings a tag of its own": ("Bread\n", Entry("Bread", msgstr="<script>Pan</script>")),
    "its line breaks are others": ("One\\\ntwo\n", Entry("One\ntwo", msgstr="Uno y\ndos,\ntres")),
    "a link's title is not in it": ('[Go](/g "Up")\n', Entry("[Go]{1}", msgstr="[Ve]{1}")),
    "its placeholder stands for nothing": ("See [a].\n\n[a]: /a\n", Entry("See [a].", msgstr="Ver [a]{1}.")),
    "several texts read like it": ("[Go](/a) on\n\n[Go](/b) on\n", Entry("[Go]{1} on", msgstr="[Ve]{1}")),
}


@pytest.mark.parametrize(("essay", "entry"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_text_in_doubt_is_fuzzy_and_the_reason_is_told(essay: str, entry: Entry) -> None:
    (found,) = imported(essay, entry).values()
    assert found.state is State.STALE
    (text,) = locate_all(catalog_of([entry]), Units(segment(essay.encode()).units))
    assert len(text.doubts) >= 1


def test_sides_that_do_not_correspond_stay_one_text() -> None:
    entry = Entry("- bread\n- butter\n- salt\n", msgstr="Pan, mantequilla y sal")
    (text,) = locate_all(catalog_of([entry]), Units(segment(b"- bread\n- butter\n").units))
    assert (text.likeness, text.entry.msgstr) == (None, "Pan, mantequilla y sal")


def test_a_text_that_only_resembles_one_of_ours_is_fuzzy_with_the_text_it_was_made_for() -> None:
    (found,) = imported(
        "The weights lie open.\n", Entry("The weights\nlay open.", msgstr="Abiertos.")
    ).values()
    assert (found.msgstr, found.previous_msgid) == ("Abiertos.", "The weights lay open.")
    assert (found.state, found.origin) == (State.STALE, Origin.HUMAN)


def test_a_text_that_resembles_none_is_left_out() -> None:
    assert imported("The weights lie open.\n", Entry("Quite something else", msgstr="Otra cosa")) == {}


def test_a_place_as_msgctxt_does_not_matter_and_a_context_that_the_author_gave_does() -> None:
    essay = "<!-- i18n:context: answer -->\n\nYes\n\n<!-- i18n:comment: x -->\n\nBread\n"
    found = imported(essay, Entry("Yes", "Sí"), Entry("Bread", "Pan", msgctxt="essay.md:7"))
    assert {msgid: entry.state for msgid, entry in found.items()} == {
        "Yes": State.STALE,
        "Bread": State.REVIEWED,
    }
    known = imported(essay, Entry("Yes", "Sí", msgctxt="answer"))
    assert known["Yes"].state is State.REVIEWED


def test_of_two_translations_of_one_text_the_reviewed_one_is_taken() -> None:
    first, second = (
        Entry("Bread", "¿Pan?", msgctxt="a:1", flags=("fuzzy",)),
        Entry("Bread", "Pan", msgctxt="a:2"),
    )
    assert imported("Bread\n", first, second)["Bread"].msgstr == "Pan"


def test_a_draft_stays_a_draft_and_an_approved_one_approved() -> None:
    draft = sign(Entry("- Bread\n- Sea\n", "- Pan\n- Mar\n"), "deepl", dt.date(2026, 11, 23))
    found = imported("- Bread\n- Sea\n", draft)
    assert [entry.state for entry in found.values()] == [State.DRAFT, State.DRAFT]
    found = imported("- Bread\n- Sea\n", replace(draft, flags=()))
    assert [entry.origin for entry in found.values()] == [Origin.APPROVED_DRAFT, Origin.APPROVED_DRAFT]


def test_notes_come_along_once_and_flags_that_are_not_gettexts_do_not() -> None:
    entry = Entry("- Bread\n- Sea\n", "- Pan\n- Mar\n", notes=("mind the tone",), flags=("no-wrap",))
    found = imported("- Bread\n- Sea\n", entry)
    assert [(each.notes, each.flags) for each in found.values()] == [(("mind the tone",), ()), ((), ())]


# --- into which catalog


def test_no_msgstr_that_is_there_is_replaced() -> None:
    essay = segment(b"Bread\n\nSea\n\nSky\n")
    data = as_file(
        'msgid "Bread"\nmsgstr "Pan mío"\n',
        '#, fuzzy\nmsgid "Sea"\nmsgstr "¿Mar?"\n',
        '#~ msgid "Sky"\n#~ msgstr "Cielo mío"\n',
    )
    foreign = catalog_of(
        [Entry("Bread", msgstr="Pan"), Entry("Sea", msgstr="Mar"), Entry("Sky", msgstr="Cielo")]
    )
    result = brought(essay, foreign, parse_catalog(data))
    assert [entry.msgstr for entry in result.catalog.all_entries] == ["Pan mío", "¿Mar?", "Cielo mío"]
    assert result.filled == 0


def test_a_text_is_found_before_a_close_one_of_the_catalog_itself_is_taken() -> None:
    essay = segment(b"The weights lie open on the table.\n")
    catalog = parse_catalog(as_file('msgid "The weights lie open on a table."\nmsgstr "Sobre una mesa."\n'))
    foreign = catalog_of([Entry("The weights lie open\non the table.\n", msgstr="Sobre la mesa.")])
    (entry, left) = brought(essay, foreign, catalog).catalog.all_entries
    assert (entry.msgstr, entry.state) == ("Sobre la mesa.", State.REVIEWED)
    assert (left.msgstr, left.obsolete) == ("Sobre una mesa.", True)


def test_bringing_the_same_along_again_changes_nothing() -> None:
    essay = segment(b"Bread\n\nThe sea is wide.\n")
    foreign = catalog_of(
        [Entry("Bread", msgstr="Pan"), Entry("The sea was wide.", msgstr="Ancho era el mar.")]
    )
    once = serialize_catalog(brought(essay, foreign).catalog)
    assert serialize_catalog(brought(essay, foreign, parse_catalog(once)).catalog) == once


@pytest.mark.parametrize("end", [b"\n", b"", b"\n\n# the end\n"])
def test_a_new_entry_is_set_apart_wherever_the_file_ends(end: bytes) -> None:
    data = as_file('msgid "Bread"\nmsgstr "Pan"\n').rstrip(b"\n") + end
    result = brought(
        segment(b"Bread\n\nSea\n"), catalog_of([Entry("Sea", msgstr="Mar")]), parse_catalog(data)
    )
    written = serialize_catalog(result.catalog)
    assert b'msgstr "Pan"\n\n#. paragraph\n#: essay.md\nmsgid "Sea"\nmsgstr "Mar"\n' in written
    assert written.endswith(b"# the end\n" if b"end" in end else b'"Mar"\n')


@pytest.mark.parametrize(
    "text", ["`" * 50_000, " ".join("`" * n for n in range(200)), "a" + " " * 50_000, "[a]{1}" * 9_000]
)
def test_no_text_takes_longer_than_its_length_asks(text: str) -> None:
    entry = Entry(f"x {text}", msgstr=f"y {text}")
    before = time.process_time()
    locate_all(catalog_of([entry]), Units(segment(b"Bread\n").units))
    assert time.process_time() - before < 5


# --- catalogs of an older segmentation of ours


def of_schema(number: int, *blocks: str) -> Catalog:
    """A catalog or template with these entries whose header names this segmentation."""
    data = as_file(*blocks).replace(b'\\n"\n\n', f'\\n"\n"X-Essaytool-Schema: {number}\\n"\n\n'.encode(), 1)
    return parse_catalog(data, path="essay.po")


OLD_LIST = 'msgid "- bread\\n- butter\\n"\nmsgstr "- pan\\n- mantequilla\\n"\n'
TODAY = of_schema(1, 'msgid "bread"\nmsgstr ""\n', 'msgid "butter"\nmsgstr ""\n')


def test_an_older_catalog_keeps_all_its_translations_under_the_msgids_of_today() -> None:
    merged = merge_with_report(TODAY, of_schema(0, "# mine\n" + OLD_LIST))
    assert [(entry.msgid, entry.msgstr) for entry in merged.catalog.entries] == [
        ("bread", "pan"),
        ("butter", "mantequilla"),
    ]
    assert {entry.state for entry in merged.catalog.entries} == {State.REVIEWED}
    assert (merged.counts[Outcome.KEPT], merged.counts[Outcome.OBSOLETE]) == (2, 1)


def test_nothing_that_a_person_wrote_in_it_is_lost_and_its_header_has_the_new_number() -> None:
    before = of_schema(0, "# mine\n" + OLD_LIST)
    written = serialize_catalog(merge(TODAY, before))
    assert b'"X-Essaytool-Schema: 1\\n"' in written
    assert b"Schema: 0" not in written
    assert written.endswith(
        b'# mine\n#~ msgid "- bread\\n- butter\\n"\n#~ msgstr "- pan\\n- mantequilla\\n"\n'
    )
    assert human_words(before) <= human_words(parse_catalog(written))


def test_it_is_migrated_once() -> None:
    once = serialize_catalog(merge(TODAY, of_schema(0, OLD_LIST)))
    assert serialize_catalog(merge(TODAY, parse_catalog(once))) == once


def test_references_that_stood_short_are_found_by_their_labels() -> None:
    today = of_schema(1, 'msgid "See [home][home]."\nmsgstr ""\n')
    old = of_schema(0, 'msgid "See [home]."\nmsgstr "Ver [casa][home]."\n')
    (entry,) = merge(today, old).entries
    assert (entry.msgstr, entry.state) == ("Ver [casa][home].", State.REVIEWED)


@pytest.mark.parametrize("header", [b"", b'"X-Essaytool-Schema: 1\\n"\n'])
def test_a_catalog_of_today_or_of_nobody_knows_when_is_not_migrated(header: bytes) -> None:
    data = as_file(OLD_LIST).replace(b'UTF-8\\n"\n', b'UTF-8\\n"\n' + header)
    merged = merge_with_report(TODAY, parse_catalog(data))
    assert merged.counts[Outcome.KEPT] == 0


@pytest.mark.parametrize(
    "header",
    [
        b'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"X-Essaytool-Schema:  0\\n"\n"X-Mine: a\\n"\n',
        b'msgid ""\nmsgstr "Language: nl\\nX-Essaytool-Schema:  0\\nX-Mine: a\\n"\n',
        b'\xef\xbb\xbf# mine\r\nmsgid ""\r\nmsgstr "X-Essaytool-Schema:  0\\n"\r\n',
    ],
)
def test_only_the_number_changes_in_the_header(header: bytes) -> None:
    written = serialize_catalog(merge(Catalog("", (), {"X-Essaytool-Schema": "1"}), parse_catalog(header)))
    assert written == header.replace(b"  0", b"  1")


older = catalogs.map(
    lambda catalog: parse_catalog(
        serialize_catalog(catalog).replace(b'\\n"\n', b'\\n"\n"X-Essaytool-Schema: 0\\n"\n', 1)
    )
)
new_templates = catalogs.map(lambda catalog: replace(catalog, header={"X-Essaytool-Schema": "1"}))


@given(new_templates, older)
def test_no_word_of_a_person_is_lost_in_a_migration_and_a_second_one_changes_nothing(
    template: Catalog, catalog: Catalog
) -> None:
    once = serialize_catalog(merge(template, catalog))
    assert human_words(catalog) <= human_words(parse_catalog(once))
    assert serialize_catalog(merge(template, parse_catalog(once))) == once


MARKDOWN = st.lists(
    st.sampled_from(
        [*'ab é—"\\`*_[]()<>!&{}1\n', "[a]", "](/x)", "<b>", "&amp;", "  \n", "\\\n", "[^n]", "{1}"]
    ),
    max_size=12,
).map("".join)


@given(MARKDOWN, MARKDOWN)
def test_a_text_that_is_spelled_as_ours_gives_its_translation_back_as_it_is(
    own: str, translation: str
) -> None:
    labels = {"a": "a", "^n": "^n"}
    form = form_of(own, labels)
    assert put_back(form, form, form_of(translation, labels)) == translation


@given(st.lists(st.tuples(MARKDOWN, MARKDOWN), max_size=4), MARKDOWN)
def test_no_text_however_strange_breaks_an_edition(pairs: list[tuple[str, str]], source: str) -> None:
    essay = segment(f"{source}\n\n[a]: /a\n\n[^n]: note\n".encode())
    foreign = catalog_of([Entry(msgid, msgstr) for msgid, msgstr in dict(pairs).items() if msgid])
    result = brought(essay, foreign)
    assert segment(localize(essay, result.catalog, stale="mark").markdown).skeleton == essay.skeleton


# --- by the programs themselves


@pytest.fixture(params=[*(path.stem for path in SHIPPED), "corpora"])
def essays(request: pytest.FixtureRequest) -> list[Essay]:
    """One of our essays, or some of other people's."""
    if request.param != "corpora":
        return [read(HERE.parent.parent / "source" / f"{request.param}.md")]
    corpora = request.getfixturevalue("corpora")
    names = (
        "opensource.guide/legal.md",
        "rust-book/src/appendix-02-operators.md",
        "rust-book/src/ch04-01-what-is-ownership.md",
        "rust-blog/content/Rust-1.82.0.md",
    )
    return [read(corpora / name) for name in names]


@pytest.mark.parametrize(
    ("make", "options"),
    [(by_po4a, ()), (by_po4a, ("-o", "neverwrap")), (by_md2po, ()), (by_md2po, ("--no-placeholders",))],
)
def test_a_catalog_that_another_program_made_of_the_same_essay_is_found(
    make: Callable[..., Catalog], options: tuple[str, ...], essays: list[Essay], program: Find, tmp_path: Path
) -> None:
    wanted = found = right = 0
    for essay in essays:
        translation, truth = pseudo_translated(essay)
        foreign = make(program, essay.source, translation, tmp_path, *options)
        texts = locate_all(foreign, Units(essay.units))
        taken = {text.entry.key: text.entry.msgstr for text in texts if text.likeness}
        units = covered(essay, foreign)
        wanted += len(units)
        found += len(units & taken.keys())
        right += sum(taken.get(key, "").split() == truth[key].split() for key in units)
    assert found >= 0.95 * wanted
    assert right >= 0.95 * wanted
    assert wanted >= 0.75 * sum(len({unit.key for unit in essay.units}) for essay in essays)


def test_a_catalog_as_mdbooks_helpers_write_it_is_found() -> None:
    essay, foreign = read(HERE / "mdbook.md"), parse_catalog((HERE / "mdbook.po").read_bytes())
    expected = (HERE / "mdbook.es.md").read_bytes()
    assert localize(essay, brought(essay, foreign).catalog).markdown == expected
    with_comments = segment(essay.source, code="comments")
    translated = localize(with_comments, brought(with_comments, foreign).catalog).markdown
    code = b'# La tabla de mareas\nprint("pleamar")  # en metros\n'
    assert translated == expected.replace(b'# The tide table\nprint("high water")  # in metres\n', code)
