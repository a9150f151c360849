"""The file: what a catalog's header and its entries as a whole must be, as gettext's programs have it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.catalog.copies import copies
from essaytool.checks.subject import Seen, Subject

_PLURAL_FORMS = re.compile(r"\s*nplurals\s*=\s*(\d{1,4})\s*;\s*plural\s*=([^;]+);?\s*")
_TOKEN = re.compile(r"\s*(n|\d+|&&|\|\||[=!<>]=|[<>+*/%-]|[!?:()])\s*")


def language(subject: Subject) -> Iterator[Seen]:
    said = subject.catalog.header.get("Language", "")
    if subject.language and said.replace("-", "_").casefold() != subject.language.folder.casefold():
        yield Seen(f"the header says Language: {said or 'nothing'}, the folder {subject.language.folder}")


def duplicates(subject: Subject) -> Iterator[Seen]:
    """Git merges make them, and msgcat refuses them."""
    for copy in copies(subject.catalog):
        yield Seen("the entry stands here again; delete one of the two", line=copy.line)


def plural_forms(subject: Subject) -> Iterator[Seen]:
    """As msgfmt checks them: a header that can be read, and as many forms as it says (manual, 11.2.6)."""
    plurals = [entry for entry in subject.catalog.entries if entry.msgid_plural is not None]
    said = subject.catalog.header.get("Plural-Forms", "")
    found = _PLURAL_FORMS.fullmatch(said)
    found = found if found and is_plural_expression(found[2]) else None
    if (said or plurals) and not found:
        yield Seen(f"the header says Plural-Forms: {said or 'nothing'}")
    for entry in plurals if found else ():
        if found and len(entry.msgstr_plural) != int(found[1]):
            yield Seen(
                f"there are {len(entry.msgstr_plural)} plural forms, the header says {found[1]}", entry
            )


def is_plural_expression(text: str) -> bool:
    """Whether it is an expression of gettext's grammar (plural.y); it is read, and never evaluated."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s+", "", text):
        return False
    opened: list[str] = []
    wants_value = True
    for token in tokens:
        if token == "!" or token == "(" or token[0].isalnum():
            if not wants_value:
                return False
            opened += [token] if token == "(" else []
            wants_value = token in "!("
            continue
        if wants_value:
            return False
        if token in (")", ":") and (not opened or opened.pop() != {")": "(", ":": "?"}[token]):
            return False
        opened += [token] if token == "?" else []
        wants_value = token != ")"
    return not wants_value and not opened
