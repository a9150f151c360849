"""Chat: any server that speaks OpenAI's chat completions, a vendor's or one on this machine.

``POST {url}/chat/completions`` is what DeepSeek, Mistral, OpenRouter, Ollama, vLLM, llama.cpp and others
take. A request has many texts of an essay in it, with the essay's title, what stands around them, and the
glossary. A JSON schema holds the answer to one translation a text, where the server takes one; where it does
not, it is asked for JSON, and where it takes nothing of the kind, the prompt has to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from essaytool.engines.hosted import Hosted
from essaytool.engines.http import Declined, Patience, Reading, Reply, Request
from essaytool.engines.prompt import VERSION, answers, messages, schema
from essaytool.engines.protocol import Answer, Batch, EngineSettings, Limits, Unanswered
from essaytool.errors import EngineError
from essaytool.languages import Language

_PATH = "/chat/completions"
_FORMATS = ("json_schema", "json_object", "")
"""What an answer's form is asked for as, the strictest first."""
_SPENT = ("insufficient_quota", "insufficient balance", "billing_hard_limit_reached", "credit balance")
_TOO_LONG = ("context_length_exceeded", "maximum context length", "context size", "context window")


class Chat(Hosted):
    """The engine. Its server and its model are for the settings to say."""

    name = "chat"
    carriers = ("xml",)
    reads_context = True
    takes_terms = True
    takes = Limits(text=6_000, texts=20, batch=8_000, at_once=4, seconds=15.0)
    patience = Patience(read=300.0, whole=600.0)
    """A model on this machine takes its time, and says nothing until it is done."""
    needs_key = True

    def __init__(self, settings: EngineSettings, patience: Patience | None = None) -> None:
        usual = self.patience
        if seconds := settings.get("timeout"):
            usual = replace(usual, read=float(seconds), whole=float(seconds))
        self.reading = Reading(stops=_stopped, declines=_complaint, reads=_refuses_form)
        super().__init__({**settings, "url": _base(settings)}, patience or usual)
        self.limits = replace(self.limits, texts=settings.get("texts") or self.limits.texts)
        self._named = str(settings.get("model", ""))
        self.model = f"{self._named}/{VERSION}" if self._named else ""
        self._form = 0

    def available(self) -> str:
        lacks = super().available()
        return lacks if lacks or self._named else "needs a model: the setting `engines.chat.model`"

    def speaks(self, source: Language, target: Language) -> bool:
        """What a model knows, it is for its user to know."""
        return source != target

    def ask(self, batch: Batch) -> Sequence[Answer]:
        if not self._named:
            raise EngineError(f"chat {self.available()}")
        reply = self._reply(batch)
        choice = _choice(reply.json())
        if choice is None:
            raise Declined(f"{self.connection.host}'s answer cannot be read")
        count = len(batch.texts)
        if refused := _refused(choice):
            return [Unanswered(refused)] * count
        return answers(_content(choice), count, cut_off=choice.get("finish_reason") == "length")

    def _reply(self, batch: Batch) -> Reply:
        """The server's answer, in the strictest form that it takes."""
        for form in _FORMATS[self._form :]:
            reply = self._asked(batch, form)
            if not (form and _refuses_form(reply)):
                return reply
            self._form = max(self._form, _FORMATS.index(form) + 1)
            if not batch.may_repeat():
                break
        raise Declined("the budget allows no further attempt")

    def _asked(self, batch: Batch, form: str) -> Reply:
        key = self.key()
        body = {"model": self._named, "messages": messages(batch), **_form(form, len(batch.texts))}
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return self.connection.send(Request(_PATH, body=body, headers=headers), batch.may_repeat)


def _base(settings: EngineSettings) -> str:
    return str(settings.get("url", "")).rstrip("/").removesuffix(_PATH)


def _form(form: str, count: int) -> dict[str, Any]:
    if not form:
        return {}
    if form == "json_object":
        return {"response_format": {"type": form}}
    described = {"name": "translations", "strict": True, "schema": schema(count)}
    return {"response_format": {"type": form, "json_schema": described}}


# --- what the server says -----------------------------------------------------------------------------------


def _choice(value: Any) -> dict[str, Any] | None:
    """The first choice of an answer, if it has one."""
    choices = value.get("choices") if isinstance(value, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) and isinstance(first.get("message"), dict) else None


def _refused(choice: dict[str, Any]) -> str:
    """Why the model gave no translations, if it did not."""
    if choice["message"].get("refusal"):
        return "the model refused"
    if choice.get("finish_reason") == "content_filter":
        return "the server's filter kept the answer back"
    return "" if _content(choice).strip() else "the model gave an empty answer"


def _content(choice: dict[str, Any]) -> str:
    """The message's text; some servers give it in parts."""
    content = choice["message"].get("content")
    parts = content if isinstance(content, list) else []
    texts = [part.get("text") for part in parts if isinstance(part, dict)]
    return content if isinstance(content, str) else "".join(text for text in texts if isinstance(text, str))


def _refuses_form(reply: Reply) -> bool:
    return reply.status in (400, 415, 422, 501) and "response_format" in reply.text


def _stopped(reply: Reply) -> str:
    words = _words(reply)
    if reply.status == 402 or any(sign in words for sign in _SPENT):
        return "says that the account has nothing left"
    return "does not know the model, or has no chat completions" if reply.status == 404 else ""


def _complaint(reply: Reply) -> str:
    words = _words(reply)
    return "finds the request too long" if any(sign in words for sign in _TOO_LONG) else ""


def _words(reply: Reply) -> str:
    """What the server complains about, in lower case."""
    return reply.text.lower() if reply.status >= 400 else ""
