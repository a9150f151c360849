"""Essays and translations to hold the laws against: the specs' examples, real files, and generated text."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent.parent

TOKENS = (
    *"abz éß中ع",
    *(
        "# ",
        "## ",
        "> ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "    ",
        "\t",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "  \n",
        "\\\n",
    ),
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "``",
        "```\n",
        "~~~\n",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](u)",
        '](u "t")',
        "<u:v>",
        "<",
        ">",
    ),
    *(
        "<b>",
        "</b>",
        "<div>\n",
        "</div>\n",
        "<!-- x -->",
        "<!-- i18n:skip -->\n\n",
        "&amp;",
        "&",
        "\\",
        "|",
        "|-|-|\n",
    ),
    *(
        "---\n",
        "===\n",
        "***\n",
        "+++\n",
        "[r]: /u\n",
        '[r]: /u "T"\n',
        "[r]",
        "[r][]",
        "[^1]",
        "[^1]: ",
        ": ",
        ":",
    ),
    *(
        "[ ] ",
        "[x] ",
        "[!NOTE]\n",
        "title: x\n",
        'title = "x"\n',
        "http://x.y",
        "{{< x >}}",
        "$$",
        "#",
        "\0",
        "\ufeff",
    ),
    *(
        "<pre>",
        "</pre>",
        '<img alt="q" src=x>',
        "<p title='z'>",
        "word",
        "Two words",
        "1",
        ".",
        "!",
        "\u200f",
        "\u2028",
    ),
)
"""Every mark that Markdown knows, alone and at work, among words of several scripts."""

essays = st.lists(st.sampled_from(TOKENS), max_size=40).map(lambda parts: "".join(parts).encode())
"""Token soup: nearly every document has some structure, and most have a strange one."""

msgstrs = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=8).map("".join)


def examples(corpora: Path) -> list[tuple[str, bytes]]:
    """The examples of the CommonMark and GFM specs, by name."""
    return [
        (f"{path.stem} {example['example']}", example["markdown"].encode())
        for path in sorted((corpora / "specs").glob("*.json"))
        for example in json.loads(path.read_text(encoding="utf-8"))
    ]


def real(corpora: Path, share: int = 1) -> list[tuple[str, bytes]]:
    """Every `share`-th real essay of the corpora, and the project's own, by path."""
    paths = [*sorted(corpora.rglob("*.md"))[::share], *sorted((ROOT / "source").rglob("*.md"))]
    return [(str(path), path.read_bytes()) for path in paths]
