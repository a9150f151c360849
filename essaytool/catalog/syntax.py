r"""The grammar of PO files: from a text to blocks, with the lines on which each field stands.

White space is free between tokens, and a token is one of

- a string, ``"..."``, on one line, with C's escapes (``\n``, ``\"``, ``\303``, ``\xc3``); strings in a row
  are one;
- a keyword: ``msgctxt``, ``msgid``, ``msgid_plural``, ``msgstr``, ``msgstr[0]``, ``domain``;
- a comment, to the end of the line: ``#`` a person's note, ``#.`` extracted, ``#:`` references, ``#,`` flags;
- a mark for the rest of the line: ``#|`` what the msgid was before, ``#~`` an obsolete entry, ``#~|`` both.

An entry is its comments, then ``[#| msgctxt] #| msgid [#| msgid_plural]``, then ``[msgctxt] msgid``, then
``msgstr`` or ``msgid_plural msgstr[0] msgstr[1] ...``. No comment may stand inside. That is what the
gettext manual says ("The Format of PO Files") and what msgcat 0.21 takes. Some things that it takes are
refused here, as nobody writes them on purpose: NUL bytes, a string that a backslash carries over the end of
a line, and two entries on one line. What it refuses only for want of a charset, or for a byte order mark,
is read as UTF-8.
"""

from __future__ import annotations

import re

from essaytool.catalog.blocks import UNDECODED, Block, Comment, Field
from essaytool.catalog.charset import CONVERT
from essaytool.catalog.ordinary import STRING, ordinary_entry
from essaytool.errors import CatalogError

_TOKEN = re.compile(
    rf"""[ \t\r\f\v]*+(?:(?P<string>{STRING})
    |(?P<mark>\#~\|?|\#\|)
    |(?P<comment>\#.*)
    |(?P<word>[A-Za-z_$][\w$]*)(?:[ \t]*\[[ \t]*(?P<index>\d+)[ \t]*\])?
    |(?P<junk>[^ \t\r\f\v]))""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ANY_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_BAD_ESCAPE = re.compile(r'(?:[^\\]|\\[abfnrtv\\"0-7]|\\x[0-9a-fA-F])*+(\\.)', re.DOTALL)
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)")

_START = frozenset({"msgctxt", "msgid", "previous msgctxt", "previous msgid", "domain"})
_NEXT = {
    "previous msgctxt": frozenset({"previous msgid"}),
    "previous msgid": frozenset({"previous msgid_plural", "msgctxt", "msgid"}),
    "previous msgid_plural": frozenset({"msgctxt", "msgid"}),
    "msgctxt": frozenset({"msgid"}),
    "msgid": frozenset({"msgid_plural", "msgstr"}),
    "msgid_plural": frozenset({"msgstr[0]"}),
}
_MISSING = {"msgid": "msgstr", "msgid_plural": "msgstr[0]"}
"""What an entry lacks that breaks off after this field; after any other it lacks its msgid."""
_IN_ORDER = "an entry is msgctxt, msgid, msgid_plural and msgstr, in this order, with forms counted from 0"
_IN_STRINGS = 'a text stands in quote marks, one inside of it is written `\\"`, and a comment begins with `#`'


def lex(text: str, path: str) -> list[Block]:
    """The entries of a catalog, in order. Raises `CatalogError` with the line that a person must look at."""
    reader = _Reader(path)
    number = at = 0
    while at < len(text):
        ordinary = ordinary_entry(text, at, number) if reader.is_between_entries else None
        if ordinary:
            block, at = ordinary
            reader.take(block)
            number = block.end
        else:
            end = text.find("\n", at) + 1 or len(text) + 1
            reader.read_line(number, text[at : end - 1])
            number, at = number + 1, end
    reader.finish()
    if _is_undecoded(text):
        _refuse_undecoded(reader.blocks, path)
    return reader.blocks


def _is_undecoded(text: str) -> bool:
    """Whether a text may hold bytes that its charset does not have: no such text can be encoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _refuse_undecoded(blocks: list[Block], path: str) -> None:
    for block in blocks:
        for item in block.fields.values():
            if UNDECODED.search(item.raw):
                sentence = f"{item.name} holds bytes that the charset of this file does not have"
                raise CatalogError(sentence, path=path, line=item.first + 1, hint=CONVERT)


class _Reader:
    """Takes a catalog line by line and fills `blocks`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.blocks: list[Block] = []
        self._comments: list[Comment] = []
        self._block: Block | None = None
        self._field: Field | None = None

    @property
    def is_between_entries(self) -> bool:
        """Whether nothing is begun that the next line must belong to."""
        return not self._comments and (self._block is None or self._complete())

    def take(self, block: Block) -> None:
        """An entry as a whole; what follows may go on with its last field."""
        self.blocks.append(block)
        self._block, self._field = block, block.fields["msgstr"]

    def read_line(self, number: int, line: str) -> None:
        obsolete = previous = False
        for token in _TOKEN.finditer(line):
            kind = token.lastgroup
            if kind == "string":
                self._string(number, token["string"][1:-1], obsolete, previous)
            elif kind == "word" or kind == "index":
                self._word(number, token, obsolete, previous)
            elif kind == "comment":
                self._comment(number, token["comment"])
            elif kind == "mark":
                obsolete, previous = obsolete or "~" in token["mark"], "|" in token["mark"]
            else:
                self._refuse_junk(number, line, token.start("junk"))

    def finish(self) -> None:
        """The file is at its end, and so must its last entry be."""
        if self._block is not None and not self._complete():
            self._refuse_unfinished()

    def _complete(self) -> bool:
        """Whether the present block could end here."""
        last = self._field
        return last is not None and last.name.startswith(("msgstr", "domain")) and bool(last.strings)

    def _comment(self, number: int, text: str) -> None:
        if self._block is not None and number < self._block.end and self._complete():
            self._block.tail = text
        else:
            self._comments.append(Comment(number, text))

    def _string(self, number: int, raw: str, obsolete: bool, previous: bool) -> None:
        if self._field is None or self._block is None:
            raise self._error("a string stands without a keyword", number, "write msgid or msgstr before it")
        if previous != self._field.name.startswith("previous"):
            hint = "begin all its lines with `#|`, or none"
            raise self._error(
                f"{self._field.name} goes on with another mark than it began with", number, hint
            )
        self._refuse_mixture(number, obsolete)
        self._refuse_interruption(number)
        self._field.strings.append(raw)
        self._field.end = self._block.end = number + 1

    def _word(self, number: int, token: re.Match[str], obsolete: bool, previous: bool) -> None:
        name = self._name(number, token, previous)
        if self._block is None or (self._complete() and name not in self._allowed()):
            self._begin_block(number, name, obsolete)
        self._refuse_mixture(number, obsolete)
        self._refuse_misplaced(number, name)
        self._refuse_interruption(number)
        self._field = Field(name, number, number + 1)
        assert self._block is not None
        self._block.fields[name] = self._field
        self._block.end = number + 1

    def _name(self, number: int, token: re.Match[str], previous: bool) -> str:
        word, index = token["word"], token["index"]
        if word not in ("msgctxt", "msgid", "msgid_plural", "msgstr", "domain") or (
            index and word != "msgstr"
        ):
            self._refuse_conflict(number, token.string)
            raise self._error(f"`{word}` is not a keyword here", number, _IN_STRINGS)
        name = f"msgstr[{int(index)}]" if index else word
        return f"previous {name}" if previous else name

    def _allowed(self) -> frozenset[str]:
        """What may come next in this block."""
        if self._field is None:
            return _START
        if self._field.name.startswith("msgstr["):
            return frozenset({f"msgstr[{int(self._field.name[7:-1]) + 1}]"})
        return _NEXT.get(self._field.name, frozenset())

    def _begin_block(self, number: int, name: str, obsolete: bool) -> None:
        if self.blocks and self.blocks[-1].end > number:
            raise self._error("two entries stand on one line", number, "give each its own, as `msgcat` does")
        first = self._comments[0].line if self._comments else number
        self._block = Block(first, number + 1, obsolete, self._comments)
        self._comments, self._field = [], None
        self.blocks.append(self._block)

    def _refuse_misplaced(self, number: int, name: str) -> None:
        if self._field is not None and not self._field.strings:
            self._refuse_unfinished()
        if name not in self._allowed():
            if self._field is not None and name in _START:
                self._refuse_unfinished()
            place = f"after {self._field.name}" if self._field else "without its msgid, or not in its order"
            raise self._error(f"{name} stands {place}", number, _IN_ORDER)

    def _refuse_mixture(self, number: int, obsolete: bool) -> None:
        if self._block is not None and self._block.obsolete != obsolete:
            raise self._error(
                "only a part of this entry is marked as obsolete", number, "mark all of it `#~`"
            )

    def _refuse_interruption(self, number: int) -> None:
        if self._comments or (self._block is not None and self._block.tail):
            line = self._comments[0].line if self._comments else number - 1
            raise self._error("a comment stands inside an entry", line, "move it above the entry")

    def _refuse_unfinished(self) -> None:
        last = self._field
        assert last is not None
        if not last.strings:
            raise self._error(f"{last.name} has no string", last.first, 'write `""` for an empty one')
        missing = _MISSING.get(last.name, "msgid")
        raise self._error(
            f"{last.name} has no {missing}", last.first, f"write the missing {missing} after it"
        )

    def _refuse_junk(self, number: int, line: str, start: int) -> None:
        self._refuse_conflict(number, line)
        if line[start] != '"':
            raise self._error(f"{line[start]!r} stands outside of a string", number, _IN_STRINGS)
        name = self._field.name if self._field is not None else "a string"
        if (string := _ANY_STRING.match(line, start)) is None:
            raise self._error(f"{name} is not closed", number, "end the string with a quote mark")
        escape = _BAD_ESCAPE.match(string[0])
        shown = escape[1] if escape else "\\"
        raise self._error(
            f"{name} holds `{shown}`, which is no escape", number, r"write `\\` for a backslash"
        )

    def _refuse_conflict(self, number: int, line: str) -> None:
        if _CONFLICT.match(line):
            raise self._error("a merge conflict is not resolved", number, "resolve it, then run again")

    def _error(self, sentence: str, number: int, hint: str) -> CatalogError:
        return CatalogError(sentence, path=self.path, line=number + 1, hint=hint)
