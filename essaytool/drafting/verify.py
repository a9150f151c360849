"""What makes an engine's answer a draft: it is no echo, it keeps all markup, and it fits its places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from essaytool.checks import refusals
from essaytool.drafting.answers import translation_in
from essaytool.engines import Answer, Unanswered
from essaytool.errors import Refusal
from essaytool.languages import Language
from essaytool.markdown.contexts import canon
from essaytool.markdown.protect import CARRIERS, Protected, addresses, emphases, is_unspaced, restore
from essaytool.markdown.verify import invented_markup
from essaytool.model import Context, Term, Unit

_NAME = 2
"""A text of so many words may be a name, which is the same in both languages."""
_LETTERS_A_WORD = 2
"""Of scripts that put no blank between words."""


class Asked(Protocol):
    """What an engine was asked: a text, and the places of the essay where its translation will stand."""

    @property
    def units(self) -> Sequence[Unit]: ...

    @property
    def protected(self) -> Protected: ...


def accepted(
    asked: Asked, answer: Answer, source: Language, target: Language, terms: Sequence[Term] = ()
) -> str:
    """The msgstr that this answer makes. Raises `Refusal`, with the reason, where it makes none.

    `terms` are those of the glossary that occur in the text. What is repaired, and what is refused, are said
    in `essaytool.drafting.answers` and `essaytool.markdown.protect`.
    """
    return fitting(asked.units, translated(asked, answer, source, target), source, target, terms)


def translated(asked: Asked, answer: Answer, source: Language, target: Language) -> str:
    """The translation that an answer holds, with the markup back in its place. Raises `Refusal`."""
    if isinstance(answer, Unanswered):
        raise Refusal(answer.reason)
    protected = asked.protected
    if not protected.has_words:
        return protected.msgid
    text = translation_in(answer, protected.text, protected.carrier)
    if _is_echo(text, protected, source, target):
        raise Refusal("the engine gave the source back")
    return restore(protected, text)


def fitting(
    units: Sequence[Unit], text: str, source: Language, target: Language, terms: Sequence[Term] = ()
) -> str:
    """A translation in the form that stands in all places of its entry. Raises `Refusal` for one that makes
    no draft there, whoever translated it.
    """
    msgstr, unit = _placed(units, text), units[0]
    _refuse_inventions(unit.msgid, msgstr)
    if reasons := refusals(unit.msgid, msgstr, unit.context, source, target, terms):
        raise Refusal("; ".join(reasons))
    return msgstr


def _placed(units: Sequence[Unit], text: str) -> str:
    """The text as it stands in the first of its places, if it can stand in all of them."""
    msgstr = canon(units[0], text)
    for unit in units[1:]:
        canon(unit, msgstr)
    return msgstr


def _is_echo(text: str, protected: Protected, source: Language, target: Language) -> bool:
    """Whether an answer is the source, but for its placeholders, marks and case."""
    if _base(source) == _base(target) or not is_sentence(text):
        return False
    return _letters(text, protected.carrier) == _letters(protected.text, protected.carrier)


def _base(language: Language) -> str:
    return language.tag.partition("-")[0]


def _letters(text: str, carrier: str) -> str:
    """The letters and digits of a text in a carrier, without its placeholders."""
    return "".join(filter(str.isalnum, CARRIERS[carrier].words(text))).casefold()


def _refuse_inventions(msgid: str, msgstr: str) -> None:
    """Refuse what leads elsewhere or means something to a program, and the source lacks."""
    elsewhere = (addresses(msgstr) - addresses(msgid)).elements()
    stressed = (emphases(msgstr, Context.INLINE) - emphases(msgid, Context.INLINE)).elements()
    if invented := [*invented_markup(msgid, msgstr), *sorted(elsewhere), *sorted(stressed)]:
        raise Refusal(f"the engine made up {invented[0]}")


def is_sentence(text: str) -> bool:
    """Whether a text is more than a name."""
    unspaced = sum(not character.isascii() and is_unspaced(character) for character in text)
    return len(text.split()) + unspaced // _LETTERS_A_WORD > _NAME


def folded(text: str) -> str:
    """A text blind to case and white space."""
    return " ".join(text.split()).casefold()
