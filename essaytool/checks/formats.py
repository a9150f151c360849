"""Formats: that a msgstr takes the arguments which its msgid takes, as ``msgfmt --check-format`` judges it.

Essays have none; a catalog of a program's messages may lie beside them, and what msgfmt refuses there must
not pass here. Known are the formats of C and Python (gettext manual, 15.3: "c-format", "python-format",
"python-brace-format"); for the other languages' there is msgfmt itself.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from essaytool.checks.subject import Seen, Subject
from essaytool.model import Entry

Arguments = Mapping[str, str]
"""By name, or by place as ``1``, ``2``…: what type each argument has."""

_C = re.compile(
    r"%(?:%|(?:(?P<place>\d+)\$)?[-+ #0'I]*(?P<width>\*(?:\d+\$)?|\d+)?(?:\.(?P<precision>\*(?:\d+\$)?|\d*))?"
    r"(?P<size>hh|h|ll|l|q|j|z|t|L)?(?P<type>[diouxXeEfFgGaAcCsSpnm])|(?P<wrong>))"
)
_PYTHON = re.compile(
    r"%(?:%|(?:\((?P<name>[^()]*)\))?[-+ #0]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d*))?[hlL]?"
    r"(?P<type>[diouxXeEfFgGcrsa%])|(?P<wrong>))"
)
_BRACE = re.compile(
    r"\{\{|\}\}|\{(?P<name>\w*)(?:\.\w+|\[[^\[\]]+\])*(?:![rsa])?(?::(?:[^{}]|\{\w*\})*)?\}|(?P<wrong>[{}])"
)
_KINDS = {**dict.fromkeys("diouxX", "integer"), **dict.fromkeys("eEfFgGaA", "float"), "c": "character"}


def _c(text: str) -> Arguments | None:
    """The arguments of a C format string; None for a text that is none."""
    found: dict[str, str] = {}
    number = 0
    for match in _C.finditer(text):
        if match["wrong"] is not None:
            return None
        if not match["type"] or match["type"] == "m":
            continue
        for star in ("width", "precision"):
            if (match[star] or "").startswith("*"):
                number += 1
                found[match[star][1:-1] or str(number)] = "integer"
        number += match["place"] is None
        kind = _KINDS.get(match["type"], match["type"])
        found[match["place"] or str(number)] = f"{match['size'] or ''}{kind}{_sign(match['type'])}"
    return found


def _sign(conversion: str) -> str:
    return " unsigned" if conversion in "ouxX" else ""


def _python(text: str) -> Arguments | None:
    found: dict[str, str] = {}
    number = 0
    for match in _PYTHON.finditer(text):
        if match["wrong"] is not None:
            return None
        if match["type"] is None or match["type"] == "%":
            continue
        for star in ("width", "precision"):
            if match[star] == "*":
                number += 1
                found[str(number)] = "integer"
        if match["name"] is None:
            number += 1
        kind = _KINDS.get(match["type"], "any") if match["type"] not in "as" else "any"
        found[f"({match['name']})" if match["name"] is not None else str(number)] = kind
    mixed = any(name.startswith("(") for name in found) and number
    return None if mixed else found


def _brace(text: str) -> Arguments | None:
    found: dict[str, str] = {}
    number = 0
    for match in _BRACE.finditer(text):
        if match["wrong"]:
            return None
        if match["name"] is not None:
            found[match["name"] or str(number)] = "any"
            number += not match["name"]
    return found


_FORMATS: Mapping[str, Callable[[str], Arguments | None]] = {
    "c-format": _c,
    "python-format": _python,
    "python-brace-format": _brace,
}


def formats(subject: Subject) -> Iterator[Seen]:
    for entry in subject.compared:
        for flag in entry.flags:
            read = _FORMATS.get(flag.removeprefix("possible-"))
            if read is not None:
                yield from _compared(entry, flag, read, subject.catalog.header.get("Plural-Forms", ""))


def _compared(
    entry: Entry, flag: str, read: Callable[[str], Arguments | None], plural: str
) -> Iterator[Seen]:
    own = read(entry.msgid if entry.msgid_plural is None else entry.msgid_plural)
    if own is None:
        return
    for form, text in enumerate(entry.texts):
        their = read(text)
        strict = len(entry.texts) == 1 or _is_often(plural, form)
        if their is None:
            yield Seen(f"the text is no {flag} string, unlike its source", entry, form=form)
        else:
            for message in _differences(own, their, strict=strict):
                yield Seen(message, entry, form=form)


def _differences(own: Arguments, their: Arguments, *, strict: bool) -> Iterator[str]:
    """What two formats differ in. A plural form for few numbers may say one in words."""
    for name in sorted(their.keys() - own.keys()):
        yield f"the argument {name} is not in the source"
    if strict:
        for name in sorted(own.keys() - their.keys()):
            yield f"the argument {name} is lost"
    for name in sorted(own.keys() & their.keys()):
        kinds = {own[name], their[name]}
        if len(kinds) > 1 and (strict or "any" not in kinds):
            yield f"the argument {name} has another type"


_TRIED, _OFTEN = 1000, 5
"""As msgfmt's plural-distrib.c has it."""


@lru_cache(maxsize=64)
def _is_often(plural_forms: str, form: int) -> bool:
    """Whether a plural form is for more than a few numbers."""
    found = re.search(r"plural\s*=\s*([^;]+)", plural_forms)
    try:
        rule = gettext.c2py(found[1] if found else "n != 1")
    except ValueError:
        return True
    return Counter(map(rule, range(_TRIED + 1)))[form] > _OFTEN
