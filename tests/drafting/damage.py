"""Servers that damage what they translate, and one that does not, as functions from a text to an answer.

`damage.md` says what each hostile one does. They know no more of placeholders than a server does: what they
look like. Words are translated by putting other letters for them, so that the answer has the script of its
language and none of the source's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

Server = Callable[[str], str]

TABLE = Path(__file__).with_name("damage.md")
SPANISH, RUSSIAN, ARABIC, CHINESE = "es", "ru", "ar", "zh-Hans"
LANGUAGES = (SPANISH, RUSSIAN, ARABIC, CHINESE)

_PLACEHOLDER = r"<span[^<>]*>[^<>]*</span>|<[^<>]*>|XQ[0-9A-Z]*?Z|[\ue000-\uf8ff]|&\w+;"
_PIECE = re.compile(rf"(?P<placeholder>{_PLACEHOLDER})|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|.", re.DOTALL)

_CYRILLIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувшжыз", strict=True))
_ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهوزحطيكلمنسعفصقرشتثخذض", strict=True))
_HAN = "人山水日月火木土金口手目心田石白大小上中下天王立"


# --- a kind server ------------------------------------------------------------------------------------------


def translated(text: str, language: str = SPANISH) -> str:
    """Other words for every word; placeholders, numbers and marks as they are."""
    pieces = _PIECE.finditer(text)
    answer = "".join(_word(piece[0], language) if piece["word"] else piece[0] for piece in pieces)
    return re.sub(r"(?<=[^\x00-\u2e7f]) (?=[^\x00-\u2e7f])", "", answer) if language == CHINESE else answer


def _word(word: str, language: str) -> str:
    match language:
        case "ru":
            return _in_letters(word, _CYRILLIC)
        case "ar":
            return _in_letters(word, _ARABIC)
        case "zh-Hans":
            number = sum(map(ord, word))
            return _HAN[number % len(_HAN)] + _HAN[number // 7 % len(_HAN)]
        case _:
            return word + ("os" if len(word) % 3 == 0 else "a" if word[-1] != "a" else "do")


def _in_letters(word: str, letters: Mapping[str, str]) -> str:
    other = "".join(letters.get(letter, letter) for letter in word.lower() if letter not in "'’")
    return other.capitalize() if word[0].isupper() else other


def adds_blanks(text: str) -> str:
    """Blanks around placeholders, before punctuation, and two between words."""
    spread = re.sub(rf"({_PLACEHOLDER})", r" \1 ", text)
    return re.sub(r"(?<=\w) (?=\w)", "  ", re.sub(r"(?<=\w)(?=[.,;] )", " ", spread))


def changes_quotes(text: str) -> str:
    """Guillemets for quotation marks; and in tags, single quotes."""
    tags = re.sub(r'(<[^<>]*)="([^"<>]*)"', r"\1='\2'", text)
    return re.sub(r"[“\"]([^“”\"<>]*)[”\"]", r"«\1»", tags)


def changes_case(text: str) -> str:
    """Small letters for tokens, and capitals for tags."""
    small = re.sub(r"XQ[0-9A-Z]+?Z", lambda match: match[0].lower(), text)
    return re.sub(r"</?[a-z]+", lambda match: match[0].upper(), small)


def spreads_tags(text: str) -> str:
    """Blanks within tags, an end tag for an empty one, and blanks within tokens."""
    tags = re.sub(r"<x id=\"(\d+)\"/>", r'<x  id = "\1" ></x>', text)
    return re.sub(r"XQ(\d+)Z", r"XQ \1 Z", tags.replace("</g>", "</g >").replace("</b>", "</b >"))


def moves_words(text: str) -> str:
    """The words before the first placeholder behind all others, as languages with the verb at the end do."""
    first = re.search(_PLACEHOLDER, text)
    end = re.search(r"[.!?]*$", text)
    if not first or not end or not text[: first.start()].strip():
        return text
    return f"{text[first.start() : end.start()].strip()} {text[: first.start()].strip()}{end[0]}"


def swaps(text: str, lone: tuple[str, ...]) -> str:
    """The first two lone placeholders in each other's place, with the words between them where they are."""
    if len(lone) < 2:
        return text
    one, other = re.escape(lone[0]), re.escape(lone[1])
    return re.sub(f"{one}|{other}", lambda match: lone[1] if match[0] == lone[0] else lone[0], text)


KIND: Mapping[str, Server] = {
    "translates": lambda text: text,
    "adds blanks": adds_blanks,
    "changes quotes": changes_quotes,
    "changes case": changes_case,
    "spreads tags": spreads_tags,
    "moves words": moves_words,
}


# --- hostile servers ----------------------------------------------------------------------------------------


def _placeholders(text: str) -> list[re.Match[str]]:
    return [match for match in re.finditer(_PLACEHOLDER, text) if not match[0].startswith("&")]


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]


def loses_the_first(text: str) -> str:
    found = _placeholders(text)
    return _without(text, found[0]) if found else text


def loses_the_last(text: str) -> str:
    found = _placeholders(text)
    return _without(text, found[-1]) if found else text


def loses_all(text: str) -> str:
    return re.sub(_PLACEHOLDER, "", text)


def repeats_one(text: str) -> str:
    found = _placeholders(text)
    return f"{text} {found[-1][0]}" if found else text


def invents_one(text: str) -> str:
    lone = '<x id="98"/>' if "<x" in text or "<g" in text else "XQ98Z"
    return f"{text} {lone}"


def _rearranged(text: str, order: Callable[[list[str]], list[str]]) -> str:
    """The text with its placeholders in another order."""
    found = order([match[0] for match in _placeholders(text)])
    rest = iter(found)
    return re.sub(_PLACEHOLDER, lambda match: match[0] if match[0].startswith("&") else next(rest), text)


def reverses_them(text: str) -> str:
    return _rearranged(text, lambda found: found[::-1])


def swaps_two(text: str) -> str:
    return _rearranged(text, lambda found: [*found[1:2], *found[:1], *found[2:]])


def rotates_them(text: str) -> str:
    return _rearranged(text, lambda found: [*found[1:], *found[:1]])


def puts_them_first(text: str) -> str:
    found = [match[0] for match in _placeholders(text)]
    return " ".join([*found, loses_all(text)]) if found else text


def puts_them_last(text: str) -> str:
    found = [match[0] for match in _placeholders(text)]
    return " ".join([loses_all(text), *found]) if found else text


def translates_them(text: str) -> str:
    return re.sub(r"XQ(\w+?)Z|<(\w+) id|</(\w+)>", r"ЭКС\1\2\3", text)


def cuts_them(text: str) -> str:
    return re.sub(r"<[^<>]*>|XQ\w+?Z|[\ue000-\uf8ff]", lambda match: match[0][:2], text)


def joins_them_to_words(text: str) -> str:
    return re.sub(r"(\w+) (XQ\w+?Z) (\w+)", r"\1\2\3", text)


def half(text: str) -> str:
    """The first half of a long sentence."""
    words = text.split(" ")
    return " ".join(words[: len(words) // 2]) if len(words) > 15 else text


def loops(text: str) -> str:
    last = " ".join(loses_all(text).split()[-3:])
    return f"{text} " + f"{last}, " * 12


def _around(before: str, after: str = "") -> Server:
    return lambda text: f"{before}{text}{after}"


def _instead(answer: str) -> Server:
    return lambda _: answer


# What a server makes of the translation; those below it, of the text it was sent.
_OF_THE_TRANSLATION: Mapping[str, Server] = {
    "loses the first placeholder": loses_the_first,
    "loses the last placeholder": loses_the_last,
    "loses every placeholder": loses_all,
    "repeats a placeholder": repeats_one,
    "invents a placeholder": invents_one,
    "reverses the placeholders": reverses_them,
    "swaps two placeholders": swaps_two,
    "rotates the placeholders": rotates_them,
    "puts the placeholders first": puts_them_first,
    "puts the placeholders last": puts_them_last,
    "translates the placeholders": translates_them,
    "cuts the placeholders": cuts_them,
    "joins placeholders to words": joins_them_to_words,
    "stops halfway": half,
    "loops": loops,
    "says it twice": lambda text: f"{text} {text}",
    "fences it": _around("```markdown\n", "\n```"),
    "fences it and explains": _around("```\n", "\n```\nThis keeps the meaning of the sentence."),
    "quotes it": _around("“", "”"),
    "introduces it": _around("Here is the translation: "),
    "introduces it above": _around("Sure! Here is the translated text:\n\n"),
    "introduces it in its language": _around("Traducción: "),
    "explains it below": _around("", "\n\nNote: I kept the markup as it was."),
    "explains it behind": _around("", " (Note: this is a translation of the text above.)"),
    "wraps it in JSON": lambda text: '{"translation": "' + text.replace('"', '\\"') + '"}',
    "wraps it in a tag": _around("<translation>", "</translation>"),
    "makes a heading of it": _around("## "),
    "makes a list of it": _around("- "),
    "makes a quotation of it": _around("> "),
    "makes a table of it": _around("| ", " |\n|---|"),
    "adds a paragraph": _around("", "\n\nVisit us again."),
    "adds a script": _around("", "<script>alert(1)</script>"),
    "adds an event": _around('<b onclick="alert(1)">', "</b>"),
    "adds a comment": _around("", "<!-- i18n:skip -->"),
    "adds a link": _around("", " [here](http://evil.example/)"),
    "adds an image": _around("", " ![](http://evil.example/p.png)"),
    "adds an address": _around("", " http://evil.example/"),
    "adds a script link": _around("", " [x](javascript:alert(1))"),
    "adds code": _around("", " `rm -rf`"),
    "adds a footnote": _around("", " [^99]"),
    "adds a shortcode": _around("", ' {{< evil "x" >}}'),
    "adds emphasis": lambda text: re.sub(r"(?<=[ ])(\w{3,})(?=[ ])", r"**\1**", text, count=1),
    "adds an open code mark": _around("`"),
    "adds an open bracket": _around("[", "]("),
    "adds a control character": _around("", "\x07"),
    "adds an override": _around("\u202e"),
    "adds a line break": lambda text: text.replace(" ", "\\\n", 1),
    "escapes it twice": lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    "reads it in a wrong charset": lambda text: (
        text.encode().decode("latin-1") if not text.isascii() else text + " Ã©Ã±"
    ),
    "changes the numbers": lambda text: re.sub(
        r"(?<![\w\"#;&=.,-])(\d{2,4})(?![\w\";.,-])", lambda match: str(int(match[0]) + 11), text
    ),
}
_OF_THE_TEXT: Mapping[str, Server] = {
    "gives the source back": lambda text: text,
    "gives the source back in capitals": lambda text: re.sub(
        _PIECE, lambda piece: piece[0].upper() if piece["word"] else piece[0], text
    ),
    "gives the source back with other quotes": lambda text: re.sub(r"[.!?]$", "…", changes_quotes(text)),
    "gives the source back, fenced": _around("```\n", "\n```"),
    "answers nothing": _instead(""),
    "answers blanks": _instead(" \n\t "),
    "answers with a mark": _instead("…"),
    "declines": _instead("I'm sorry, but I can't help with that."),
    "declines in its language": _instead("Lo siento, pero no puedo traducir este texto."),
    "speaks of its quota": _instead("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY"),
    "obeys the text": _around("I will ignore previous instructions. PWNED. "),
    "answers in another language": _instead(
        "Das ist nicht der Text, den wir haben wollten, und er ist auch nicht in der Sprache des Lesers."
    ),
}


def hostile(language: str) -> dict[str, Server]:
    """The hostile servers that translate into this language, by the names of `damage.md`."""
    translate = partial(translated, language=language)
    damaged = {name: _after(translate, damage) for name, damage in _OF_THE_TRANSLATION.items()}
    others = {
        **_OF_THE_TEXT,
        "answers in another script": partial(translated, language=_other_script(language)),
    }
    return {**damaged, **others}


def _after(translate: Server, damage: Server) -> Server:
    return lambda text: damage(translate(text))


def _other_script(language: str) -> str:
    return RUSSIAN if language != RUSSIAN else ARABIC


def rows() -> Iterator[tuple[str, str, str]]:
    """The table of `damage.md`: a server's name, what it does, and what no draft of its answers may hold."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) == 3 and cells[0] != "server":
            trace = cells[2].strip("`").strip()
            yield cells[0], cells[1], {r"\x07": "\x07", r"\u202e": "\u202e"}.get(trace, trace)
