"""Seeded errors: what goes wrong in translations, done to a good one.

Each is a function of a `Case` that gives the spoilt msgstr, or None where the case offers no place for it.
They know nothing of the checks: an error looks here as translators, editors and engines make it.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

CASED = frozenset({"de", "es", "fr", "pt-BR", "ru"})
UNSPACED = frozenset({"ja", "zh-Hans"})


@dataclass(frozen=True)
class Case:
    """A translated entry, and what else an error may be made of."""

    msgid: str
    msgstr: str
    tag: str
    elsewhere: str
    """The same text in another language."""
    another: str
    """The translation of another text."""
    chance: random.Random


Seed = Callable[[Case], str | None]
SEEDS: dict[str, Seed] = {}


def seed(name: str) -> Callable[[Seed], Seed]:
    def added(function: Seed) -> Seed:
        SEEDS[name] = function
        return function

    return added


def replaced(case: Case, pattern: str, new: str | Callable[[re.Match[str]], str]) -> str | None:
    """The text with one of the places that match put otherwise."""
    found = list(re.finditer(pattern, case.msgstr, re.DOTALL))
    if not found:
        return None
    match = case.chance.choice(found)
    put = new(match) if callable(new) else match.expand(new)
    spoilt = case.msgstr[: match.start()] + put + case.msgstr[match.end() :]
    return spoilt if spoilt != case.msgstr else None


def prose_places(text: str) -> list[int]:
    """Places between two letters that are in no markup."""
    covered = re.sub(
        r"`[^`]*`|\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>|\[\^[^\]]*\]|https?://\S+",
        lambda m: "\0" * len(m[0]),
        text,
    )
    return [at for at in range(1, len(text)) if covered[at - 1].isalpha() and covered[at].isalpha()]


def inserted(case: Case, what: str) -> str | None:
    places = prose_places(case.msgstr)
    if not places:
        return None
    at = case.chance.choice(places)
    return case.msgstr[:at] + what + case.msgstr[at:]


# --- links, code, footnotes, tags ---------------------------------------------------------------------------


@seed("link target changed")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<=\]\()(\w+://[^)\s]*?)(?=\))", lambda m: m[0].rstrip("/") + "-1")


@seed("reference label translated")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<=\]\[)([^\]]+)(?=\])", lambda m: m[0] + "x")


@seed("link lost, its words kept")
def _(case: Case) -> str | None:
    return replaced(case, r"\[([^\[\]^]+)\](?:\([^)]*\)|\[[^\]]*\])", r"\1")


@seed("link not closed")
def _(case: Case) -> str | None:
    return replaced(case, r"(\]\([^)]*)\)|(\]\[[^\]]*)\]", lambda m: m[1] or m[2])


@seed("blank between ] and (")
def _(case: Case) -> str | None:
    return replaced(case, r"\]\(", "] (")


@seed("link without words")
def _(case: Case) -> str | None:
    return replaced(case, r"\[[^\[\]^]+\](?=[(\[])", "[]")


@seed("code translated")
def _(case: Case) -> str | None:
    return replaced(case, r"`([^`]+)`", lambda m: f"`{m[1][:-1]}ö`")


@seed("code without its marks")
def _(case: Case) -> str | None:
    return replaced(case, r"`([^`]+)`", r"\1")


@seed("code in curly quotes")
def _(case: Case) -> str | None:
    return replaced(case, r"`([^`]+)`", "‘\\1’")


@seed("footnote lost")
def _(case: Case) -> str | None:
    return replaced(case, r"\[\^[^\]]+\]", "")


@seed("footnote label translated")
def _(case: Case) -> str | None:
    return replaced(case, r"\[\^([^\]]+)\]", r"[^\1a]")


@seed("footnote twice")
def _(case: Case) -> str | None:
    return replaced(case, r"\[\^[^\]]+\]", r"\g<0>\g<0>")


@seed("tag lost")
def _(case: Case) -> str | None:
    return replaced(case, r"</?[a-z][^>]*>", "")


@seed("tag new")
def _(case: Case) -> str | None:
    return inserted(case, "<b>")


@seed("attribute changed")
def _(case: Case) -> str | None:
    return replaced(case, r'(?<=lang=")(\w+)', "xx")


@seed("emphasis lost")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<![*\w])(\*+)([^*\s][^*]*)\1(?!\*)", r"\2")


@seed("emphasis not closed")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<![*\w])(\*+)([^*\s][^*]*)\1(?!\*)", r"\1\2")


@seed("blank inside emphasis")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<![*\w])(\*+)([^*\s][^*]*)\1(?!\*)", r"\1 \2 \1")


# --- blocks and characters ----------------------------------------------------------------------------------


@seed("a second paragraph")
def _(case: Case) -> str | None:
    return inserted(case, "\n\n")


@seed("a heading's mark")
def _(case: Case) -> str | None:
    return f"## {case.msgstr}"


@seed("a list's mark")
def _(case: Case) -> str | None:
    return f"- {case.msgstr}"


@seed("control character")
def _(case: Case) -> str | None:
    return inserted(case, "\x08")


@seed("bidi override")
def _(case: Case) -> str | None:
    return inserted(case, "\u202e")


@seed("bidi isolate left open")
def _(case: Case) -> str | None:
    return f"\u2067{case.msgstr}"


@seed("accents apart")
def _(case: Case) -> str | None:
    apart = unicodedata.normalize("NFD", case.msgstr)
    return apart if apart != case.msgstr else None


@seed("wrong charset")
def _(case: Case) -> str | None:
    spoilt = case.msgstr.encode().decode("cp1252", "replace")
    return spoilt if spoilt != case.msgstr else None


@seed("soft hyphen")
def _(case: Case) -> str | None:
    return inserted(case, "\u00ad")


@seed("byte order mark")
def _(case: Case) -> str | None:
    return inserted(case, "\ufeff")


@seed("tab")
def _(case: Case) -> str | None:
    return inserted(case, "\t")


@seed("escaped line break")
def _(case: Case) -> str | None:
    return f"{case.msgstr}\\n"


# --- numbers ------------------------------------------------------------------------------------------------


def changed_digit(match: re.Match[str]) -> str:
    digits = match[0]
    return digits[:-1] + str((int(digits[-1]) + 3) % 10)


_NUMBER = r"(?<![\w^.,\[`/-])\d{2,}(?![\w\]]*[\])])"


@seed("a digit changed")
def _(case: Case) -> str | None:
    return replaced(case, _NUMBER, changed_digit) if re.search(r"\d\d", case.msgid) else None


@seed("digits exchanged")
def _(case: Case) -> str | None:
    return (
        replaced(case, r"(?<![\w^.,\[`/-])(\d)(?!\1)(\d)(?!\w*\])", r"\2\1")
        if re.search(r"\d\d", case.msgid)
        else None
    )


@seed("a year lost")
def _(case: Case) -> str | None:
    years = set(re.findall(r"\b(?:19|20)\d\d\b(?!s)", case.msgid))
    text = case.msgstr
    for year in years & set(re.findall(r"(?:19|20)\d\d", text)):
        return text.replace(year, "", 1) if text.count(year) == 1 else None
    return None


# --- too little, too much, another text ---------------------------------------------------------------------


@seed("broken off in the middle")
def _(case: Case) -> str | None:
    return case.msgstr[: len(case.msgstr) * 2 // 5] if len(case.msgid) > 100 else None


@seed("only the first words")
def _(case: Case) -> str | None:
    return case.msgstr[: len(case.msgstr) // 6] if len(case.msgid) > 100 else None


@seed("only the first sentence")
def _(case: Case) -> str | None:
    parts = re.split(r"(?<=[.!?؟])\s+|(?<=[。！？])", case.msgstr)
    return parts[0] if len([part for part in parts if part]) >= 4 else None


@seed("blank")
def _(_: Case) -> str | None:
    return " "


@seed("the source")
def _(case: Case) -> str | None:
    return case.msgid if len(re.findall(r"\b[a-z]+\b", case.msgid)) >= 4 and "." in case.msgid else None


@seed("half in the source language")
def _(case: Case) -> str | None:
    words = case.msgid.split()
    if len(words) < 24 or re.search(r"[*`\[<]", case.msgid):
        return None
    return case.msgstr[: len(case.msgstr) // 2] + " " + " ".join(words[len(words) // 2 :])


@seed("another language")
def _(case: Case) -> str | None:
    return case.elsewhere if len(case.msgid) > 80 else None


@seed("the translation of another text")
def _(case: Case) -> str | None:
    return case.another


# --- what engines say ---------------------------------------------------------------------------------------

EXCUSES = {
    "ar": "عذرًا، لا أستطيع المساعدة في هذا الطلب.",
    "de": "Es tut mir leid, aber dabei kann ich nicht helfen.",
    "es": "Lo siento, pero no puedo ayudar con esa solicitud.",
    "fr": "Je suis désolé, mais je ne peux pas vous aider.",
    "ja": "申し訳ありませんが、そのリクエストにはお応えできません。",
    "zh-Hans": "抱歉，我无法满足您的这个请求。",
}
OPENINGS = {
    "ar": "إليك الترجمة إلى العربية: ",
    "de": "Hier ist die deutsche Übersetzung: ",
    "es": "Aquí tienes la traducción: ",
    "fr": "Voici la traduction en français : ",
    "ja": "以下が日本語訳です：",
    "zh-Hans": "以下是中文翻译：",
}


@seed("an excuse")
def _(case: Case) -> str | None:
    return EXCUSES[case.tag]


@seed("an excuse in English")
def _(_: Case) -> str | None:
    return "I'm sorry, but I can't assist with that."


@seed("an opening remark")
def _(case: Case) -> str | None:
    return OPENINGS[case.tag] + case.msgstr


@seed("an opening remark in English")
def _(case: Case) -> str | None:
    return f"Sure! Here is the translation:\n{case.msgstr}"


@seed("a closing remark")
def _(case: Case) -> str | None:
    return f"{case.msgstr}\n(Note: I kept the names as they are in the translation.)"


@seed("quotation marks around it")
def _(case: Case) -> str | None:
    around = {"de": "„“", "fr": "«»", "es": "«»", "ar": "«»", "ja": "「」", "zh-Hans": "“”"}[case.tag]
    whole = not re.match(r"[\"*_`\[]", case.msgid) and not re.search('[„“«»「」”"]', case.msgstr)
    return around[0] + case.msgstr + around[1] if whole else None


@seed("a fence around it")
def _(case: Case) -> str | None:
    return f"```\n{case.msgstr}\n```"


@seed("a token left")
def _(case: Case) -> str | None:
    return inserted(case, " XQ3Z ")


@seed("a tag of XLIFF left")
def _(case: Case) -> str | None:
    return inserted(case, ' <x id="2"/> ')


@seed("a loop")
def _(case: Case) -> str | None:
    part = case.msgstr[: max(8, min(30, len(case.msgstr) // 3))]
    return case.msgstr + part * 5 if len(case.msgstr) > 40 else None


# --- typing -------------------------------------------------------------------------------------------------


@seed("full stop lost")
def _(case: Case) -> str | None:
    whole = case.msgid.endswith(".") and len(case.msgid) > 40 and case.msgstr[-1] in ".。"
    return case.msgstr[:-1] if whole else None


@seed("question mark lost")
def _(case: Case) -> str | None:
    return case.msgstr[:-1] + "." if case.msgid.endswith("?") and case.msgstr[-1] in "?؟？" else None


@seed("colon for full stop")
def _(case: Case) -> str | None:
    return case.msgstr[:-1] + ":" if case.msgid.endswith(".") and case.msgstr[-1] in ".。" else None


@seed("two blanks")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<=\w) (?=\w)", "  ")


@seed("blank at the end")
def _(case: Case) -> str | None:
    return case.msgstr + " "


@seed("blank at the beginning")
def _(case: Case) -> str | None:
    return " " + case.msgstr


@seed("line break at the end")
def _(case: Case) -> str | None:
    return case.msgstr + "\n"


@seed("a word twice")
def _(case: Case) -> str | None:
    if case.tag in UNSPACED:
        return None
    return replaced(case, r"(?<= )([^\W\d_]{4,})(?= )", r"\1 \1")


@seed("blank before a comma")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<=[^\W\d_])([,،])(?= )", r" \1") if case.tag not in UNSPACED else None


@seed("no blank after a comma")
def _(case: Case) -> str | None:
    return (
        replaced(case, r"(?<=[^\W\d_]{3})([,،]) (?=[^\W\d_]{3})", r"\1") if case.tag not in UNSPACED else None
    )


@seed("a quotation mark lost")
def _(case: Case) -> str | None:
    return replaced(case, "[“”„«»「」]", "") if not re.search(r"['`]", case.msgid) else None


@seed("a bracket lost")
def _(case: Case) -> str | None:
    return replaced(case, r"(?<!\])[(（](?=[^)）]*[)）])|(?<=\w)[)）](?![^(]*\])", "")


@seed("capitals throughout")
def _(case: Case) -> str | None:
    plain = not re.search(r"[`\[<]", case.msgstr) and len(case.msgstr) > 20
    return case.msgstr.upper() if case.tag in CASED and plain else None


@seed("small letter at the beginning")
def _(case: Case) -> str | None:
    if (
        case.tag not in CASED
        or len(case.msgid.split()) < 8
        or not case.msgid[0].isupper()
        or case.msgid[-1] != "."
    ):
        return None
    return (
        case.msgstr[0].lower() + case.msgstr[1:]
        if case.msgstr[0].isupper() and case.msgstr[1].islower()
        else None
    )


@seed("a name misspelt")
def _(case: Case) -> str | None:
    names = [
        name for name in re.findall(r"\b[A-Z][A-Za-z]+[A-Z][A-Za-z]+\b", case.msgid) if name in case.msgstr
    ]
    names = [name for name in names if case.msgstr.count(name) == case.msgid.count(name) == 1]
    if not names:
        return None
    name = case.chance.choice(sorted(names))
    at = case.chance.randrange(1, len(name) - 2)
    wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return case.msgstr.replace(name, wrong) if wrong.lower() != name.lower() else None


@seed("a letter of another script")
def _(case: Case) -> str | None:
    return replaced(
        case,
        r"(?<=[A-Za-z])[aeo](?=[A-Za-z])(?![^<]*>)(?![^(]*\))",
        lambda m: {"a": "а", "e": "е", "o": "о"}[m[0]],
    )


@seed("punctuation of another script")
def _(case: Case) -> str | None:
    if case.tag == "ar":
        return replaced(case, "(?<=[\u0620-\u064a])، ", ", ")
    if case.tag in UNSPACED:
        return replaced(case, "(?<=[\u3041-\u30fa\u4e00-\u9fff])[，、](?=[\u3041-\u30fa\u4e00-\u9fff])", ",")
    return None


@seed("quotation marks of another language")
def _(case: Case) -> str | None:
    if case.tag == "de":
        return replaced(case, "„([^“]*)“", "“\\1”")
    if case.tag == "fr":
        return replaced(case, "«[ \u00a0\u202f]*([^»]*?)[ \u00a0\u202f]*»", "„\\1“")
    return None


@seed("question not opened")
def _(case: Case) -> str | None:
    return replaced(case, "[¿¡]", "") if case.tag == "es" else None


@seed("no-break space lost")
def _(case: Case) -> str | None:
    return replaced(case, "[\u00a0\u202f](?=[:;!?»])|(?<=«)[\u00a0\u202f]", "") if case.tag == "fr" else None


@seed("stretched word")
def _(case: Case) -> str | None:
    return (
        replaced(case, "(?<=[\u0628\u062a\u0633\u0645\u0646])(?=[\u0627\u0628\u062a\u0631])", "\u0640\u0640")
        if case.tag == "ar"
        else None
    )


@seed("decimal point")
def _(case: Case) -> str | None:
    return (
        replaced(case, r"(?<=\d),(?=\d{1,2}\b)", ".")
        if case.tag in ("de", "es", "fr") and re.search(r"\d\.\d\b", case.msgid)
        else None
    )


@seed("grouping comma")
def _(case: Case) -> str | None:
    grouped = re.search(r"\d,\d{3}", case.msgid) and case.tag in ("de", "es", "fr")
    return replaced(case, "(?<=\\d)[. \u00a0\u202f](?=\\d{3}\\b)", ",") if grouped else None


@seed("a tick lost")
def _(case: Case) -> str | None:
    return case.msgstr[1:].lstrip() if case.msgid[0] in "✔✓→•" and case.msgstr[0] == case.msgid[0] else None


@seed("a spreadsheet's formula")
def _(case: Case) -> str | None:
    return f"={case.msgstr}"


@seed("the other Chinese")
def _(case: Case) -> str | None:
    if case.tag != "zh-Hans":
        return None
    table = str.maketrans(
        "这个来时说对国会为学种发开门东书见经过还进远边电话语请让问题间应该样两买卖没长马气机无义务实现认识关",
        "這個來時說對國會為學種發開門東書見經過還進遠邊電話語請讓問題間應該樣兩買賣沒長馬氣機無義務實現認識關",
    )
    spoilt = case.msgstr.translate(table)
    return spoilt if sum(a != b for a, b in zip(spoilt, case.msgstr, strict=True)) >= 4 else None
