"""What the connection to a server is worth: a thousand texts by google against deep-translator's own way.

All ask the same server on this machine, which takes 50 ms for an answer, in one run: deep-translator by its
`translate_batch`, the engine from as many threads as its limits allow, and a whole `draft`, which plans,
judges and saves besides. All answers have to be the right ones.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from deep_translator import GoogleTranslator  # type: ignore[import-untyped]
from deep_translator import google as library

from essaytool.catalog.po import parse_catalog
from essaytool.engines import Batch, Text, load_engine
from essaytool.languages import parse_tag
from essaytool.project import find_project
from essaytool.workflow.draft import draft
from essaytool.workflow.extract import extract
from essaytool.workflow.init import init
from essaytool.workflow.relay import Wish
from essaytool.workflow.update import update
from tests.drafting.damage import translated
from tests.engines.servers import Server, serving

TEXTS = [f"The old house number {number} on the hill was sold last year." for number in range(1_000)]
SPANISH = parse_tag("es")
LATENCY = 0.05
ASKED = 8
"""How many times as fast the engine has to be."""


Outcome = tuple[list[str], float]
"""The answers, and how many seconds they took."""


@contextmanager
def timed() -> Iterator[list[float]]:
    """Measures what is done meanwhile: the list holds the seconds afterwards."""
    taken: list[float] = []
    begun = time.monotonic()
    yield taken
    taken.append(time.monotonic() - begun)


def by_deep_translator(server: Server) -> Outcome:
    translator = GoogleTranslator("en", "es")
    translator._base_url = server.url  # noqa: SLF001
    with timed() as taken:
        answers: list[str] = translator.translate_batch(TEXTS)
    return answers, taken[0]


def by_the_engine(server: Server) -> Outcome:
    engine = load_engine("google", server.settings)
    languages = parse_tag("en"), SPANISH

    def ask(text: str) -> str:
        return str(engine.translate(Batch((Text(text),), *languages))[0])

    with timed() as taken, ThreadPoolExecutor(engine.limits.at_once) as pool:
        answers = list(pool.map(ask, TEXTS))
    return answers, taken[0]


def by_a_whole_run(server: Server) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        root = Path(folder, "project")
        init(root, [SPANISH])
        (root / "source" / "long.md").write_text("\n\n".join(TEXTS), "utf-8")
        project = replace(find_project(root), for_engine={"google": server.settings})
        list(extract(project, ["long"]))
        list(update(project, [SPANISH], ["long"]))
        with timed() as taken:
            list(draft(project, [SPANISH], ["long"], Wish(("google",))))
        catalog = parse_catalog(project.catalog_path("long", SPANISH).read_bytes())
        return [entry.msgstr for entry in catalog.entries], taken[0]


def seconds(way: Callable[[Server], Outcome]) -> float:
    """How long a way takes; its answers are looked at."""
    with serving("google", latency=LATENCY, translate=translated) as server:
        answers, took = way(server)
        if answers != [translated(text) for text in TEXTS]:
            sys.exit("wrong answers")
        print(
            f"{way.__name__:<22}{took:>8.1f} s{server.connections:>8} connections, {server.at_once} at once"
        )
        return took


def main() -> None:
    own_requests = library.requests
    print(f"{len(TEXTS)} texts, {LATENCY * 1000:.0f} ms an answer")
    engine, run = seconds(by_the_engine), seconds(by_a_whole_run)
    library.requests = own_requests  # the engine has put a connection of ours there
    library_alone = seconds(by_deep_translator)
    print(f"{library_alone / engine:.1f} times as fast, as a whole run {library_alone / run:.1f} times")
    print(f"at least {ASKED} are asked")
    if library_alone / run < ASKED:
        sys.exit(1)


if __name__ == "__main__":
    main()
