"""Names from anywhere: whatever an essay, a language, a folder, an image or a file is called, nothing comes
into being out of the project, and what is refused is refused by a sentence.

CI tries a sample; ``make sweep`` tries 10,000.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from essaytool.cli.verbs import essaytool
from essaytool.files import CACHE_FOLDER
from essaytool.project.essays import LONGEST
from tests.conftest import SWEEP
from tests.reliability.verbs import CATALOG, files

NAMES = 10_000 if SWEEP else 130

PARTS = (
    *(
        "..",
        ".",
        "...",
        "/",
        "//",
        "\\",
        "..\\",
        "../",
        "/etc/passwd",
        "~",
        "~/x",
        "C:",
        "C:\\x",
        "\\\\host\\x",
    ),
    *("%2e%2e", "%2f", "%00", "%0a", "%5c", "file:///x", "http://x/", "$HOME", "`id`", "$(id)", "{0}", "%s"),
    *("con", "NUL", "aux.md", "com1", "lpt9.txt", "prn ", "a.", "a ", " a", ".git", ".GIT", ".essaytool"),
    *(
        "bread",
        "BREAD",
        "index",
        "Index",
        "LC_MESSAGES",
        "es",
        "manifest",
        "-rf",
        "--",
        "-",
        "*",
        "?",
        "[a]",
        "|",
    ),
    *(
        "a\nb",
        "a\rb",
        "a\tb",
        "a\x1bb",
        "a\x07b",
        "a\x85b",
        "a\x9bb",
        "a\u2028b",
        "a\u202eb",
        "a\u2066b",
        "\ufeffa",
    ),
    *(
        "caf\u00e9",
        "cafe\u0301",
        "\u212b",
        "\u1e9e",
        "\u0130",
        "\ufb01",
        "\u200d",
        "\u00ad",
        "x" * 100,
        "\u00e9" * 99,
    ),
    *(
        "a" * 255,
        "\U0001f468\u200d\U0001f469",
        "\udcff",
        "\udc80x",
        "<b>",
        '"',
        "'",
        "#",
        "::error::x",
        "a=b",
        ":",
    ),
)
TAGS = (
    "es",
    "pt-BR",
    "zh_Hans",
    "zh-Hans-CN",
    "x-klingon",
    "i-default",
    "und",
    "en-US-u-co-phonebk",
    "a" * 9,
)


def names(count: int, seed: str) -> Iterator[str]:
    """Names that mean harm: parts alone, then parts joined, with any letter of Unicode among them."""
    luck = random.Random(seed)
    yield from itertools.islice(PARTS, count)
    for _ in range(count - len(PARTS)):
        letters = "".join(chr(luck.randrange(1, 0x3000)) for _ in range(luck.randrange(3)))
        yield luck.choice(("", "/", ".", "a/")).join((*luck.choices(PARTS, k=luck.randint(1, 3)), letters))


@pytest.fixture
def root(garden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(garden, tmp_path / "deep" / "down" / "garden"))


def run(root: Path, *arguments: str) -> Result:
    """A command line run in the project, which may be refused by one sentence and a hint, and no worse."""
    here = Path.cwd()
    os.chdir(root)
    try:
        done = CliRunner().invoke(essaytool, arguments)
    finally:
        os.chdir(here)
    assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exception)
    assert "mistake of essaytool's own" not in done.stderr, (arguments, done.stderr)
    assert done.exit_code in (0, 1, 2), (arguments, done.stderr)
    return done


def refused(done: Result) -> bool:
    """Whether it was refused; then by a sentence, with at most a hint below."""
    if done.exit_code != 2:
        return False
    told = [line for line in done.stderr.splitlines() if not line.startswith("hint: ")]
    assert len(told) == 1, done.stderr
    return True


def outside(root: Path) -> set[Path]:
    top = root.parent.parent.parent
    return {path for path in top.rglob("*") if not path.is_relative_to(root) and path != root}


class Fence:
    """What lies about the project, which has to stay what it was."""

    def __init__(self, root: Path) -> None:
        self.root, self.before = root, outside(root)

    def check(self, name: str) -> None:
        assert outside(self.root) == self.before, repr(name)
        assert self.root.is_dir()


def test_an_essay_that_is_begun_lies_in_the_folder_of_essays(root: Path) -> None:
    fence, before = Fence(root), files(root)
    refusals = 0
    for name in names(NAMES, "new"):
        if name.startswith("-"):
            continue
        done = run(root, "new", "--", name)
        refusals += refused(done)
        fence.check(name)
    assert refusals > NAMES / 4
    new = files(root).keys() - before.keys()
    assert all(path.startswith("source/") for path in new)
    assert all(len(Path(path).name.encode()) <= LONGEST + 3 for path in new)
    assert run(root, "extract").exit_code == 0
    alike = [unicodedata.normalize("NFC", path).casefold() for path in new]
    assert len(alike) == len(set(alike))


def test_a_file_that_is_added_lies_there_as_well_whatever_it_is_called(root: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    given = []
    for name in names(NAMES, "add"):
        file = inbox / f"{name.replace('/', '_')}.txt"
        if len(os.fsencode(file.name)) <= 255:
            file.write_text("A title\n\nA text of some words that says a thing or two.\n", "utf-8")
            given.append(file)
    fence, before = Fence(root), files(root)
    for file in given:
        refused(run(root, "add", str(file)))
        refused(run(root, "add", "--dry-run", "--slug", file.stem, "--", str(file)))
        fence.check(file.name)
    assert all(path.startswith("source/") for path in files(root).keys() - before.keys())
    assert run(root, "extract").exit_code == 0


def test_an_essay_may_be_called_anything_and_is_built_in_its_place_or_refused(
    root: Path, garden: Path
) -> None:
    fence = Fence(root)
    for name in names(NAMES, "essay"):
        path = os.fsencode(f"{root}/source/{name.strip('/')}.md")
        if b"/../" in path or b"/.." in path[-6:] or len(os.fsencode(Path(name).name)) > 252:
            continue
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - names that are bytes
            Path(os.fsdecode(path)).write_text("# Bread\n\nYeast.\n", "utf-8")
        except OSError:  # no such name can be
            continue
        kept = run(root, "publish")
        fence.check(name)
        if kept.exit_code == 2:
            assert "cannot be an essay" in kept.stderr or "is the same essay as" in kept.stderr, kept.stderr
        shutil.rmtree(root / "source")
        shutil.copytree(garden / "source", root / "source")


def test_a_language_is_one_that_is_known_or_refused(root: Path) -> None:
    fence, before = Fence(root), set(files(root))
    for tag in (*TAGS, *names(NAMES, "tag")):
        for command in ("update", "build", "coverage"):
            run(root, command, f"--language={tag}")
        fence.check(tag)
    catalogs = {path for path in files(root).keys() - before if path.startswith("locales/")}
    folders = {path.split("/")[1] for path in catalogs}
    assert folders <= {"pt_BR", "und", "zh_Hans", "zh_Hans_CN"}


KEYS = (
    "source",
    "locales",
    "output",
    "memory",
    "layout",
    "site_url",
    "source_language",
    "languages",
    "engine",
)


def test_a_setting_leads_nowhere_else(root: Path) -> None:
    """TOML can write every character but surrogates, so a stranger's configuration can say what it likes."""
    fence = Fence(root)
    for number, name in enumerate(names(NAMES, "setting")):
        key = KEYS[number % len(KEYS)]
        said = "".join(
            letter if letter.isalnum() and letter.isascii() else f"\\U{ord(letter):08X}" for letter in name
        )
        value = f'["{said}"]' if key in ("memory", "languages") else f'"{said}"'
        (root / "essaytool.toml").write_text(f"{key} = {value}\n", "utf-8")
        run(root, "publish")
        assert not (root / ".git").exists(), name
        fence.check(name)


def test_an_image_comes_from_the_folder_of_essays_and_goes_to_the_output(root: Path) -> None:
    (root / "secret.png").write_bytes(b"\x89PNG secret")
    (root.parent / "secret.png").write_bytes(b"\x89PNG secret")
    fence = Fence(root)
    for name in names(NAMES, "image"):
        target = name.replace("\n", "%0A").replace("\r", "%0D").replace("<", "%3C").replace(">", "%3E")
        text = f"![a](<{target}.png>) ![b](<{target}/../../../secret.png>) [c](<{target}>)\n"
        (root / "source" / "bread.md").write_bytes(text.encode("utf-8", "replace"))
        run(root, "build", "--to", "md,html,epub")
        fence.check(name)
    assert not list((root / "output").rglob("*secret*"))


def test_the_manifest_of_a_stranger_removes_nothing_elsewhere(root: Path) -> None:
    import json
    from hashlib import sha256

    precious = root.parent / "precious"
    precious.write_bytes(b"precious")
    line = sha256(b"precious").hexdigest()
    mine = [f"{name}/../../../{up}precious" for name in names(NAMES, "manifest") for up in ("", "../")]
    named = {
        name.encode("utf-8", "replace").decode(): line for name in (*mine, str(precious), "../../precious")
    }
    (root / "output" / "manifest.json").write_text(
        json.dumps({"schema": 1, "files": named, "next": named}), "utf-8"
    )
    fence = Fence(root)
    run(root, "build")
    fence.check("manifest")
    assert precious.read_bytes() == b"precious"


def test_what_a_person_names_is_written_there_and_nowhere_else(root: Path, tmp_path: Path) -> None:
    """`--html` and its like may lead anywhere: a person typed them. One file is written, where they say."""
    catalog = (root / CATALOG).read_bytes()
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in names(NAMES, "target"):
        if name.startswith("-") or "\0" in name:
            continue
        target = str(inbox / name.lstrip("/").replace("..", "").replace("~", ""))
        for command in (
            ("coverage", "--html"),
            ("review", "--html"),
            ("review", "--csv"),
            ("export", "--tmx"),
        ):
            before = set(tmp_path.rglob("*"))
            run(root, *command, target)
            new = {path for path in set(tmp_path.rglob("*")) - before if CACHE_FOLDER not in path.parts}
            assert all(path.is_relative_to(inbox) for path in new)
            assert len([path for path in new if path.is_file()]) <= 1
            for path in filter(Path.is_file, new):
                path.unlink()
    assert (root / CATALOG).read_bytes() == catalog


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("caf\u00e9.md", "cafe\u0301.md", "is the same essay as"),
        ("Bread.md", "bread.md", "is the same essay as"),
        ("stra\u00dfe.md", "STRASSE.md", "is the same essay as"),
        ("a.md", "a.markdown", "is the same essay as"),
        ("a.md", "a\nb.md", "its name holds"),
        ("a.md", "a\u202eb.md", "its name holds"),
        ("a.md", "\udcff.md", "its name is not UTF-8"),
        ("a.md", f"{'x' * 201}.md", "its name has more than 200 bytes"),
        ("a.md", "INDEX.md", "each language's list of essays is called index.html"),
    ],
)
def test_names_that_some_file_cannot_have_are_refused(one: str, other: str, told: str, root: Path) -> None:
    for name in (one, other):
        (root / "source" / name).write_text("# Bread\n", "utf-8")
    for verb in ("extract", "update", "check", "coverage", "build"):
        done = run(root, verb)
        assert (done.exit_code, told in done.stderr) == (2, True)
        assert len(done.stderr.splitlines()) == 2


def test_the_longest_name_has_room_for_every_suffix(root: Path) -> None:
    name = "\u00e9" * (LONGEST // 2)
    (root / "source" / f"{name}.md").write_text("# Bread\n\n![a](a.png)\n", "utf-8")
    (root / "source" / "a.png").write_bytes(b"\x89PNG")
    assert run(root, "publish").exit_code == 0
    assert (root / "output" / "en" / f"{name}.html").is_file()
    for layout in ("hugo", "hugo-suffix", "mkdocs", "mkdocs-suffix"):
        assert run(root, "build", "--layout", layout).exit_code == 0
    assert run(root, "build", "--to", "epub", "--bilingual", "es").exit_code == 0
