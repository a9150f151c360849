"""Annotations for GitHub Actions: workflow commands, a line each.

``::error file=…,line=…,col=…,title=…::message``, as GitHub's documentation has it ("Workflow commands for
GitHub Actions"). GitHub shows ten annotations of a level for a step and drops the others in silence, so at
most ten are written, and then, as a notice, how many there are besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from essaytool.model import Finding, Severity

MOST = 10
"""Annotations of a level that GitHub shows for a step."""

_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})
"""As actions/toolkit's command.ts escapes them."""


def commands(findings: Sequence[Finding]) -> Iterator[str]:
    """The workflow commands for findings whose paths are as GitHub knows them, errors first."""
    for severity in (Severity.ERROR, Severity.WARNING):
        found = [finding for finding in findings if finding.severity is severity]
        yield from map(_annotation, found[:MOST])
        if (hidden := len(found) - MOST) > 0:
            yield f"::notice title=essaytool::{hidden} more of level {severity} are not shown here"


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "title": f"essaytool {finding.check}",
    }
    said = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{finding.severity} {said}::{finding.message.translate(_MESSAGE)}"
