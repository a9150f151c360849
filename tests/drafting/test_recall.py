"""What the memory drafts."""

from __future__ import annotations

from essaytool.drafting.recall import recall, suggest
from essaytool.memory.index import Memory, Remembered
from tests.drafting.samples import ENGLISH, SPANISH, tasks


def memory(**texts: str) -> Memory:
    return Memory(Remembered(msgid.replace("_", " "), msgstr, "es.po") for msgid, msgstr in texts.items())


def test_the_translation_of_the_very_text_is_a_draft() -> None:
    (drafted,), others = recall(
        tasks("An old house", "A tree"), memory(An_old_house="Una casa"), ENGLISH, SPANISH
    )
    assert (drafted.msgstr, drafted.engine) == ("Una casa", "memory")
    assert [task.entry.msgid for task in others] == ["A tree"]


def test_but_not_one_that_would_break_its_place() -> None:
    drafted, others = recall(tasks("# Old house"), memory(Old_house="Una\n\ncasa"), ENGLISH, SPANISH)
    assert drafted == []
    assert len(others) == 1


def test_the_closest_is_suggested_with_the_text_that_it_translates() -> None:
    (task,) = tasks("The old house by the lake")
    known = memory(The_old_house_by_the_sea="La casa del mar", The_old_house_by_a_lake="La casa de un lago")
    found = suggest(task, known)
    assert found is not None
    assert (found.msgid, found.msgstr) == ("The old house by a lake", "La casa de un lago")


def test_what_is_not_close_is_not() -> None:
    (task,) = tasks("The old house by the lake")
    assert suggest(task, memory(Trees="Árboles")) is None
