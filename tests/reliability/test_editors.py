"""An editor that saves at the worst moment: between our reading of a file and our replacing it.

The run is stopped at that very moment, at the fsync of the temporary file; the editor saves, in its own
manner; the run goes on. What comes out is what one after the other comes to, and nothing that was saved is
lost.
"""

from __future__ import annotations

import itertools
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import SWEEP
from tests.reliability.runs import Nursery, Running
from tests.reliability.test_faults import is_temporary
from tests.reliability.tracing import REPLACING, STOP, Call, Traced, trace, until_stopped
from tests.reliability.verbs import CATALOG, SALT, VERBS, Verb, files, put

MADE = (".pot", "output/manifest.json")
"""What is made from the essays alone, so that nobody has a text of their own in it."""
CHANGING = ["update", "import PO", "draft", "review", "review --apply", "check --fix"]
"""The verbs that change a catalog which is there."""
TRIES = 5
BY_HAND = b"\n# by hand\n"
Save = Callable[[Path, bytes], None]


def in_place(path: Path, content: bytes) -> None:
    """As Emacs saves, and vim where a file has several names: cut short, and written."""
    path.write_bytes(content)


def by_renaming(path: Path, content: bytes) -> None:
    """As Poedit saves, and vim mostly."""
    beside = path.with_name(f"{path.name}~editor")
    beside.write_bytes(content)
    beside.replace(path)


MANNERS = [in_place, by_renaming]


def targets(whole: Traced, root: Path) -> dict[int, str]:
    """The files that a run replaces, by the how manieth fsync the one of their temporary file is."""
    found: dict[int, str] = {}
    calls = whole.about(root)
    for place, call in enumerate(calls):
        if call.name in REPLACING and not call.paths[1].startswith(str(root / ".essaytool")):
            synced = next(c for c in reversed(calls[:place]) if c.name == "fsync" and is_of(c, call))
            found[synced.number] = Path(call.paths[1]).relative_to(root).as_posix()
    return found


def is_of(synced: Call, replaced: Call) -> bool:
    return synced.paths[0] == replaced.paths[0]


@pytest.mark.parametrize("save", MANNERS)
def test_what_is_saved_meanwhile_is_never_written_over(
    verb: Verb,
    save: Save,
    copied: Callable[[], Path],
    nursery: Nursery,
    program: Callable[[str], str],
    figures: Callable[[str, int], None],
) -> None:
    """Any file that a run writes, the editor saves. A catalog gets both changes; of another file that is no
    more what it was, the run says so.
    """
    program("strace")
    good = copied()
    places = targets(trace(nursery, verb.arguments, good), good)
    chosen = [(number, name) for number, name in places.items() if not name.endswith(MADE)]
    for number, name in chosen if SWEEP else chosen[-1:]:
        hurt, serial = copied(), copied()
        edit = stopped(partial(append, hurt / name, save))
        ended = trace(nursery, verb.arguments, hurt, f"{STOP}:when={number}", meanwhile=edit)
        append(serial / name, save)
        expected = nursery.run(verb.arguments, serial)
        if ended.code == 2 and not name.startswith("locales/"):
            assert (hurt / name).read_bytes().endswith(BY_HAND)
            assert f"{Path(name).name}: was" in ended.output
            assert "by somebody else meanwhile, and stays as it is" in ended.output
        else:
            assert (ended.code, files(hurt)) == (expected.code, files(serial)), ended.output
        assert not any(map(is_temporary, files(hurt)))
        figures("survived save of an editor", 1)


def append(path: Path, save: Save) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path, (path.read_bytes() if path.exists() else b"") + BY_HAND)


@pytest.mark.parametrize("save", MANNERS)
@pytest.mark.parametrize("verb", [VERBS[name] for name in ("draft", "publish")], ids=["draft", "publish"])
def test_the_translation_that_a_person_saves_is_the_one_that_stays(
    verb: Verb, save: Save, copied: Callable[[], Path], nursery: Nursery, program: Callable[[str], str]
) -> None:
    """The very text that is being drafted."""
    program("strace")
    good = copied()
    numbers = [
        number
        for number, name in targets(trace(nursery, verb.arguments, good), good).items()
        if name == CATALOG
    ]
    hurt = copied()

    def translate() -> None:
        copy = hurt / "copy.po"
        copy.write_bytes((hurt / CATALOG).read_bytes())
        put(copy, SALT, "La sal la frena.")
        content = copy.read_bytes()
        copy.unlink()
        save(hurt / CATALOG, content)

    ended = trace(nursery, verb.arguments, hurt, f"{STOP}:when={numbers[-1]}", meanwhile=stopped(translate))
    assert ended.code == 0, ended.output
    text = (hurt / CATALOG).read_text("utf-8")
    assert "# by hand\n" in text
    assert f'msgid "{SALT}"\nmsgstr "La sal la frena."' in text


@pytest.mark.parametrize("verb", [VERBS[name] for name in CHANGING], ids=CHANGING)
def test_an_editor_that_saves_again_and_again_wins(
    verb: Verb, root: Path, nursery: Nursery, program: Callable[[str], str]
) -> None:
    """The run gives up with one sentence, and the file is as the editor saved it last."""
    program("strace")

    def keep_saving(running: Running) -> None:
        for times in itertools.count(1):
            until_stopped(running, times)
            if running.is_over():
                return
            append(root / CATALOG, in_place)
            running.send(signal.SIGCONT)

    ended = trace(nursery, verb.arguments, root, f"{STOP}:when=1+", meanwhile=keep_saving)
    assert ended.code == 2, ended.output
    assert ended.output.count("was changed by somebody else meanwhile, and stays as it is") == 1
    content = (root / CATALOG).read_bytes()
    assert content.count(BY_HAND) >= TRIES
    assert content.endswith(BY_HAND)


def stopped(act: Callable[[], object]) -> Callable[[Running], None]:
    """Does something while a run stands still."""

    def meanwhile(running: Running) -> None:
        until_stopped(running)
        assert not running.is_over()
        act()
        running.send(signal.SIGCONT)

    return meanwhile
