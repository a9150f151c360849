"""Reviewing in a terminal: keys are answers, every answer is saved, and nothing else changes."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from essaytool.catalog.po import parse_catalog
from essaytool.model import Entry, Origin, State

Run = Callable[..., Result]
CATALOG = Path("locales/es/LC_MESSAGES/bread.po")


def entries(project: Path) -> list[Entry]:
    return list(parse_catalog((project / CATALOG).read_bytes()).entries)


def waiting(project: Path) -> list[Entry]:
    return [entry for entry in entries(project) if entry.state in (State.DRAFT, State.STALE)]


def typed(project: Path, *keys: str, editor: str = "", options: tuple[str, ...] = (), code: int = 0) -> str:
    """What a person sees who types these keys; each waits for the question before it."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "EDITOR": editor, "NO_COLOR": "1"}
    command = [sys.executable, "-m", "essaytool", "review", "-l", "es", *options]
    streams = {"stdin": follower, "stdout": follower, "stderr": follower}
    with subprocess.Popen(command, cwd=project, env=environment, **streams) as process:
        os.close(follower)
        try:
            seen = _read_until(leader, b"[q]uit")
            for key in keys:
                time.sleep(0.3)  # what is typed before the program listens is thrown away, as by any pager
                os.write(leader, key.encode())
                ends = [b"left"] if key == "q" else [b"[q]uit", b"[y/N]", b" left", b"write: "]
                seen += _read_until(leader, *ends)
            assert process.wait(timeout=30) == code
        finally:
            process.kill()
    os.close(leader)
    return seen.decode()


def _read_until(leader: int, *texts: bytes) -> bytes:
    seen, deadline = b"", time.monotonic() + 30
    while not any(text in seen for text in texts) and time.monotonic() < deadline:
        if select.select([leader], [], [], 0.1)[0]:
            try:
                seen += os.read(leader, 65536)
            except OSError:
                break
    return seen


def test_accepting_clears_the_mark_and_keeps_where_the_draft_came_from(drafted: Path) -> None:
    before = (drafted / CATALOG).read_bytes()
    first, second, *_ = waiting(drafted)
    seen = typed(drafted, "a", "q")
    assert f"1 of {len(waiting(drafted)) + 1}  {CATALOG}" in seen
    assert f"source: {first.msgid}" in seen
    now = {entry.msgid: entry for entry in entries(drafted)}
    assert (now[first.msgid].state, now[first.msgid].origin) == (State.REVIEWED, Origin.APPROVED_DRAFT)
    assert now[second.msgid].state is State.DRAFT
    after = (drafted / CATALOG).read_bytes()
    gone = set(before.splitlines()) - set(after.splitlines())
    assert all(line.startswith((b'"PO-Revision-Date', b'"Last-Translator')) for line in gone)


def test_skipping_going_back_and_rejecting(drafted: Path) -> None:
    first, second, *_ = waiting(drafted)
    typed(drafted, "s", "r", "b", "a", "q")
    now = {entry.msgid: entry for entry in entries(drafted)}
    assert now[second.msgid].state is not State.DRAFT
    assert now[first.msgid].state is State.DRAFT


def test_editing_makes_the_text_a_persons(drafted: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Mi texto" > "$1"\n', "utf-8")
    editor.chmod(0o755)
    first = waiting(drafted)[0]
    typed(drafted, "e", "q", editor=str(editor))
    now = {entry.msgid: entry for entry in entries(drafted)}[first.msgid]
    assert (now.msgstr, now.state, now.origin) == ("Mi texto", State.REVIEWED, Origin.POST_EDITED_DRAFT)


def test_a_stale_text_is_shown_with_what_changed_and_emptied_only_after_a_question(
    drafted: Path, run: Run
) -> None:
    catalog = drafted / CATALOG
    catalog.write_text(catalog.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    essay = drafted / "source" / "bread.md"
    essay.write_text(essay.read_text("utf-8").replace("- Flour", "- Flours"), "utf-8")
    run("extract")
    run("update")
    (stale,) = waiting(drafted)
    seen = typed(drafted, "r", "n\r", "q")
    assert "source: [-Flour-]{+Flours+}" in seen
    assert "A person may stand for this. Empty it?" in seen
    assert waiting(drafted) == [stale]
    typed(drafted, "r", "y\r")
    assert waiting(drafted) == []


def test_what_waits_is_listed_and_accepted_by_id(drafted: Path, run: Run) -> None:
    document = json.loads(run("review", "-l", "es", "--json").stdout)
    first = document["waiting"][0]
    assert (first["state"], first["essay"], first["faults"]) == ("draft", "bread", [])
    assert (
        f"{first['id']} {first['path']}:{first['line']}: draft by "
        in run("review", "-l", "es", "--list").stdout
    )
    assert run("review", "-l", "es", "--accept", first["id"]).exit_code == 0
    assert len(waiting(drafted)) == len(document["waiting"]) - 1
    missing = run("review", "-l", "es", "--accept", "00000000")
    assert (missing.exit_code, missing.stderr) == (1, "00000000: nothing of this id waits\n")


def test_all_drafts_are_accepted_but_those_with_an_error(drafted: Path, run: Run) -> None:
    catalog = drafted / CATALOG
    broken = next(entry for entry in waiting(drafted) if "](" in entry.msgid)
    text = catalog.read_text("utf-8").replace(f'msgstr "{broken.msgstr}"', 'msgstr "sin enlace"')
    catalog.write_text(text, "utf-8")
    result = run("review", "-l", "es", "--all")
    assert [entry.msgid for entry in waiting(drafted)] == [broken.msgid]
    assert result.exit_code == 0
    accepted = json.loads(run("review", "-l", "es", "--json").stdout)["waiting"]
    assert [item["state"] for item in accepted] == ["stale"]
    refused = run("review", "-l", "es", "--accept", accepted[0]["id"])
    assert refused.exit_code == 1
    assert "not accepted: the link to " in refused.stderr


def test_an_entry_that_somebody_changed_meanwhile_stays_as_it_is(drafted: Path) -> None:
    from essaytool.languages import parse_tag
    from essaytool.project import find_project
    from essaytool.review.queue import ToReview, accepted
    from essaytool.workflow.review import answer, queue

    project = find_project(drafted)
    seen = next(item for item in queue(project, [parse_tag("es")], ["bread"]) if isinstance(item, ToReview))
    catalog = drafted / CATALOG
    catalog.write_text(catalog.read_text("utf-8").replace(f'"{seen.text}"', '"otra cosa"'), "utf-8")
    before = catalog.read_bytes()
    assert not answer(project, seen, accepted).saved
    assert catalog.read_bytes() == before


def in_conflict(drafted: Path) -> Entry:
    """The first entry, after a merge in which another person translated it as well."""
    catalog = drafted / CATALOG
    text = catalog.read_text("utf-8")
    catalog.write_text(
        text.replace("# essaytool: draft", '# theirs: \\"Otro\\".\n# essaytool: draft', 1), "utf-8"
    )
    return waiting(drafted)[0]


@pytest.mark.parametrize("key", ["a", "t"])
def test_a_choice_between_two_translations(key: str, drafted: Path, run: Run) -> None:
    first = in_conflict(drafted)
    typed(drafted, "r", key, "q")
    now = next(entry for entry in entries(drafted) if entry.msgid == first.msgid)
    assert (now.state, now.notes) == (State.REVIEWED, ())
    assert now.msgstr == (first.msgstr if key == "a" else '"Otro".')
    assert "[conflict]" not in run("check", "-l", "es").stdout


def test_nobody_chooses_between_two_translations_unseen(drafted: Path, run: Run) -> None:
    in_conflict(drafted)
    item = json.loads(run("review", "-l", "es", "--json").stdout)["waiting"][0]
    assert item["notes"] == ['theirs: \\"Otro\\".']
    refused = run("review", "-l", "es", "--accept", item["id"])
    assert (refused.exit_code, "two translations wait for a choice" in refused.stderr) == (1, True)


def test_nor_between_three(drafted: Path, run: Run) -> None:
    in_conflict(drafted)
    in_conflict(drafted)
    before = (drafted / CATALOG).read_bytes()
    item = json.loads(run("review", "-l", "es", "--json").stdout)["waiting"][0]
    assert run("review", "-l", "es", "--accept", item["id"]).exit_code == 1
    assert (drafted / CATALOG).read_bytes() == before


def test_going_back_shows_the_answer_and_takes_another(drafted: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Mi texto" > "$1"\n', "utf-8")
    editor.chmod(0o755)
    first = waiting(drafted)[0]
    seen = typed(drafted, "a", "b", "e", "q", editor=str(editor))
    assert "somebody changed it" not in seen
    assert next(entry for entry in entries(drafted) if entry.msgid == first.msgid).msgstr == "Mi texto"


def test_an_editor_that_is_left_without_saving_accepts_nothing(drafted: Path) -> None:
    before = (drafted / CATALOG).read_bytes()
    assert "nothing was saved in the editor" in typed(drafted, "e", "q", editor="true")
    assert (drafted / CATALOG).read_bytes() == before


def test_what_was_written_while_the_catalog_is_broken_is_not_lost(drafted: Path, tmp_path: Path) -> None:
    """Another program is in the middle of its save: one sentence, and the text is there for the next try."""
    catalog, whole = drafted / CATALOG, (drafted / CATALOG).read_text("utf-8")
    (tmp_path / "whole").write_text(whole, "utf-8")
    first = tmp_path / "first"
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\nif [ -e {first} ]; then cp {tmp_path}/whole {catalog}; cat "$1" > {first}; touch "$1"\n'
        f'else echo broken > {catalog}; echo "Mi texto" > "$1"; touch {first}; fi\n',
        "utf-8",
    )
    editor.chmod(0o755)
    seen = typed(drafted, "e", "e", "q", editor=str(editor))
    assert "not saved: edit again, and the text is there" in seen
    assert first.read_text("utf-8").strip() == "Mi texto"


def test_an_editor_that_fails_changes_nothing(drafted: Path) -> None:
    before = (drafted / CATALOG).read_bytes()
    assert "not edited: " in typed(drafted, "e", "q", editor="/nonexistent/editor")
    assert (drafted / CATALOG).read_bytes() == before


def test_what_cannot_be_saved_is_there_when_the_editor_opens_again(drafted: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\ncat "$1" >> {tmp_path}/opened\necho "# sin [enlace" > "$1"\n', "utf-8")
    editor.chmod(0o755)
    place = next(at for at, entry in enumerate(waiting(drafted)) if "](" in entry.msgid)
    seen = typed(drafted, *["s"] * place, "e", "e", "q", editor=str(editor))
    assert "not saved: " in seen
    assert (tmp_path / "opened").read_text("utf-8").endswith("# sin [enlace\n")


@pytest.mark.parametrize("options", [("--list", "--all"), ("--json", "--all"), ("--list", "--accept", "0")])
def test_listing_accepts_nothing(options: tuple[str, ...], drafted: Path, run: Run) -> None:
    before = (drafted / CATALOG).read_bytes()
    assert run("review", *options).exit_code == 2
    assert (drafted / CATALOG).read_bytes() == before


@pytest.mark.usefixtures("drafted")
def test_an_id_that_waits_in_two_languages_has_to_be_named_with_one(run: Run) -> None:
    run("update", "-l", "fr")
    run("draft", "-l", "fr", "-e", "pseudo")
    first = json.loads(run("review", "-l", "es", "--json").stdout)["waiting"][0]["id"]
    refused = run("review", "--accept", first)
    assert (refused.exit_code, refused.stderr) == (
        1,
        f"{first}: 3 entries of this id wait: name a language with -l\n",
    )


def test_editing_in_line_begins_with_the_text_that_is_there(drafted: Path) -> None:
    first, second, *_ = waiting(drafted)
    seen = typed(drafted, "i", "!\r", "i", "\x15Mi texto\r", "q")
    assert f"write: {first.msgstr}" in seen
    now = {entry.msgid: entry for entry in entries(drafted)}
    assert (now[first.msgid].msgstr, now[first.msgid].origin) == (
        f"{first.msgstr}!",
        Origin.POST_EDITED_DRAFT,
    )
    assert (now[second.msgid].msgstr, now[second.msgid].state) == ("Mi texto", State.REVIEWED)


@pytest.mark.parametrize("key", ["\x15\x04", "\x15\r"], ids=["left", "emptied"])
def test_a_line_that_is_left_or_emptied_changes_nothing(key: str, drafted: Path) -> None:
    before = (drafted / CATALOG).read_bytes()
    seen = typed(drafted, "i", key, "q")
    assert "not edited" in seen or "nothing was written" in seen
    assert (drafted / CATALOG).read_bytes() == before


def test_what_could_harm_the_terminal_is_neither_shown_as_it_is_nor_edited_in_line(drafted: Path) -> None:
    catalog, first = drafted / CATALOG, waiting(drafted)[0]
    text = catalog.read_text("utf-8").replace(f'"{first.msgstr}"', '"\u202eoxet\\033[31m"', 1)
    catalog.write_text(text, "utf-8")
    seen = typed(drafted, "i", "q")
    assert "text:   \\u202eoxet\\x1b[31m" in seen
    assert "cannot be edited in line" in seen
    assert "\u202e" not in seen
    assert "\x1b[31m" not in seen


def made_stale(drafted: Path, run: Run) -> Entry:
    """The entry of "Flour" after a person translated it and its source changed."""
    catalog = drafted / CATALOG
    text = catalog.read_text("utf-8").replace("#, fuzzy\n", "")
    catalog.write_text(text, "utf-8")
    essay = drafted / "source" / "bread.md"
    essay.write_text(essay.read_text("utf-8").replace("- Flour", "- Flours"), "utf-8")
    run("extract")
    run("update")
    (stale,) = waiting(drafted)
    return stale


def test_a_fresh_draft_stands_beside_a_stale_text_when_asked_for(drafted: Path, run: Run) -> None:
    stale = made_stale(drafted, run)
    seen = typed(drafted, "t", "d", "t")
    assert "[d]raft anew" in seen
    assert "fresh:  " in seen
    now = next(entry for entry in entries(drafted) if entry.msgid == "Flours")
    assert (now.state, now.origin, now.previous_msgid) == (State.REVIEWED, Origin.APPROVED_DRAFT, None)
    assert now.msgstr != stale.msgstr
    assert now.provenance
    assert f"fresh:  {now.msgstr}" in seen


def test_no_text_leaves_the_machine_for_a_fresh_draft(drafted: Path, run: Run) -> None:
    made_stale(drafted, run)
    (drafted / "essaytool.toml").write_text('languages = ["es", "pt-BR", "fi"]\nengine = "google"\n', "utf-8")
    (drafted / CATALOG).rename(drafted / "fi.po")
    finnish = drafted / "locales/fi/LC_MESSAGES/bread.po"
    finnish.parent.mkdir(parents=True)
    (drafted / "fi.po").rename(finnish)
    before = finnish.read_bytes()
    seen = typed(drafted, "d", "q", options=("-l", "fi"))
    assert "no engine on this machine translates from en into fi" in seen
    assert finnish.read_bytes() == before


def test_the_reviewer_may_be_somebody_else(drafted: Path, run: Run) -> None:
    typed(drafted, "a", "q", options=("--reviewer", "Ada <ada@example.org>"))
    assert '"Last-Translator: Ada <ada@example.org>\\n"' in (drafted / CATALOG).read_text("utf-8")
    run("review", "-l", "es", "--all", "--reviewer", "Bo <bo@example.org>")
    assert '"Last-Translator: Bo <bo@example.org>\\n"' in (drafted / CATALOG).read_text("utf-8")


def test_neighbours_terms_and_the_memory_stand_beside_an_entry(drafted: Path) -> None:
    (drafted / "locales" / "glossary.csv").write_text("term,es\nyeast,levadura\n", "utf-8")
    catalog = drafted / CATALOG
    text = catalog.read_text("utf-8").replace('msgid "Water and **salt**"', 'msgid "Yeast and **salt**"')
    catalog.write_text(text, "utf-8")
    (drafted / "source" / "more.md").write_text("Yeast and *salt*\n", "utf-8")
    other = drafted / "locales/es/LC_MESSAGES/more.po"
    other.write_text('msgid "Yeast and *salt*"\nmsgstr "Levadura y *sal*"\n', "utf-8")
    place = [entry.msgid for entry in waiting(drafted)].index("Yeast and **salt**")
    seen = typed(drafted, *["s"] * place, "q").rpartition(f"{place + 1} of ")[2]
    assert "before: Flour\r\n" in seen
    assert "term:   yeast → levadura  (not followed)" in seen
    assert "memory: 94%  locales/es/LC_MESSAGES/more.po: Yeast and *salt*" in seen
    assert "Levadura y *sal*" in seen


def test_an_entry_that_somebody_changed_is_shown_anew(drafted: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    catalog, first = drafted / CATALOG, waiting(drafted)[0]
    editor.write_text(
        f'#!/bin/sh\nsed -i \'s/"{first.msgstr}"/"Del otro"/\' {catalog}\necho Mío > "$1"\n', "utf-8"
    )
    editor.chmod(0o755)
    seen = typed(drafted, "e", "q", editor=str(editor))
    assert "somebody changed it meanwhile" in seen
    assert "text:   Del otro" in seen
    assert next(entry for entry in entries(drafted) if entry.msgid == first.msgid).msgstr == "Del otro"


def test_what_was_written_for_an_entry_that_changed_meanwhile_is_not_lost(
    drafted: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    catalog, first = drafted / CATALOG, waiting(drafted)[0]
    editor.write_text(
        f'#!/bin/sh\nsed -i \'s/"{first.msgstr}"/"Del otro"/\' {catalog}\n'
        f'cat "$1" >> {tmp_path}/opened\necho Mío > "$1"\n',
        "utf-8",
    )
    editor.chmod(0o755)
    typed(drafted, "e", "e", "q", editor=str(editor))
    assert (tmp_path / "opened").read_text("utf-8").split() == [*first.msgstr.split(), "Mío"]
    assert next(entry for entry in entries(drafted) if entry.msgid == first.msgid).msgstr == "Mío"


def test_only_what_the_memory_has_word_for_word_is_accepted_if_asked(drafted: Path, run: Run) -> None:
    first, second, *_ = waiting(drafted)
    (drafted / "source" / "more.md").write_text(f"{first.msgid}\n\n{second.msgid}\n", "utf-8")
    other = drafted / "locales/es/LC_MESSAGES/more.po"
    other.write_text(
        f'msgid "{first.msgid}"\nmsgstr "{first.msgstr}"\n\nmsgid "{second.msgid}"\nmsgstr "otro"\n', "utf-8"
    )
    assert run("review", "-l", "es", "--all", "--exact-only").exit_code == 0
    now = {entry.msgid: entry.state for entry in entries(drafted)}
    assert (now[first.msgid], now[second.msgid]) == (State.REVIEWED, State.DRAFT)


def test_nothing_is_reviewed_with_a_glossary_that_cannot_be_read(drafted: Path, run: Run) -> None:
    (drafted / "locales" / "glossary.csv").write_text("termo\n", "utf-8")
    refused = run("review", "-l", "es", "--all")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "glossary.csv:1: the column `termo` is no language" in refused.stderr


def test_a_draft_that_lost_what_the_glossary_keeps_is_not_accepted(drafted: Path, run: Run) -> None:
    (drafted / "locales" / "glossary.csv").write_text("term,untranslatable\nFlour,yes\n", "utf-8")
    run("review", "-l", "es", "--all")
    assert [entry.msgid for entry in waiting(drafted)] == ["Flour"]


def test_a_memory_that_cannot_be_read_is_told_and_stops_nothing(drafted: Path) -> None:
    configuration = drafted / "essaytool.toml"
    configuration.write_text(f'memory = ["gone.tmx"]\n{configuration.read_text("utf-8")}', "utf-8")
    assert "gone.tmx: cannot be read" in typed(drafted, "q", code=2)


def test_many_drafts_are_accepted_with_one_save(
    drafted: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from essaytool.workflow import swap

    writes = []
    monkeypatch.setattr(swap, "write_if_changed", lambda *written, **_: writes.append(written[0]))
    assert run("review", "-l", "es", "--all").exit_code == 0
    assert writes == [drafted / CATALOG]
