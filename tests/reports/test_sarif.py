"""SARIF 2.1.0: what its schema requires, held by hand, since no package that we use brings the schema."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from essaytool.checks import CHECKS
from essaytool.model import Finding, Severity
from essaytool.reports.sarif import sarif

FOUND = [
    Finding("locales/de/LC_MESSAGES/a b.po", 7, 9, Severity.ERROR, "markup", "the link to /a is lost"),
    Finding("locales/de/LC_MESSAGES/a b.po", 17, 1, Severity.WARNING, "numbers", "1957 is 1975"),
    Finding("locales/de/LC_MESSAGES/a b.po", 27, 1, Severity.WARNING, "numbers", "1957 is 1975"),
]

# The properties that the schema knows ("additionalProperties": false everywhere), and those that it requires.
KNOWN: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"$schema", "version", "runs", "inlineExternalProperties", "properties"}, {"version", "runs"}),
    "run": (
        {"tool", "results", "columnKind", "originalUriBaseIds", "artifacts", "invocations", "language"},
        {"tool"},
    ),
    "driver": ({"name", "semanticVersion", "version", "rules", "informationUri", "organization"}, {"name"}),
    "rule": (
        {"id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"},
        {"id"},
    ),
    "result": (
        {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "kind"},
        {"message"},
    ),
    "region": ({"startLine", "startColumn", "endLine", "endColumn"}, set()),
}


def hold(kind: str, item: dict[str, Any]) -> None:
    known, required = KNOWN[kind]
    assert required <= item.keys() <= known


def log(found: list[Finding]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(sarif(found, CHECKS, version="1.2.3")))
    return made


def test_a_log_is_as_the_schema_has_it() -> None:
    made = log(FOUND)
    hold("log", made)
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    hold("run", run)
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    hold("driver", run["tool"]["driver"])
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        hold("rule", rule)
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result, finding in zip(run["results"], FOUND, strict=True):
        hold("result", result)
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.check
        assert result["message"]["text"] == finding.message
        place = result["locations"][0]["physicalLocation"]
        hold("region", place["region"])
        assert place["region"] == {"startLine": finding.line, "startColumn": finding.column}
        assert place["artifactLocation"] == {
            "uri": "locales/de/LC_MESSAGES/a%20b.po",
            "uriBaseId": "SRCROOT",
        }


def prints(found: list[Finding]) -> list[str]:
    return [result["partialFingerprints"]["essaytool/v1"] for result in log(found)["runs"][0]["results"]]


def test_a_fingerprint_stays_when_lines_shift_and_no_two_are_alike() -> None:
    moved = [replace(finding, line=finding.line + 40) for finding in FOUND]
    assert prints(moved) == prints(FOUND)
    assert len(set(prints(FOUND))) == len(FOUND)
    assert prints([replace(FOUND[0], message="another")]) != prints(FOUND[:1])


def test_nothing_found_is_a_log_without_results() -> None:
    assert log([])["runs"][0]["results"] == []
