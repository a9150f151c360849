"""Input that is huge, endless or nested without end: bounded memory, one sentence, and soon.

What is refused takes no more memory than the base of a command and the file itself; what is legal takes what
docs/reliability.md says. `benchmarks/hostile.py` prints seconds and peaks.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SWEEP
from tests.reliability.verbs import CATALOG

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
DEEP = 100_000
ESSAY, CONFIGURATION, MANIFEST = "source/bread.md", "essaytool.toml", "output/manifest.json"
_CHILD = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, done.returncode)
sys.stdout.flush()
sys.stdout.buffer.write(done.stderr)
"""


@pytest.fixture
def root(garden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(garden, tmp_path / "garden"))


def peak(root: Path, *arguments: str) -> tuple[int, int, str]:
    """Megabytes that a command takes at most, its exit code, and what it says on stderr."""
    command = [sys.executable, "-P", "-m", "essaytool", *arguments]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *command], cwd=root, capture_output=True, check=True, timeout=300
    )
    first, _, said = done.stdout.decode("utf-8", "replace").partition("\n")
    megabytes, code = map(int, first.split())
    return megabytes, code, said


def sparse(path: Path) -> None:
    """Four gigabytes of nothing, which take no room on the disk."""
    with path.open("wb") as file:
        file.truncate(4 << 30)


def yaml_bomb() -> str:
    """Nine levels of nine aliases: 387 million words, were they written out."""
    levels = "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
    )
    return f"---\na: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n{levels}tags: *i\n---\n\nBread.\n"


REFUSED: dict[str, tuple[str, str | Callable[[Path], None], str]] = {
    "a sparse essay": (ESSAY, sparse, "is too large: 4294 MB"),
    "a sparse catalog": (CATALOG, sparse, "is too large: 4294 MB"),
    "a sparse configuration": (CONFIGURATION, sparse, "is too large: 4294 MB"),
    "a sparse manifest": (MANIFEST, sparse, "is too large: 4294 MB"),
    "lists in YAML": (ESSAY, f"---\ntitle: {'[' * 40_000}\n---\n", "is nested too deeply"),
    "mappings in YAML": (ESSAY, f"---\ntitle: {'{a: ' * 20_000}\n---\n", "is nested too deeply"),
    "blocks in YAML": (ESSAY, f"---\ntitle:\n{'- ' * 40_000}\n---\n", "is nested too deeply"),
    "much YAML": (ESSAY, f"---\ntitle: [{'a,' * 60_000}]\n---\n", "it has more than 100 kb"),
    "lists in TOML": (ESSAY, f"+++\ntitle = {'[' * 40_000}\n+++\n", "is nested too deeply"),
    "a dotted key": (ESSAY, f"+++\na = 1\n{'a.' * 40_000}a = 1\n+++\n", "a key has more than 50 parts"),
    "a dotted table": (ESSAY, f"+++\na = 1\n[{'a.' * 40_000}a]\n+++\n", "a key has more than 50 parts"),
    "quotes": (ESSAY, f"{'>' * DEEP} a\n", "is nested too deeply"),
    "lists": (ESSAY, f"{'- ' * DEEP}a\n", "is nested too deeply"),
    "tags": (ESSAY, f"{'<div>' * DEEP}a\n", "its HTML is nested too deeply"),
    "tags in blocks": (ESSAY, "<div>\n\n" * DEEP, "its HTML is nested too deeply"),
    "marks in a paragraph": (ESSAY, "*a* [b](c) " * 100_000, "a paragraph holds more than 200,000"),
    "brackets": (ESSAY, "[" * 500_000, "a paragraph holds more than 200,000"),
    "settings in TOML": (CONFIGURATION, f"languages = {'[' * DEEP}", "it is nested too deeply"),
    "dotted settings": (CONFIGURATION, f"{'a.' * DEEP}a = 1", "a key has more than 50 parts"),
    "JSON": (MANIFEST, "[" * DEEP, "is not a manifest of ours"),
    "a million entries": (
        CATALOG,
        HEADER + "".join(f'msgid "{n}"\nmsgstr ""\n\n' for n in range(1_000_000)),
        "has more than 250,000 entries",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_too_much_is_refused_by_a_sentence_and_in_little_memory(name: str, root: Path) -> None:
    place, content, sentence = REFUSED[name]
    path = root / place
    path.unlink(missing_ok=True)
    if isinstance(content, str):
        path.write_text(content, "utf-8")
    else:
        content(path)
    size = path.stat().st_size if isinstance(content, str) else 0
    megabytes, code, said = peak(root, "build")
    assert (code, sentence in said) == (2, True), said[:500]
    assert f"{place}:" in said
    assert megabytes < 300 + 10 * size / 1e6


LEGAL = {
    "aliases": (ESSAY, yaml_bomb()),
    "a paragraph of 5 MB": (ESSAY, "A word and another. " * 250_000),
    "a translation of 5 MB": (CATALOG, f'{HEADER}msgid "Bread"\nmsgstr "{"pan y otra cosa " * 310_000}"\n'),
    "NUL": (ESSAY, "a\0b\n" * 10),
    "lone CR": (ESSAY, "a\r\rb\r" * 10),
    "BOM in the middle": (ESSAY, "a\ufeff\n\n\ufeffb\n" * 10),
}


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_legal_and_odd_is_published(name: str, root: Path) -> None:
    place, content = LEGAL[name]
    (root / place).write_text(content, "utf-8", newline="")
    megabytes, code, said = peak(root, "build")
    assert code in (0, 1), said[:500]
    assert megabytes < 150 + 20 * len(content) / 1e6


@pytest.mark.parametrize("layout", ["hugo", "mkdocs-suffix"])
def test_a_bomb_of_aliases_does_not_go_off_in_a_generator_s_front_matter(layout: str, root: Path) -> None:
    (root / ESSAY).write_text(yaml_bomb(), "utf-8")
    megabytes, code, said = peak(root, "build", "--layout", layout)
    assert (code, megabytes < 150) == (0, True), said[:500]
    assert sum(path.stat().st_size for path in (root / "output").rglob("*") if path.is_file()) < 100_000


def test_a_msgstr_cannot_end_the_process(root: Path) -> None:
    """A title's translation is tried as YAML, in whose parser deep nesting exhausts the stack."""
    (root / ESSAY).write_text("---\ntitle: Bread\n---\n\nYeast.\n", "utf-8")
    hostile = "[" * 100_000
    (root / CATALOG).write_text(f'{HEADER}msgid "Bread"\nmsgstr "{hostile}"\n', "utf-8")
    (root / CONFIGURATION).write_text('languages = ["es"]\npublish_at = 0\n', "utf-8")
    _, code, said = peak(root, "build")
    assert code == 0, said[:500]


def test_a_huge_catalog_is_read(root: Path) -> None:
    """One of 50 MB in a sweep, else one of 5."""
    entry = '#: source/bread.md\nmsgid "Text {0} of it, {1}"\nmsgstr "Texto {0}, {1}"\n\n'
    content = HEADER + "".join(
        entry.format(number, "and so on " * 17) for number in range(120_000 if SWEEP else 12_000)
    )
    (root / CATALOG).write_text(content, "utf-8")
    megabytes, code, said = peak(root, "coverage")
    assert code == 0, said[:500]
    assert megabytes < 50 + 20 * len(content) / 1e6


PLURALS = (
    "nplurals=2; plural=__import__('os').system('touch owned');",
    "nplurals=2; plural=n.__class__;",
    "nplurals=2; plural=(lambda: 1)();",
    "nplurals=99999999999; plural=n;",
    f"nplurals=2; plural={'(' * 50_000}n{')' * 49_999};",
    f"nplurals=2; plural={'n?1:' * 50_000};",
    f"nplurals=2; plural={'9' * 10_000}**9;",
    "nplurals=2; plural=9**9**9**9;",
    f"nplurals={'9' * 5_000}; plural=n;",
    "nplurals=; plural=;",
    "nplurals=2; plural=((n;",
    "nplurals=2; plural=n ? 1;",
    "nplurals=2; plural=n n;",
)


@pytest.mark.parametrize("said", PLURALS, ids=range(len(PLURALS)))
def test_plural_forms_are_compared_and_never_evaluated(said: str, root: Path) -> None:
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {said}\\n"\n\n'
    plural = 'msgid "loaf"\nmsgid_plural "loaves"\nmsgstr[0] "pan"\nmsgstr[1] "panes"\n'
    (root / CATALOG).write_text(header + plural, "utf-8")
    megabytes, code, told = peak(root, "check")
    assert (code, megabytes < 150) == (1, True), told[:500]
    assert not (root / "owned").exists()
