"""How well translations are aligned that lost, gained, split or joined one in twenty of their paragraphs.

Truth is known for the shipped essays: seven complete translations, damaged with a seed. Right is a pair that
belongs together, certain one that becomes an entry; a wrong pair that is certain is what must not be.
`python benchmarks/alignment.py FOLDER` aligns the translations of a folder, as opensource.guide lays them
out, with their originals, for people to judge: ``--doubtful`` and ``--certain`` print the pairs.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from essaytool.markdown.segment import segment
from essaytool.updating.align import CONFIDENT, Pair, align
from tests.updating.damage import ESSAYS, LANGUAGES, Damaged, damaged

SEEDS = 10
MARGINS = (2.0, 3.0, 4.0, 5.0, CONFIDENT, 8.0)


def ones(pairs: list[Pair]) -> dict[int, Pair]:
    """The pairs of one with one, by the number of their source."""
    return {pair.sources[0]: pair for pair in pairs if len(pair.sources) == len(pair.targets) == 1}


def judged(case: Damaged) -> tuple[Counter[str], list[tuple[float, bool]]]:
    """What became of the units whose translation was left as it is, and every pair's margin and truth."""
    found = ones(align(case.source, case.units))
    margins = [(pair.margin, case.truth[pair.targets[0]] == number) for number, pair in found.items()]
    right = {number for number, pair in found.items() if case.truth[pair.targets[0]] == number}
    counts = Counter(rest=len(case.rest), right=len(right))
    counts["certain"] = sum(found[number].is_confident for number in right)
    counts["wrong"] = len(found) - len(right)
    counts["wrong and certain"] = sum(
        pair.is_confident for number, pair in found.items() if number not in right
    )
    return counts, margins


def shipped() -> None:
    margins: list[tuple[float, bool]] = []
    total: Counter[str] = Counter()
    for language in LANGUAGES:
        counts: Counter[str] = Counter()
        begin = time.perf_counter()
        for essay in ESSAYS:
            for seed in range(SEEDS):
                found, its_margins = judged(damaged(essay, language, seed))
                counts.update(found)
                margins += its_margins
        total.update(counts)
        tell(language, counts, time.perf_counter() - begin)
    tell("all", total, 0)
    for margin in MARGINS:
        certain = sum(known >= margin for known, is_right in margins if is_right) / total["rest"]
        wrong = sum(known >= margin for known, is_right in margins if not is_right)
        print(f"  certain from a margin of {margin}: {certain:6.1%}, {wrong} wrong")


def tell(name: str, counts: Counter[str], seconds: float) -> None:
    rest = counts["rest"]
    right, certain = (f"{counts[key] / rest:7.2%}" for key in ("right", "certain"))
    print(
        f"{name:8} {rest:6} units: {right} right, {certain} certain; {counts['wrong']} wrong pairs,", end=" "
    )
    print(f"{counts['wrong and certain']} of them certain {seconds:8.1f} s")


def folder(path: Path, shown: set[str]) -> None:
    """Every translation in a folder of a language's name beside the originals."""
    for translated in sorted(path.glob("*/*.md")):
        original = path / translated.name
        if not original.exists():
            continue
        source, target = segment(original.read_bytes()).units, segment(translated.read_bytes()).units
        pairs = align(source, target)
        found = ones(pairs)
        certain = sum(pair.is_confident for pair in found.values())
        name = translated.relative_to(path)
        print(
            f"{name}: {len(source)} and {len(target)} units, "
            f"{len(found)} pairs of one with one, {certain} certain"
        )
        for pair in pairs:
            is_certain = pair.is_confident and len(pair.sources) == len(pair.targets) == 1
            if ("--certain" if is_certain else "--doubtful") in shown:
                print(
                    f"  {pair.margin:5.1f}", *(f"< {source[number].msgid[:110]}" for number in pair.sources)
                )
                print("       ", *(f"> {target[number].msgid[:110]}" for number in pair.targets))


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if folders:
        folder(Path(folders[0]), set(sys.argv[2:]))
    else:
        shipped()
