"""Annotations for GitHub: escaped as its runner reads them, and no more than it shows."""

from __future__ import annotations

from essaytool.model import Finding, Severity
from essaytool.reports.github import commands


def finding(severity: Severity = Severity.ERROR, path: str = "a.po", message: str = "wrong") -> Finding:
    return Finding(path, 7, 9, severity, "markup", message)


def test_an_annotation_names_file_line_and_column() -> None:
    assert list(commands([finding()])) == ["::error file=a.po,line=7,col=9,title=essaytool markup::wrong"]


def test_what_would_end_a_property_or_a_command_is_escaped() -> None:
    (line,) = commands([finding(path="a,b:c%.po", message="50 %: one, two\r\n::error::x")])
    assert line == (
        "::error file=a%2Cb%3Ac%25.po,line=7,col=9,title=essaytool markup::50 %25: one, two%0D%0A::error::x"
    )


def test_ten_of_a_level_are_shown_and_the_others_counted() -> None:
    found = [finding() for _ in range(12)] + [finding(Severity.WARNING) for _ in range(10)]
    lines = list(commands(found))
    assert [
        sum(line.startswith(f"::{level} ") for line in lines) for level in ("error", "warning", "notice")
    ] == [10, 10, 1]
    assert lines[10] == "::notice title=essaytool::2 more of level error are not shown here"


def test_nothing_found_is_nothing_said() -> None:
    assert list(commands([])) == []
