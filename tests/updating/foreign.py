"""Catalogs by other programs: made by the program itself, of an essay and its pseudo-translation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from essaytool import localize, parse_catalog, segment, template
from essaytool.engines import Batch, Text
from essaytool.engines.pseudo import Pseudo
from essaytool.languages import parse_tag
from essaytool.markdown.protect import protect, restore
from essaytool.model import Catalog, Essay, Key, Unit

Find = Callable[[str], str]
"""The fixture ``program``."""

_ENGINE = Pseudo({})
_HIDDEN = re.compile(
    r"\]\((?:<[^>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"  # where a link leads
    r"|\]\[[^\]]*\]|\[\^[^\]]*\]|<[^>]*>|\{\d+\}|&\w+;|[\W_]+"
)


def pseudo(unit: Unit) -> str:
    """A translation of the unit in which all of its markup is kept."""
    protected = protect(unit.msgid, unit.context, _ENGINE.carriers[0])
    (answer,) = _ENGINE.translate(Batch((Text(protected.text),), parse_tag("en"), parse_tag("es")))
    assert isinstance(answer, str)
    return restore(protected, answer)


def pseudo_translated(essay: Essay) -> tuple[bytes, dict[Key, str]]:
    """The essay as its pseudo-translation, and the translation of each unit."""
    texts = {unit.key: pseudo(unit) for unit in essay.units}
    empty = template(essay)
    filled = [replace(entry, msgstr=texts[entry.key], source=b"") for entry in empty.entries]
    return localize(essay, empty.with_entries(filled)).markdown, texts


def by_po4a(program: Find, source: bytes, translation: bytes, folder: Path, *options: str) -> Catalog:
    """What po4a makes of two documents. It marks all of it fuzzy."""
    names = ["-m", "source.md", "-l", "translation.md", "-p", "made.po"]
    charsets = ["-M", "UTF-8", "-L", "UTF-8"]
    command = [program("po4a-gettextize"), "-f", "text", "-o", "markdown", *options, *charsets, *names]
    return _made(command, source, translation, folder)


def by_md2po(program: Find, source: bytes, translation: bytes, folder: Path, *options: str) -> Catalog:
    """What translate-toolkit makes of two documents."""
    found = md2po(program)
    names = ["-t", "source.md", "translation.md", "made.po"]
    return _made([found, "--progress=none", *options, *names], source, translation, folder)


def md2po(program: Find) -> str:
    """The program that was installed with this Python; it is there without the library that it needs, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        found = program("md2po")
    tried = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"md2po does not run: {tried.stderr.splitlines()[-1]}")
    return found


def _made(command: list[str], source: bytes, translation: bytes, folder: Path) -> Catalog:
    (folder / "source.md").write_bytes(source)
    (folder / "translation.md").write_bytes(translation)
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return parse_catalog((folder / "made.po").read_bytes(), path="made.po")


def covered(essay: Essay, foreign: Catalog) -> set[Key]:
    """The units whose words a foreign catalog holds, in one piece, whatever else it made of them."""
    texts = [words(entry.msgid) for entry in foreign.entries]
    return {unit.key for unit in essay.units if any(words(unit.msgid) in text for text in texts)}


def words(text: str) -> str:
    """The letters and digits of a text, without those of its markup."""
    return _HIDDEN.sub("", text)


def read(path: Path) -> Essay:
    return segment(path.read_bytes(), path=path.name)
