"""How the real servers speak: what they read in a request, and what they answer, faults included.

Each follows its documentation, or its code where that is public: see the modules of the engines.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Reply = tuple[int, Any]
"""A status, and a page or a value that goes as JSON."""

PATHS = {"google": "/m", "mymemory": "/get", "chat": "/v1"}
"""What the engine's ``url`` ends in."""
_APART = re.compile(r"(<[^<>]*>|&\w+;)")


@dataclass(frozen=True)
class Question:
    path: str
    query: Mapping[str, str]
    body: Any
    headers: Mapping[str, str]
    translate: Callable[[str], str]


@dataclass(frozen=True)
class Speaker:
    texts: Callable[[Question], tuple[str, ...]]
    reply: Callable[[Question, str], Reply]


def upper(text: str) -> str:
    """In upper case, but for tags and entities."""
    return "".join(part if number % 2 else part.upper() for number, part in enumerate(_APART.split(text)))


def status_of(fault: str) -> int:
    """The status that a fault is, if it is one."""
    return int(fault) if fault.isdecimal() else 0


# --- google -------------------------------------------------------------------------------------------------

_PAGE = '<html><body><div class="result-container">{}</div></body></html>'
_SORRY = "<html><body><h1>Sorry</h1>We cannot do this now.</body></html>"


def _google(question: Question, fault: str) -> Reply:
    text = question.query["q"]
    if status := status_of(fault):
        return status, _SORRY
    match fault:
        case "nothing":
            return 200, _PAGE.format("")
        case "error page":
            return 200, _SORRY
        case "echo":
            return 200, _PAGE.format(html.escape(text))
        case _:
            return 200, _PAGE.format(html.escape(question.translate(text)))


# --- mymemory -----------------------------------------------------------------------------------------------

_WARNING = (
    "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN  09 HOURS 41"
    " MINUTES 16 SECONDS VISIT HTTPS://MYMEMORY.TRANSLATED.NET/DOC/USAGELIMITS.PHP TO TRANSLATE MORE"
)
_COMPLAINTS = {
    "language": "'XX' IS AN INVALID TARGET LANGUAGE . EXAMPLE: LANGPAIR=EN|IT USING 2 LETTER ISO OR RFC3066",
    "too long": "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS",
    "other": "SOMETHING ELSE",
}


def _mymemory(question: Question, fault: str) -> Reply:
    if status := status_of(fault):
        return status, "<html>no</html>"
    if fault in ("quota", "quota 429"):
        return 429 if fault == "quota 429" else 200, _memory(_WARNING, 429, match=None, spent=True)
    if fault in _COMPLAINTS:
        return 200, _memory(_COMPLAINTS[fault], "403", match=None)
    match = {"other text": 0.74, "nothing": None}.get(fault, 0.85)
    return 200, _memory("" if fault == "nothing" else question.translate(question.query["q"]), 200, match)


def _memory(text: str, status: int | str, match: float | None, *, spent: bool = False) -> dict[str, Any]:
    return {
        "responseData": {"translatedText": text, "match": match},
        "quotaFinished": spent,
        "responseDetails": "" if status == 200 else text,
        "responseStatus": status,
        "matches": [{"segment": "another text", "translation": "OTRO TEXTO", "match": 0.5}],
    }


# --- libre --------------------------------------------------------------------------------------------------

_LIBRE_ERRORS = {
    "language": (400, "xx is not supported"),
    "pair": (400, "Welsh (cy) is not available as a target language from English (en)"),
    "too long": (400, "Invalid request: request (3000) exceeds text limit (2000)"),
    "no key": (400, "Please contact the server operator to get an API key"),
    "wrong key": (403, "Invalid API key"),
    "429": (429, "Slowdown: 20 per 1 minute"),
}


def _libre(question: Question, fault: str) -> Reply:
    if fault in _LIBRE_ERRORS:
        status, words = _LIBRE_ERRORS[fault]
        return status, {"error": words}
    if status := status_of(fault):
        return status, {"error": f"no: {question.body.get('api_key')}"}
    if fault == "nothing":
        return 200, {"translatedText": None}
    translated = question.translate(question.body["q"])
    return 200, {"translatedText": html.unescape(translated)}


# --- deepl --------------------------------------------------------------------------------------------------


def _deepl(question: Question, fault: str) -> Reply:
    if status := status_of(fault):
        words = {456: "Quota Exceeded", 403: f"Wrong key {question.headers.get('Authorization')}"}
        return status, {"message": words.get(status, "no")}
    texts = question.body["text"]
    if len(texts) > 50 or "auth_key" in question.query or "auth_key" in question.body:
        return 400, {"message": "Bad request"}
    answers = [
        {"detected_source_language": "EN", "text": None if fault == "nothing" else question.translate(text)}
        for text in texts
    ]
    return 200, {"translations": answers[:-1] if fault == "count" else answers}


# --- microsoft ----------------------------------------------------------------------------------------------

_MICROSOFT_ERRORS = {
    "quota": (
        403,
        403001,
        "The subscription has exceeded its free quota.",
    ),
    "language": (400, 400036, "The target language is not valid."),
    "too long": (400, 400077, "The maximum request size has been exceeded."),
    "429": (429, 429001, "The server rejected the request because the client exceeded request limits."),
    "401": (401, 401000, "The request is not authorized because credentials are missing or invalid."),
}


def _microsoft(question: Question, fault: str) -> Reply:
    if fault in _MICROSOFT_ERRORS:
        status, code, words = _MICROSOFT_ERRORS[fault]
        return status, {"error": {"code": code, "message": words}}
    if status := status_of(fault):
        key = question.headers.get("Ocp-Apim-Subscription-Key")
        return status, {"error": {"code": status * 1000, "message": f"no {key}"}}
    answers = [
        {"translations": [{"text": question.translate(item["text"]), "to": question.query["to"]}]}
        if fault != "nothing"
        else {"translations": []}
        for item in question.body
    ]
    return 200, answers[:-1] if fault == "count" else answers


# --- chat ---------------------------------------------------------------------------------------------------


def _chat_texts(question: Question) -> tuple[str, ...]:
    document = json.loads(question.body["messages"][1]["content"])
    return tuple(item["text"] for item in document["texts"])


_CHAT_ERRORS = {
    "quota": (429, "You exceeded your current quota.", "insufficient_quota"),
    "402": (402, "Insufficient Balance", "invalid_request_error"),
    "too long": (400, "This model's maximum context length is 2048 tokens.", "context_length_exceeded"),
    "404": (404, "The model `tiny` does not exist.", "model_not_found"),
    "no form": (400, "This response_format type is unavailable now", "invalid_request_error"),
}


def _chat(question: Question, fault: str) -> Reply:
    if fault == "no schema":
        wanted = question.body.get("response_format", {}).get("type")
        fault = "no form" if wanted == "json_schema" else ""
    if fault in _CHAT_ERRORS:
        status, words, code = _CHAT_ERRORS[fault]
        return status, {"error": {"message": words, "type": code, "code": code}}
    if status := status_of(fault):
        return status, {"error": {"message": f"no {question.headers.get('Authorization')}"}}
    numbered = {str(number): question.translate(text) for number, text in enumerate(_chat_texts(question), 1)}
    content, reason = _damaged(numbered, fault)
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if fault == "refusal":
        message |= {"content": None, "refusal": "I cannot help with that."}
    return 200, {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": []
        if fault == "no choice"
        else [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def _damaged(numbered: dict[str, str], fault: str) -> tuple[Any, str]:
    """What the model says, and why it ended."""
    said = json.dumps(numbered, ensure_ascii=False)
    last = str(len(numbered))
    items = [{"number": int(key), "translation": text} for key, text in numbered.items()]
    damages: dict[str, tuple[Any, str]] = {
        "fence": (f"Here is the translation:\n```json\n{said}\n```\nDo you want {{more}}?", "stop"),
        "thought": (f'<think>{{"1": "no"}} or so</think>\n{said}', "stop"),
        "listed": (json.dumps({"translations": items}), "stop"),
        "parts": ([{"type": "text", "text": said}], "stop"),
        "left out": (json.dumps({key: text for key, text in numbered.items() if key != last}), "stop"),
        "added": (json.dumps({**numbered, str(len(numbered) + 1): "MORE"}), "stop"),
        "twice": (said.replace("{", '{"1": "AGAIN", ', 1), "stop"),
        "number": (json.dumps({**numbered, last: 7}), "stop"),
        "length": (said[: len(said) - 10], "length"),
        "filter": ("", "content_filter"),
        "nothing": (None, "stop"),
        "talk": ("I would rather talk about the weather.", "stop"),
    }
    return damages.get(fault, (said, "stop"))


SPEAKERS: Mapping[str, Speaker] = {
    "google": Speaker(lambda question: (question.query["q"],), _google),
    "mymemory": Speaker(lambda question: (question.query["q"],), _mymemory),
    "libre": Speaker(lambda question: (question.body["q"],), _libre),
    "deepl": Speaker(lambda question: tuple(question.body["text"]), _deepl),
    "microsoft": Speaker(lambda question: tuple(item["text"] for item in question.body), _microsoft),
    "chat": Speaker(_chat_texts, _chat),
}
