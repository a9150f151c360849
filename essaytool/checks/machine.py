"""What engines leave in a text that is no part of its translation.

Each of these is looked for in the msgid as well: a text that speaks of such things may go on doing so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaytool.checks.pairs import Fault, Pair
from essaytool.markdown.protect.carriers import PLACEHOLDER, own_names

# How language models decline, and how they introduce their work, in the languages that they answer in.
_REFUSAL = re.compile(
    r"""[\s"'“*]*(?:
    (?:i['’]?\s?a?m\s+)?(?:very\s+|so\s+)?sorry[,.]?\s+(?:but\s+)?(?:i|this|as)\b
    |i\s+(?:can['’]?t|cannot|can\s+not|am\s+(?:not\s+able|unable)\s+to|won['’]?t)\s+
        (?:help|assist|translate|provide|fulfil|comply|do\s+that|complete|process|answer)
    |(?:i\s+apologi[sz]e|my\s+apologies|unfortunately,\s+i\s+(?:can|am|do))
    |as\s+an?\s+(?:ai|(?:large\s+)?language\s+model)\b|i['’]?\s?a?m\s+(?:just\s+)?an\s+ai\b
    |es\s+tut\s+mir\s+(?:sehr\s+)?leid\b|leider\s+kann\s+ich\b.{0,40}nicht
    |als\s+(?:ki|sprachmodell)\b|ich\s+kann\s+(?:ihnen\s+|dir\s+)?(?:dabei|das|diesen\s+text)\s+(?:leider\s+)?nicht
    |(?:je\s+suis\s+)?(?:vraiment\s+)?désolée?,?\s+(?:mais\s+)?je\b|en\s+tant\s+qu['’](?:ia|intelligence|assistant)
    |lo\s+siento,?\s+(?:pero\s+)?(?:no\s+p|como|soy)|como\s+(?:modelo\s+de|una?\s+ia\b|inteligencia)
    |(?:sinto\s+muito|desculpe|lamento),?\s+(?:mas\s+)?(?:não\s+p|eu|como|sou)|como\s+um\s+modelo\s+de
    |mi\s+dispiace,?\s+(?:ma\s+)?(?:non|come)|in\s+quanto\s+(?:ia|modello)
    |het\s+spijt\s+me,?|przepraszam,?\s+(?:ale\s+)?nie\s+mog|üzgünüm,?\s+(?:ama\s+|ancak\s+)?
    |(?:извините|простите|к\s+сожалению),?\s+(?:но\s+)?я\s+(?:не\b|языковая)|как\s+(?:ии|языковая\s+модель)\b
    |申し訳(?:ありません|ございません)(?:が|。|、)|すみませんが|(?:私は)?(?:ai|言語モデル)(?:として|です|なので)
    |(?:很)?抱歉[,，。]?\s*(?:但|我|作为)?.{0,4}(?:无法|不能|無法|没有办法)|对不起[,，]\s*我|作为(?:一个|一名)?(?:人工智能|ai|语言模型)
    |죄송합니다|죄송하지만
    |(?:عذر[اًا]+|آسف|أعتذر|نعتذر)[،,]?\s*(?:ولكن(?:ني)?|لكن(?:ني)?|لا|أنا)|(?:بصفتي|كوني)\s+(?:نموذج|ذكاء)
    |(?:क्षमा\s+करें|माफ़?\s+करें|मुझे\s+खेद\s+है)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CHATTER = re.compile(
    r"""[\s"'“*]*(?:
    (?:sure|certainly|of\s+course|absolutely|okay|ok)[!,.]\s+(?:here|i|this|the\s+transl|let)
    |here(?:['’]s|\s+is|\s+are)\s+(?:the|your|a|my)\s+(?:\w+\s+){0,3}(?:translat\w*|version|text)\b
    |(?:the\s+)?(?:\w+\s+)?translat(?:ion|ed\s+text)(?:\s+(?:in|to|into)\s+\w+)?\s*:
    |translated\s+(?:text|version|into|to)\b|(?:your|this)\s+translation\b|i(?:['’]ve|\s+have)\s+translated
    |(?:hier|nachfolgend)\s+(?:ist|finden\s+sie|folgt)\s+(?:die|der|eine|ihre)\s+(?:\w+\s+)?(?:übersetz\w+)|übersetzung\s*:
    |(?:gerne|natürlich|selbstverständlich)[!,]\s+hier
    |(?:bien\s+sûr\s*[!,.]\s*)?voici\s+(?:la|une|votre)\s+(?:\w+\s+)?traduction|traduction\s*:|bien\s+sûr\s*[!,.]\s+(?:voici|je)
    |(?:claro|por\s+supuesto)[!,.]\s+(?:aquí|aqui)|aqu[ií]\s+(?:está|tienes?|tiene)\s+(?:l?a|el|una|o|su|tu)\s+(?:\w+\s+)?tradu[cç]\w+
    |traducción\s*:|tradução\s*:|traduzione\s*:|ecco\s+(?:la|il)\s+(?:\w+\s+)?tradu\w+|vertaling\s*:|tłumaczenie\s*:|çeviri\s*:
    |(?:вот|конечно[!,.]\s+вот)\s+(?:ваш\s+)?перевод|перевод(?:\s+на\s+\w+)?\s*:
    |(?:以下[がはに]|こちらは?|はい、).{0,12}(?:翻訳|訳文|訳)(?:です|になります|：|:|。)|(?:日本語)?(?:翻訳|訳文|訳)\s*[:：]
    |(?:以下是|这是|這是|下面是).{0,12}(?:翻译|譯文|译文|翻譯)|(?:中文)?(?:翻译|译文|翻譯|譯文)(?:结果|如下)?\s*[:：]
    |번역\s*[:：]|다음은.{0,12}번역
    |(?:إليك|هذه\s+هي|فيما\s+يلي|هنا)\s+(?:هي\s+)?(?:ال)?ترجم\w*|(?:ال)?ترجمة\s*:
    |(?:यहाँ|यहां|यह\s+रहा).{0,20}अनुवाद|अनुवाद\s*:
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"[\s(\[*]*(?:note|translator['’]s\s+note|explanation|n\.?b\.?|let\s+me\s+know|i\s+hope\s+this|please\s+let\s+me"
    r"|anmerkung|hinweis|remarque|nota|примечание|注[:：]|备注|註)[^\n]{0,60}"
    r"(?:translat|übersetz|tradu|перев|翻译|翻訳|翻譯|ترجم|अनुवाद|helps|know\b)",
    re.IGNORECASE,
)
_LAST_SENTENCE = re.compile(r"[.!?؟)]\s+(?=\S)|\n|[。！？]")
_INSTRUCTION = re.compile(
    r"ignore\s+(?:all\s+)?(?:previous|prior|the\s+above)\s+instructions|<\|(?:im_|end|start|assistant|user)|\[/?INST\]"
    r"|</?(?:think|translation|target|source|output|answer)>|^\s*(?:assistant|user|system)\s*:",
    re.IGNORECASE,
)

_MAY_BE_INSTRUCTION = re.compile(
    r"nstruction|<[|/a-zA-Z]|INST\]|:(?<=^[a-zA-Z]{4}:)|:(?<=^[a-zA-Z]{6}:)|:(?<=^[a-zA-Z]{9}:)"
)
_MAY_BE_OURS = re.compile("[Xx]\\s*[Qq]|[\ue000-\uf8ff\U000f0000-\U000ffffd]")
_SENT = re.compile(
    r"<\s*/?\s*(?:x|g|bx|ex|ph|m|t|span)\s+id\s*=[^<>]*>|</?[xgtm]\d+\s*/?>|\[[Xx]\d+[Xx]\]|⟦[^⟦⟧]*⟧|__[A-Z]{1,6}_?\d+__"
    r"|\{\{?\s*\d+\s*\}?\}|@@\w+@@"
)
"""How placeholders look that are not ours: XLIFF's, Weblate's, those that people make up."""

_PAIRS = ('""', "''", "“”", "„“", "„”", "«»", "»«", "‘’", "‚‘", "「」", "``")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")


def refusal(pair: Pair) -> Iterator[Fault]:
    if _REFUSAL.match(pair.msgstr) and not _REFUSAL.match(pair.msgid) and not _speaks_of_sorrow(pair.msgid):
        yield Fault("the text is an engine's excuse, not a translation")


def _speaks_of_sorrow(text: str) -> bool:
    return (
        re.search(r"sorry|afraid|apolog|regret|unfortunat|forgive|pardon|excuse", text, re.IGNORECASE)
        is not None
    )


def chatter(pair: Pair) -> Iterator[Fault]:
    if (found := _CHATTER.match(pair.msgstr)) and not _CHATTER.match(pair.msgid):
        yield Fault(f"an engine speaks before the translation: {found[0].strip()}")
    if not _MAY_BE_INSTRUCTION.search(pair.msgstr):
        pass
    elif (found := _INSTRUCTION.search(pair.msgstr)) and not _INSTRUCTION.search(pair.msgid):
        yield Fault(f"a part of an engine's instructions is in the text: {found[0].strip()}", found.start())
    if (at := _afterthought(pair.msgstr)) and not _afterthought(pair.msgid):
        yield Fault("an engine speaks after the translation", at)


def _afterthought(text: str) -> int:
    """Where a last remark begins; 0 for none."""
    for found in _LAST_SENTENCE.finditer(text, max(len(text) - 300, 1)):
        if _AFTERTHOUGHT.match(text, found.end()):
            return found.end()
    return 0


def leaked_placeholder(pair: Pair) -> Iterator[Fault]:
    text = pair.msgstr
    if _MAY_BE_OURS.search(text) and own_names(text) - own_names(pair.msgid):
        first = next(match for match in PLACEHOLDER.finditer(text))
        yield Fault(
            f"a placeholder that only engines should see is left in the text: {first[0]}", first.start()
        )
    for found in _SENT.finditer(text):
        if found[0] not in pair.msgid:
            yield Fault(
                f"a placeholder that only engines should see is left in the text: {found[0]}", found.start()
            )


def wrapped(pair: Pair) -> Iterator[Fault]:
    own, their = pair.msgid.strip(), pair.msgstr.strip()
    if (found := _FENCE.match(pair.msgstr)) and not _FENCE.match(pair.msgid):
        yield Fault("the whole text stands in a code fence", found.end() - 3)
    elif (mark := _wrapping(their)) and not _is_quotation(own):
        yield Fault(f"the whole text stands in quotation marks: {mark}")


def _wrapping(text: str) -> str:
    """The pair of quotation marks around a whole text; empty if there is none."""
    if len(text) < 3:
        return ""
    mark = text[0] + text[-1]
    inner = text[1:-1]
    return mark if mark in _PAIRS and mark[0] not in inner and mark[1] not in inner else ""


def _is_quotation(msgid: str) -> bool:
    """Whether its translation may stand in quotation marks, as some scripts write emphasis."""
    return bool(re.match(r"[\"'“‘„«*_`\[]", msgid)) or msgid[-1:] in "\"'”’»*_`"


_CHUNK = 12
"""Characters: what comes again within a loop, and is rarely said twice otherwise."""
_COPIES = 3


def repeated_text(pair: Pair) -> Iterator[Fault]:
    """A neural engine in a loop writes one phrase over and over."""
    at = _loop(pair.msgstr)
    if at >= 0 and _loop(pair.msgid) < 0:
        yield Fault(f"the text repeats itself: {pair.msgstr[at : at + 40]}", at)


def _loop(text: str) -> int:
    """Where three copies of a phrase stand in a row; -1 if they do nowhere."""
    for at in range(0, len(text) - _COPIES * _CHUNK, _CHUNK):
        again = text.find(text[at : at + _CHUNK], at + 1)
        if (
            again > 0
            and text.startswith(text[at:again] * (_COPIES - 1), again)
            and not _is_rule(text[at:again])
        ):
            return at
    return -1


def _is_rule(phrase: str) -> bool:
    """Whether a phrase is a row of dots or dashes."""
    return not any(map(str.isalpha, phrase))
