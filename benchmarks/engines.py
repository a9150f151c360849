"""What the connection to a server is worth: a thousand texts by google against deep-translator's own way.

Both ask the same server on this machine, which takes 50 ms for an answer, in one run: deep-translator by its
`translate_batch`, the engine from as many threads as its limits allow. All answers have to be the right ones.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from deep_translator import GoogleTranslator  # type: ignore[import-untyped]
from deep_translator import google as library

from essaytool.engines import Batch, Text, load_engine
from essaytool.languages import parse_tag
from tests.engines.servers import Server, serving

TEXTS = [f"The old house number {number} on the hill was sold last year." for number in range(1_000)]
LATENCY = 0.05
ASKED = 8
"""How many times as fast the engine has to be."""


def by_deep_translator(server: Server) -> list[str]:
    translator = GoogleTranslator("en", "fr")
    translator._base_url = server.url  # noqa: SLF001
    answers: list[str] = translator.translate_batch(TEXTS)
    return answers


def by_the_engine(server: Server) -> list[str]:
    engine = load_engine("google", server.settings)
    languages = parse_tag("en"), parse_tag("fr")

    def ask(text: str) -> str:
        return str(engine.translate(Batch((Text(text),), *languages))[0])

    with ThreadPoolExecutor(engine.limits.at_once) as pool:
        return list(pool.map(ask, TEXTS))


def seconds(way: Callable[[Server], list[str]]) -> float:
    """How long a way takes; its answers are looked at."""
    with serving("google", latency=LATENCY) as server:
        begun = time.monotonic()
        answers = way(server)
        took = time.monotonic() - begun
        if answers != [text.upper() for text in TEXTS]:
            sys.exit("wrong answers")
        print(
            f"{way.__name__:<22}{took:>8.1f} s{server.connections:>8} connections, {server.at_once} at once"
        )
        return took


def main() -> None:
    own_requests = library.requests
    print(f"{len(TEXTS)} texts, {LATENCY * 1000:.0f} ms an answer")
    engine = seconds(by_the_engine)
    library.requests = own_requests  # the engine has put a connection of ours there
    ratio = seconds(by_deep_translator) / engine
    print(f"{ratio:.1f} times as fast; at least {ASKED} are asked")
    if ratio < ASKED:
        sys.exit(1)


if __name__ == "__main__":
    main()
