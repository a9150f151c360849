"""Reviews by mail: what waits goes out as a page or a table, and answers come back for what was seen."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from essaytool.catalog.po import parse_catalog
from essaytool.model import Entry, Origin, State

Run = Callable[..., Result]
CATALOG = Path("locales/es/LC_MESSAGES/bread.po")
TABLE, PAGE = "sent.csv", "review.html"


def entries() -> dict[str, Entry]:
    return {entry.msgid: entry for entry in parse_catalog(CATALOG.read_bytes()).entries}


def waiting() -> list[Entry]:
    return [entry for entry in entries().values() if entry.state in (State.DRAFT, State.STALE)]


@pytest.fixture
def sent(drafted: Path, run: Run) -> Path:
    """The table of what waits in Spanish."""
    assert run("review", "-l", "es", "--csv", TABLE).stdout == f"{TABLE}: {len(waiting())} waiting\n"
    return drafted / TABLE


def answered(table: Path, **answers: dict[str, str]) -> None:
    """Write into a table, in the lines of the texts that begin so; ``_`` stands for a blank."""
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline="")))
    for beginning, cells in answers.items():
        row = next(row for row in rows if row["source"].startswith(beginning.replace("_", " ")))
        row.update(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    table.write_text(out.getvalue(), "utf-8")


def lines(result: Result) -> list[str]:
    """What was told of the lines that answer."""
    return [line.partition(": ")[2] for line in result.stdout.splitlines() if "unanswered" not in line]


@pytest.mark.usefixtures("drafted")
def test_a_page_is_written_and_written_again_but_over_nothing_else(run: Run) -> None:
    assert run("review", "-l", "es", "--html", PAGE).exit_code == 0
    page = Path(PAGE).read_text("utf-8")
    assert page.count("<article") == len(waiting())
    assert run("review", "-l", "es", "--html", PAGE).exit_code == 0
    assert Path(PAGE).read_text("utf-8") == page
    Path(PAGE).write_text("<h1>Mine</h1>", "utf-8")
    refused = run("review", "-l", "es", "--html", PAGE)
    assert (refused.exit_code, "is no page of a review" in refused.stderr) == (2, True)
    assert Path(PAGE).read_text("utf-8") == "<h1>Mine</h1>"


def test_a_table_that_holds_answers_is_not_written_over(sent: Path, run: Run) -> None:
    assert run("review", "-l", "es", "--csv", TABLE).exit_code == 0
    answered(sent, Flour={"decision": "accept"})
    before = sent.read_bytes()
    refused = run("review", "-l", "es", "--csv", TABLE)
    assert (refused.exit_code, "holds answers" in refused.stderr) == (2, True)
    assert sent.read_bytes() == before


def test_a_row_that_is_rejected_and_corrected_is_left(sent: Path, run: Run) -> None:
    before = CATALOG.read_bytes()
    answered(sent, Flour={"decision": "reject", "text": "Harina"})
    result = run("review", "--apply", TABLE)
    assert "it is both rejected and corrected" in result.stdout
    assert CATALOG.read_bytes() == before


def test_answers_come_back_each_with_what_became_of_it(sent: Path, run: Run) -> None:
    draft = entries()["Flour"].msgstr
    answered(
        sent,
        Flour={"decision": "accept"},
        Why={"text": "Por qué sube el pan"},
        bread={"decision": "reject"},
        yeast={"note": "levadura o fermento?"},
        A_loaf={"text": ""},
    )
    result = run("review", "--apply", TABLE, "--reviewer", "Ada <ada@example.org>")
    assert result.exit_code == 1
    told = lines(result)
    assert [line.split()[0] for line in told] == ["corrected", "emptied", "noted", "left", "accepted"]
    assert "the cell is empty: --empty removes it" in told[3]
    assert result.stderr == "1 accepted, 1 corrected, 1 emptied, 1 noted, 2 unanswered, 1 left\n"
    now = entries()
    assert (now["Flour"].msgstr, now["Flour"].origin) == (draft, Origin.APPROVED_DRAFT)
    assert now["Why bread rises"].origin is Origin.POST_EDITED_DRAFT
    assert now["Why bread rises"].msgstr == "Por qué sube el pan"
    assert now["bread"].state is State.MISSING
    assert (now["yeast"].state, now["yeast"].notes) == (State.DRAFT, ("levadura o fermento?",))
    assert now["A loaf"].state is State.DRAFT
    assert '"Last-Translator: Ada <ada@example.org>\\n"' in CATALOG.read_text("utf-8")


def test_taking_a_table_twice_changes_nothing_more(sent: Path, run: Run) -> None:
    answered(sent, Flour={"decision": "accept"}, Why={"note": "sure?"})
    assert run("review", "--apply", TABLE).exit_code == 0
    before = CATALOG.read_bytes()
    again = run("review", "--apply", TABLE)
    assert again.exit_code == 1
    assert "left: nothing of this id waits" in again.stdout
    assert CATALOG.read_bytes().split(b"\n\n")[1:] == before.split(b"\n\n")[1:]


def test_what_changed_meanwhile_stays_and_is_told(sent: Path, run: Run) -> None:
    answered(sent, Flour={"text": "Harina"}, yeast={"text": "levadura"})
    text = CATALOG.read_text("utf-8")
    mine = entries()["Flour"].msgstr
    CATALOG.write_text(text.replace(f'"{mine}"', '"Mía"').replace('msgid "yeast"', 'msgid "yeasts"'), "utf-8")
    before = CATALOG.read_bytes()
    result = run("review", "--apply", TABLE)
    assert result.exit_code == 1
    assert any(line.endswith("its text was changed here meanwhile") for line in lines(result))
    assert "left: nothing of this id waits" in lines(result)
    assert CATALOG.read_bytes() == before


def test_a_source_that_came_back_otherwise_is_not_the_entrys(sent: Path, run: Run) -> None:
    answered(sent, Flour={"source": "Flower", "decision": "accept"})
    assert "its source is another text now" in run("review", "--apply", TABLE).stdout


def test_nothing_is_taken_in_which_a_check_finds_an_error(sent: Path, run: Run) -> None:
    answered(sent, Yeast={"text": "sin enlace"}, Flour={"decision": "x"})
    result = run("review", "--apply", TABLE)
    assert result.exit_code == 1
    assert "the link to " in lines(result)[0]
    assert entries()["Flour"].state is State.REVIEWED
    assert [entry.msgid for entry in waiting()].count("Flour") == 0
    assert next(entry for entry in waiting() if entry.msgid.startswith("Yeast eats")).state is State.DRAFT


def test_what_a_person_may_stand_for_is_removed_only_if_asked(drafted: Path, run: Run) -> None:
    first = waiting()[0]
    text = CATALOG.read_text("utf-8").replace(f'"{first.msgstr}"', '"de una persona"', 1)
    CATALOG.write_text(text, "utf-8")
    run("review", "-l", "es", "--csv", TABLE)
    answered(drafted / TABLE, **{first.msgid.replace(" ", "_"): {"decision": "reject"}})
    kept = run("review", "--apply", TABLE)
    assert (kept.exit_code, "a person may stand for its text" in kept.stdout) == (1, True)
    assert entries()[first.msgid].msgstr == "de una persona"
    assert run("review", "--apply", TABLE, "--empty").exit_code == 0
    assert entries()[first.msgid].msgstr == ""


@pytest.mark.parametrize("text", ["=1+1", "-uno", "@dos", "+tres", "'=x"])
def test_a_correction_that_a_spreadsheet_would_run_comes_back_as_it_was(
    text: str, sent: Path, run: Run
) -> None:
    CATALOG.write_text(
        CATALOG.read_text("utf-8").replace(f'"{entries()["Flour"].msgstr}"', f'"{text}"'), "utf-8"
    )
    sent.unlink()
    run("review", "-l", "es", "--csv", TABLE)
    rows = csv.DictReader(io.StringIO(sent.read_text("utf-8-sig"), newline=""))
    assert next(row for row in rows if row["source"] == "Flour")["text"] == f"'{text}"
    answered(sent, Flour={"decision": "accept"})
    assert run("review", "--apply", TABLE).exit_code == 0
    assert (entries()["Flour"].msgstr, entries()["Flour"].state) == (text, State.REVIEWED)


def test_two_answers_for_one_entry_are_one_too_many(sent: Path, run: Run) -> None:
    text = sent.read_text("utf-8-sig")
    line = next(line for line in text.splitlines() if ",Flour," in line)
    sent.write_text(f"{text}{line.replace(',,,,,', ',,,,,', 1)}\r\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(sent.read_text("utf-8"), newline="")))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(row | {"decision": "accept" if row["source"] == "Flour" else ""} for row in rows)
    sent.write_text(out.getvalue(), "utf-8")
    told = lines(run("review", "--apply", TABLE))
    assert told[0].startswith("accepted")
    assert "answers for it already" in told[1]


def test_another_projects_table_is_for_nothing_here(sent: Path, run: Run) -> None:
    sent.write_text(sent.read_text("utf-8").replace(",es,", ",de,").replace(",bread,", ",cake,"), "utf-8")
    answered(sent, Flour={"decision": "accept"})
    result = run("review", "--apply", TABLE)
    assert (result.exit_code, "there is no essay 'cake' in de here" in result.stdout) == (1, True)


def test_for_programs_there_is_one_document(sent: Path, run: Run) -> None:
    answered(sent, Flour={"decision": "accept"})
    document = json.loads(run("review", "--apply", TABLE, "--json").stdout)
    assert document.keys() == {"schema", "answers", "errors"}
    (answer,) = (answer for answer in document["answers"] if answer["outcome"] != "unanswered")
    assert (answer["outcome"], answer["path"], answer["reason"]) == ("accepted", CATALOG.as_posix(), "")


@pytest.mark.usefixtures("drafted")
def test_a_catalog_comes_back_with_what_was_approved_and_corrected_in_it(run: Run) -> None:
    first, second, third, *_ = waiting()
    text = CATALOG.read_text("utf-8")
    for entry, new in ((first, first.msgstr), (second, "corregido")):
        old = f'#, fuzzy\nmsgid "{entry.msgid}"\nmsgstr "{entry.msgstr}"'
        assert old in text
        text = text.replace(old, f'# vista\nmsgid "{entry.msgid}"\nmsgstr "{new}"')
    Path("back.po").write_text(text.replace("\n# vista\nmsgid", "\nmsgid"), "utf-8")
    result = run("review", "--apply", "back.po")
    assert result.exit_code == 0
    assert [line.split()[0] for line in lines(result)] == ["accepted", "corrected"]
    now = entries()
    assert now[first.msgid].origin is Origin.APPROVED_DRAFT
    assert (now[second.msgid].msgstr, now[second.msgid].state) == ("corregido", State.REVIEWED)
    assert now[third.msgid].state is State.DRAFT


@pytest.mark.usefixtures("drafted")
def test_a_catalog_that_comes_back_changes_nothing_that_changed_here(run: Run) -> None:
    first = waiting()[0]
    text = CATALOG.read_text("utf-8")
    Path("back.po").write_text(text.replace("#, fuzzy\n", "").replace(f'"{first.msgstr}"', '"suyo"'), "utf-8")
    CATALOG.write_text(text.replace(f'"{first.msgstr}"', '"mío"'), "utf-8")
    result = run("review", "--apply", "back.po")
    assert result.exit_code == 1
    assert "its text was changed here meanwhile" in result.stdout
    assert entries()[first.msgid].msgstr == "mío"


@pytest.mark.usefixtures("drafted")
def test_a_catalog_of_no_language_of_the_project_has_to_be_told(run: Run) -> None:
    text = CATALOG.read_text("utf-8").replace("Language: es", "Language: xx").replace("#, fuzzy\n", "")
    Path("back.po").write_text(text, "utf-8")
    refused = run("review", "--apply", "back.po")
    assert (refused.exit_code, "does not say which language" in refused.stderr) == (2, True)
    assert run("review", "--apply", "back.po", "-l", "es").exit_code == 0
    assert waiting() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--html", PAGE, "--csv", TABLE),
        ("--apply", TABLE, "--all"),
        ("--apply", TABLE, "bread"),
        ("--csv", TABLE, "--json"),
        ("--empty",),
    ],
)
def test_ways_that_exclude_each_other_do_nothing(arguments: tuple[str, ...], sent: Path, run: Run) -> None:
    before = CATALOG.read_bytes()
    assert run("review", *arguments).exit_code == 2
    assert CATALOG.read_bytes() == before
    assert sent.exists()


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("content", ["", "just,text\n1,2\n", "\ufffe"])
def test_a_file_with_no_answers_is_refused_with_a_hint(content: str, run: Run) -> None:
    Path(TABLE).write_text(content, "utf-8")
    result = run("review", "--apply", TABLE)
    assert result.exit_code == 2
    assert "\nhint: " in result.stderr
