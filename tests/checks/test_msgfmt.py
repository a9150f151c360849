"""`check` agrees with ``msgfmt --check`` on formats: what that refuses is an error here, nothing else is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from essaytool.catalog.po import parse_catalog
from essaytool.checks import check
from essaytool.errors import CatalogError
from essaytool.model import Catalog, State

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
OURS = {"format", "line-break", "plural-forms"}
"""The checks of what msgfmt checks."""

HOSTILE = {
    "c: the same": ("c-format", "%d of %s", "%d von %s"),
    "c: other types": ("c-format", "%d files", "%s Dateien"),
    "c: one lost": ("c-format", "%d of %d", "%d"),
    "c: one more": ("c-format", "%d", "%d von %d"),
    "c: by place": ("c-format", "%s of %d", "%2$d von %1$s"),
    "c: by a wrong place": ("c-format", "%s of %d", "%1$d von %2$s"),
    "c: sizes": ("c-format", "%ld", "%d"),
    "c: a width": ("c-format", "%5.2f", "%f"),
    "c: a star": ("c-format", "%*d", "%d"),
    "c: a percent sign": ("c-format", "100%% of %d", "100%% von %d"),
    "c: no format": ("c-format", "100%% of %d", "100 %ü %d"),
    "c: signed and not": ("c-format", "%i", "%u"),
    "c: possibly": ("possible-c-format", "%d", "%s"),
    "c: surely not": ("no-c-format", "%d", "%s"),
    "python: the same": ("python-format", "%(a)s and %(b)d", "%(b)d und %(a)s"),
    "python: a name lost": ("python-format", "%(a)s and %(b)d", "%(b)d"),
    "python: a name translated": ("python-format", "%(name)s", "%(Name)s"),
    "python: no names": ("python-format", "%(a)s", "%s"),
    "python: other types": ("python-format", "%(a)d", "%(a)s"),
    "python: unnamed": ("python-format", "%s %d", "%s %d"),
    "python: unnamed, one lost": ("python-format", "%s %d", "%s"),
    "python: no format": ("python-format", "%(a)s", "%(a"),
    "brace: the same": ("python-brace-format", "{a} and {b}", "{b} und {a}"),
    "brace: lost": ("python-brace-format", "{a} and {b}", "{b}"),
    "brace: translated": ("python-brace-format", "{name}", "{Name}"),
    "brace: escaped": ("python-brace-format", "{{a}} {b}", "{{c}} {b}"),
    "brace: attributes": ("python-brace-format", "{a.b!r:>10}", "{a.b}"),
    "brace: no format": ("python-brace-format", "{a}", "{a"),
    "a line break lost": ("", "one\\n", "eins"),
    "a line break first": ("", "one", "\\neins"),
}


def refused(msgfmt: str, path: Path) -> bool:
    done = subprocess.run([msgfmt, "--check", "-o", "/dev/null", str(path)], capture_output=True, check=False)
    return done.returncode != 0


def found(catalog: Catalog) -> bool:
    """Whether our checks find what msgfmt checks, in the entries that msgfmt reads: it leaves out drafts."""
    reviewed = tuple(
        piece
        for piece in catalog.pieces
        if isinstance(piece, bytes) or (not piece.fuzzy and piece.state is State.REVIEWED)
    )
    findings = check(Catalog(catalog.path, reviewed, catalog.header, catalog.charset))
    return any(finding.check in OURS for finding in findings)


@pytest.mark.parametrize(("flag", "msgid", "msgstr"), HOSTILE.values(), ids=HOSTILE)
def test_on_hostile_entries(
    program: Callable[[str], str], tmp_path: Path, flag: str, msgid: str, msgstr: str
) -> None:
    path = tmp_path / "a.po"
    flags = f"#, {flag}\n" if flag else ""
    path.write_text(f'{HEADER}{flags}msgid "{msgid}"\nmsgstr "{msgstr}"\n', "utf-8")
    assert found(parse_catalog(path.read_bytes())) == refused(program("msgfmt"), path)


PLURALS = {
    "one in words": ("one file", "%d files", "eine Datei", "%d Dateien"),
    "lost where there are many": ("%d file", "%d files", "%d Datei", "Dateien"),
    "another type": ("%d file", "%d files", "%d Datei", "%s Dateien"),
}


@pytest.mark.parametrize("texts", PLURALS.values(), ids=PLURALS)
def test_on_plural_forms(program: Callable[[str], str], tmp_path: Path, texts: tuple[str, ...]) -> None:
    path = tmp_path / "a.po"
    body = '#, c-format\nmsgid "{}"\nmsgid_plural "{}"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
    path.write_text(HEADER + body.format(*texts), "utf-8")
    assert found(parse_catalog(path.read_bytes())) == refused(program("msgfmt"), path)


def test_on_real_catalogs(program: Callable[[str], str], corpora: Path) -> None:
    compared = 0
    for path in sorted(corpora.rglob("*.po")):
        try:
            catalog = parse_catalog(path.read_bytes())
        except CatalogError:
            continue
        compared += 1
        assert found(catalog) == refused(program("msgfmt"), path), path.name
    assert compared > 30
