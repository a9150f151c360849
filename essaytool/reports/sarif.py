"""Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), for code scanning.

A result's fingerprint is of what is wrong and where in the text, not of its line, so that a finding stays
the same one when lines above it come and go. Of several that are alike, each has its number.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from essaytool.model import Finding, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "essaytool/v1"


class Rule(Protocol):
    """What a rule's entry says of a check."""

    @property
    def id(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def title(self) -> str: ...


def sarif(findings: Sequence[Finding], rules: Iterable[Rule], *, version: str) -> dict[str, Any]:
    """One log of one run. Paths are relative to the root of the sources."""
    rows = list(rules)
    places = {row.id: place for place, row in enumerate(rows)}
    driver = {
        "name": "essaytool",
        "semanticVersion": version,
        "rules": [_rule(row) for row in rows],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder of the project."}}},
                "results": _results(findings, places),
            }
        ],
    }


def _rule(row: Rule) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": "".join(word.title() for word in row.id.split("-")),
        "shortDescription": {"text": f"{row.title[0].upper()}{row.title[1:]}."},
        "help": {"text": f"See docs/checks.md#{row.id}."},
        "defaultConfiguration": {"level": str(row.severity)},
    }


def _results(findings: Sequence[Finding], places: dict[str, int]) -> list[dict[str, Any]]:
    alike: Counter[str] = Counter()
    results = []
    for finding in findings:
        said = f"{finding.path}\0{finding.check}\0{finding.message}"
        alike[said] += 1
        print_ = hashlib.sha256(f"{said}\0{alike[said]}".encode()).hexdigest()[:32]
        results.append(
            {
                "ruleId": finding.check,
                "ruleIndex": places[finding.check],
                "level": str(finding.severity),
                "message": {"text": finding.message},
                "locations": [{"physicalLocation": _location(finding)}],
                "partialFingerprints": {FINGERPRINT: print_},
            }
        )
    return results


def _location(finding: Finding) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(finding.path), "uriBaseId": "SRCROOT"},
        "region": {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)},
    }
