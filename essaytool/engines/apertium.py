"""Apertium's command line: rule-based translation for the language pairs that are installed, without network.

A pair is a file ``modes/<source>-<target>.mode`` in Apertium's folder of data. The program costs 0.2 s a
start and 4 ms a text, so all texts of a call go through one process, a paragraph each: a blank line ends a
sentence for it and comes back as a blank line. Where the paragraphs that come back are not as many, the
batch is halved until they are. (Its rules remember a little of what came before: the first letter's case is
put right here; that now and then a word agrees with another text is not.) Text mode (``-f txt``) lets every
mark through (``line`` drops full stops, ``html`` invents tags); ``-u`` leaves unknown words as they are.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from shutil import which
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

from essaytool.engines.protocol import (
    NOTHING,
    THIS_MACHINE,
    Answer,
    Batch,
    EngineSettings,
    Limits,
    Unanswered,
)
from essaytool.errors import EngineError
from essaytool.files import walk
from essaytool.languages import Language

_MODE = re.compile(r"([a-z]{2,3}(?:_[A-Za-z]+)?)-([a-z]{2,3}(?:_[A-Za-z]+)?)")
_TAGS = {
    "hbs": "sr-Latn",
    "hbs_BS": "bs",
    "hbs_HR": "hr",
    "hbs_SR": "sr-Latn",
    "cat_valencia": "ca-ES-valencia",
}
"""Codes of Apertium that are not ISO 639 with a region."""
_LOOSE_STOP = re.compile(r"\s+([.,])(?=\s|$)")
_SECONDS = 60
_SECONDS_PER_TEXT = 1


class Apertium:
    """The engine. Which program runs is the user's PATH to say, never the project."""

    name = "apertium"
    hosted = False
    destination = THIS_MACHINE
    model = ""
    address = ""
    carriers = ("word",)
    garbles = None
    reads_context = False
    takes_terms = False
    cached = False
    limits = Limits(text=100_000, texts=200, batch=200_000, seconds=1.0)
    price_per_million = 0.0

    def __init__(self, settings: EngineSettings) -> None:
        self._modes = Path(os.environ.get("APERTIUM_DATADIR", "/usr/share/apertium"), "modes")

    def available(self) -> str:
        if not which("apertium"):
            return "needs the program `apertium` and the language pair's package"
        return "" if self._pairs else "needs a language pair's package, such as apertium-eng-spa"

    def speaks(self, source: Language, target: Language) -> bool:
        return self._mode(source, target) is not None

    def measure(self, text: str) -> int:
        return len(text)

    def translate(self, batch: Batch) -> Sequence[Answer]:
        source, target = batch.source, batch.target
        mode = self._mode(source, target)
        if mode is None:
            raise EngineError(f"apertium has no pair from {source.tag} into {target.tag}")
        plain = [" ".join(item.text.split()) for item in batch.texts]
        paragraphs = iter(_paragraphs(mode, [text for text in plain if text]))
        return [_answer(text, next(paragraphs)) if text else NOTHING for text in plain]

    @cached_property
    def _pairs(self) -> Mapping[tuple[str, str], str]:
        """The installed pairs, by tags, with the mode that translates each."""
        if not self._modes.is_dir():
            return {}
        matches = (_MODE.fullmatch(path.stem) for path in walk(self._modes, ".mode"))
        return {(_tag(match[1]), _tag(match[2])): match[0] for match in matches if match}

    def _mode(self, source: Language, target: Language) -> str | None:
        modes = (self._pairs.get((taught, into)) for into in _names(target) for taught in _names(source))
        return next((mode for mode in modes if mode), None)


def _tag(code: str) -> str:
    """The tag of one of Apertium's codes: ``eng_US`` is ``en-US``."""
    from babel.core import get_global

    if code in _TAGS:
        return _TAGS[code]
    language, _, region = code.partition("_")
    short = get_global("language_aliases").get(language, language)
    return f"{short}-{region}" if region else short


def _names(language: Language) -> tuple[str, ...]:
    """The tags that stand for a language, the closest first: ``es-MX`` is ``es`` too; scripts stay apart."""
    base, _, rest = language.tag.partition("-")
    has_script = len(rest.partition("-")[0]) == 4
    return (language.tag,) if has_script or not rest else (language.tag, base)


def _answer(text: str, paragraph: str) -> Answer:
    if "\ufffd" in paragraph and "\ufffd" not in text:
        return Unanswered("apertium's answer is not UTF-8")
    return _tidied(text, paragraph) or Unanswered("apertium gave nothing back")


def _tidied(text: str, translated: str) -> str:
    """The translation with a first letter and full stops as the text has them."""
    if not _LOOSE_STOP.search(text):
        translated = _LOOSE_STOP.sub(r"\1", translated)
    if text[:1].islower():
        return translated[:1].lower() + translated[1:]
    return translated[:1].upper() + translated[1:] if text[:1].isupper() else translated


def _paragraphs(mode: str, texts: Sequence[str]) -> list[str]:
    """One translation a text, made in as few processes as that takes."""
    if not texts:
        return []
    translated = [" ".join(paragraph.split()) for paragraph in _run(mode, "\n\n".join(texts)).split("\n\n")]
    if len(translated) == len(texts):
        return translated
    if len(texts) == 1:
        return [" ".join(translated).strip()]
    half = len(texts) // 2
    return _paragraphs(mode, texts[:half]) + _paragraphs(mode, texts[half:])


def _run(mode: str, text: str) -> str:
    """What the program makes of a text. Raises `EngineError`."""
    seconds = _SECONDS + _SECONDS_PER_TEXT * text.count("\n\n")
    try:
        status, answer, complaint = _ended(["apertium", "-u", "-f", "txt", mode], f"{text}\n\n", seconds)
    except OSError as error:
        raise EngineError(
            "the program `apertium` is not installed, or does not start",
            hint="install apertium and a language pair",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"apertium {mode} did not end within {seconds} seconds") from error
    if status < 0:
        raise EngineError(f"apertium {mode} was ended by signal {-status}")
    if status:
        reason = complaint.strip().partition("\n")[0]
        raise EngineError(f"apertium {mode} failed: {reason or f'exit code {status}'}")
    return answer.removesuffix("\n\n")


def _ended(command: Sequence[str], text: str, seconds: float) -> tuple[int, str, str]:
    """How a program ended, and what it wrote.

    It is a script that starts others, and copies the text to a file. An interrupt of ours does not reach
    them, so that what is under way can end; if it may not, all of them go, and the file.
    """
    with TemporaryDirectory(prefix="essaytool-") as folder:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TMPDIR": folder}
        with Popen(
            command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
        ) as process:
            try:
                answer, complaint = process.communicate(text.encode(), seconds)
            except BaseException:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                raise
    return process.returncode, answer.decode(errors="replace"), complaint.decode(errors="replace")
