"""What reaches the terminal, a pipe, a report for machines: no byte of a stranger's that would do something
there (CWE-150, CVE-2021-42574). A project full of such characters, in every place, goes through every verb.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from essaytool.cli.verbs import essaytool
from tests.engines.servers import serving
from tests.reliability.verbs import CATALOG

EVIL = "\x1b]0;owned\x07\x1b[66m\x9b66m\x90q\x9c\u202egnp.\u202d\u2066\u2069\x85\u2028\x08\x7f"
"""What retitles a terminal, colours what follows, speaks in C1, reverses a line, ends one, goes back."""
FILE = EVIL
READABLE = EVIL.translate(dict.fromkeys(range(32)))
"""What of it XML can hold."""
SILENCE = b"\0silence"
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
OURS = re.compile(r"\x1b\[(?!66m)(?:\?25[lh]|[0-9;]*m|[0-9]*[AKG])")
"""What rich sends to a terminal."""


def in_po(text: str) -> str:
    """A text as PO writes it; controls stand there raw, as a stranger's program leaves them."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def in_toml(text: str) -> str:
    return '"' + "".join(f"\\U{ord(letter):08X}" for letter in text) + '"'


HEADER = f"""\
# note {EVIL}
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"
"Last-Translator: {EVIL}\\n"
"Plural-Forms: nplurals=2; plural=({EVIL});\\n"
"X-Generator: {EVIL}\\n"
"X-Essaytool-Schema: 1\\n"
"""


def entries(*texts: tuple[str, str]) -> str:
    return "\n".join(
        f"# {EVIL}\n# essaytool: draft {EVIL} 2026-01-01 00000000 00000000\n"
        f"#. {EVIL}\n#: source/{EVIL}\n#, fuzzy\n"
        f'msgid "{in_po(msgid)}"\nmsgstr "{in_po(msgstr)}"\n'
        for msgid, msgstr in texts
    )


@pytest.fixture
def root(garden: Path, tmp_path: Path) -> Path:
    """The project, in a folder that is called as badly as what is in it."""
    root = Path(shutil.copytree(garden, tmp_path / FILE / "garden"))
    essay = (
        f"---\ntitle: {json.dumps(EVIL)}\ntags: [{json.dumps(EVIL)}]\n---\n\n# Bread {EVIL}\n\n"
        f"Yeast `{EVIL}` eats [*sugar*](x{FILE}.md '{EVIL}').\n\n![{EVIL}](img{FILE}.png)\n\n"
        f"<!-- i18n:comment: {EVIL} -->\n\nSalt.[^{EVIL}]\n\n[^{EVIL}]: A note.\n"
    )
    (root / "source" / "bread.md").write_text(essay, "utf-8")
    (root / "source" / f"img{FILE}.png").write_bytes(b"no image")
    (root / "locales" / "glossary.csv").write_text(f"term,es\nsalt,{EVIL}\nYeast,{EVIL}\n", "utf-8")
    tell(root, "memory", '["memory.tmx"]')
    said = "".join(f"<tuv xml:lang='{tag}'><seg>{READABLE}</seg></tuv>" for tag in ("en", "es"))
    (root / "memory.tmx").write_text(f"<tmx version='1.4'><body><tu>{said}</tu></body></tmx>", "utf-8")
    assert run(root, "extract").exit_code == 0
    assert run(root, "update").exit_code == 0
    catalog = root / CATALOG
    made = (
        catalog.read_text("utf-8", newline="") if sys.version_info >= (3, 13) else catalog.read_text("utf-8")
    )
    body = made.partition("\n\n")[2].replace('msgstr ""', f'msgstr "{in_po(EVIL)} `x` [a](b)"')
    catalog.write_text(f"{HEADER}\n{body}\n{entries((f'gone {EVIL}', EVIL))}", "utf-8")
    return root


def tell(root: Path, key: str, value: str) -> None:
    """Add a setting."""
    path = root / "essaytool.toml"
    path.write_text(f"{key} = {value}\n{path.read_text('utf-8')}", "utf-8")


def run(root: Path, *arguments: str) -> Result:
    here = Path.cwd()
    os.chdir(root)
    try:
        done = CliRunner().invoke(essaytool, arguments)
    finally:
        os.chdir(here)
    assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exception)
    assert "mistake of essaytool's own" not in done.stderr, done.stderr
    return done


def scan(done: Result, *arguments: str) -> str:
    """What was printed, in which nothing may be that does something."""
    for stream in (done.stdout_bytes, done.stderr_bytes):
        found = HARMFUL.search(stream.decode("utf-8"))
        assert not found, (arguments, stream[max(0, found.start() - 80) : found.end() + 40])
    return done.stdout + done.stderr


VERBS = (
    ("extract",),
    ("update",),
    ("update", "--dry-run"),
    ("draft", "-e", "pseudo"),
    ("draft", "-e", "pseudo", "--dry-run"),
    ("review", "--list"),
    ("review", "--all"),
    ("review", "--html", "r.html"),
    ("review", "--csv", "r.csv"),
    ("glossary", "suggest"),
    ("check",),
    ("check", "--fix", "--dry-run"),
    ("coverage",),
    ("coverage", "--html", f"{FILE}.html", "--badge", FILE),
    ("build",),
    ("build", "--check"),
    ("build", "--to", "epub", "--bilingual", "es"),
    ("build", "--layout", "hugo"),
    ("export", "--tmx", f"{FILE}.tmx"),
    ("publish",),
    ("engines",),
)
FORMS = {
    "check": (("--format", "json"), ("--format", "github"), ("--format", "sarif")),
    "coverage": (("--format", "json"), ("--format", "markdown")),
}


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_verb_prints_what_does_something(verb: tuple[str, ...], root: Path) -> None:
    usual = () if {"--html", "--csv", "--all"} & set(verb) else (("--json",),)
    for form in ((), *FORMS.get(verb[0], usual)):
        done = run(root, *verb, *form)
        scan(done, *verb, *form)
        assert done.exit_code < 2 or verb[0] == "draft", done.stderr
        if form and form[-1] in ("json", "sarif", "--json"):
            json.loads(done.stdout or "{}")
        if form and form[-1] == "github":
            assert all(line.startswith("::") for line in done.stdout.splitlines())


def test_a_check_shows_the_characters_as_what_they_are(root: Path) -> None:
    done = run(root, "check")
    assert "\\x1b]0;owned\\x07" in scan(done, "check")
    assert done.exit_code == 1


BROKEN = {
    "source/bread.md": (
        f"---\ntitle: [{EVIL}\n---\n\nx\n",
        f"+++\ntitle = {EVIL}\n+++\n\nx\n",
        f"<!-- i18n:{EVIL} -->\n\nx\n",
        f"<!-- i18n:skip-start -->\n\n{EVIL}\n",
        f"# [a]({EVIL}.md) ![b](<{EVIL}.png>)\n\n<img src='{EVIL}.png'><{EVIL}>\n",
    ),
    CATALOG: (
        f"{HEADER}\n{EVIL}\n",
        f'{HEADER}\nmsg{EVIL} "x"\n',
        f'{HEADER}\nmsgid "{EVIL}" {EVIL}\nmsgstr ""\n',
        f'{HEADER}\nmsgid "{EVIL}"\nmsgstr "1"\n\nmsgid "{EVIL}"\nmsgstr "2"\n',
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset={EVIL}\\n"\n',
    ),
    "locales/bread.pot": (f'msgid "{EVIL}"\nmsgstr ""\n', EVIL),
    "locales/glossary.csv": (f"term,{EVIL}\na,b\n", f'term,es\n"{EVIL}\n', f"{EVIL}\n"),
    "output/manifest.json": (
        json.dumps({"schema": 1, "files": {f"es/{EVIL}.html": EVIL}, "next": {EVIL: EVIL}}),
        f'{{"{EVIL}',
    ),
    "essaytool.toml": (
        f"{in_toml(EVIL)} = 1\n",
        f"source_language = {in_toml(EVIL)}\n",
        f"languages = [{in_toml(EVIL)}]\n",
        f"source = {in_toml(EVIL)}\n",
        f"output = {in_toml(EVIL)}\n",
        f"layout = {in_toml(EVIL)}\n",
        f"engine = {in_toml(EVIL)}\n",
        f"order = [{in_toml(EVIL)}]\n",
        f"ignore = [{in_toml(EVIL)}]\n",
        f"memory = [{in_toml(EVIL)}]\n",
        f"site_url = {in_toml('https://' + EVIL)}\n",
        f"[language.{in_toml(EVIL)}]\npublish_at = 1\n",
        f"[engines.{in_toml(EVIL)}]\nurl = 'x'\n",
        f"[engines.chat]\nurl = {in_toml('https://x/' + EVIL)}\nmodel = {in_toml(EVIL)}\n",
        f"[engines.libre]\nurl = {in_toml('https://' + EVIL)}\n",
        f"{EVIL}\n",
    ),
    "templates/extra.css": (f"</style>{EVIL}",),
    "templates/essay.html.jinja": (
        f"{{{{ {EVIL} }}}}",
        f"{{% include '{EVIL}' %}}",
        f"{{{{ nothing['{EVIL}'] }}}}",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_no_error_prints_what_does_something(name: str, root: Path) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    there = path.read_bytes() if path.exists() else None
    for content in BROKEN[name]:
        path.write_text(content, "utf-8")
        for command in (("publish",), ("publish", "--json"), ("check", "--format", "github"), ("engines",)):
            scan(run(root, *command), name, content, *command)
        if there is not None:
            path.write_bytes(there)


def test_an_essay_with_such_a_name_is_refused_by_a_harmless_sentence(root: Path) -> None:
    (root / "source" / f"{FILE}.md").write_text("# x\n", "utf-8")
    assert "its name holds" in scan(run(root, "publish"))
    assert scan(run(root, "check", "--format", "sarif"))


TYPED = (
    (EVIL,),
    ("build", f"--{EVIL}"),
    ("build", "-l", EVIL),
    ("build", EVIL),
    ("build", "--layout", EVIL),
    ("check", "--since", EVIL),
    ("coverage", "--since", EVIL),
    ("coverage", "--fail-under", EVIL),
    ("new", EVIL),
    ("new", "slug", "--title", EVIL),
    ("draft", "-e", EVIL),
    ("review", "--accept", EVIL),
    ("review", "--apply", f"{FILE}.csv"),
    ("import", f"{FILE}.po", "-l", "es"),
    ("import", f"{FILE}.tmx", "-l", "es"),
    ("import", f"{FILE}.md", "-l", "es", "--essay", "bread"),
    ("add", f"{FILE}.txt"),
    ("add", f"{FILE}.html", "--dry-run"),
    ("add", f"{FILE}.md", "--slug", "third"),
    ("export", "--tmx", f"{FILE}/x.tmx"),
    ("merge-driver", f"{FILE}.po", f"{FILE}.po", f"{FILE}.csv"),
    ("init", f"{FILE}/new", "-l", "es"),
)


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_what_is_typed_and_what_files_from_elsewhere_hold_does_nothing(
    form: tuple[str, ...], root: Path
) -> None:
    (root / f"{FILE}.po").write_text(f"{HEADER}\n{entries((f'Salt {EVIL}', EVIL), ('a', EVIL))}", "utf-8")
    (root / f"{FILE}.tmx").write_text(f"<tmx><{EVIL}></tmx>", "utf-8")
    (root / f"{FILE}.csv").write_text(f"id,source,text,{EVIL}\n{EVIL},{EVIL},{EVIL},{EVIL}\n", "utf-8")
    (root / f"{FILE}.txt").write_text(f"A title {EVIL}\n\nText {EVIL} and text.\n", "utf-8")
    (root / f"{FILE}.html").write_text(
        f"<html lang='{EVIL}'><title>{EVIL}</title><h1>{EVIL}</h1><p>Text {EVIL} and so on.", "utf-8"
    )
    (root / f"{FILE}.md").write_text(f"# {EVIL}\n\n{EVIL}\n", "utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=False)
    for command in TYPED:
        scan(run(root, *command, *form), *command)


@pytest.mark.parametrize("always", ["", "garbage", "403"])
def test_what_a_server_says_does_nothing(always: str, root: Path) -> None:
    """Its answers, bytes in their place, an error."""
    (root / "source" / "bread.md").unlink()
    (root / "source" / "water.md").write_text(f"# Water {EVIL}\n\nWater is wet.\n", "utf-8")
    with serving("libre", translate=lambda text: f"{text} {EVIL}", always=always) as server:
        configuration = f'engine = "libre"\nlanguages = ["es"]\n[engines.libre]\nurl = "{server.url}"\n'
        (root / "essaytool.toml").write_text(configuration, "utf-8")
        shutil.rmtree(root / "locales")
        for command in (("extract",), ("update",), ("draft",), ("draft", "--json"), ("engines",)):
            scan(run(root, *command), always, *command)
        assert server.requests


def on_terminal(root: Path, keys: str, *arguments: str) -> str:
    """What a terminal is sent, on which somebody types these keys, each when nothing more comes."""
    main, other = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "EDITOR": "true"}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "essaytool", *arguments],
        cwd=root,
        stdin=other,
        stdout=other,
        stderr=other,
        env=env,
        start_new_session=True,
    )
    os.close(other)
    seen, waiting = b"", list(keys)
    try:
        while block := read_from(main):
            if block != SILENCE:
                seen += block
            elif waiting and seen:
                os.write(main, waiting.pop(0).encode())
        process.wait(timeout=60)
    finally:
        process.kill()
        os.close(main)
    return seen.decode("utf-8").replace("\r\n", "\n")


def read_from(main: int) -> bytes:
    """The next block; `SILENCE` if none comes for a second, and nothing if none can."""
    ready, _, _ = select.select([main], [], [], 1)
    try:
        return os.read(main, 65536) if ready else SILENCE
    except OSError:  # Linux tells so that the other side was closed
        return b""


TERMINAL = (
    ("", "publish"),
    ("", "coverage"),
    ("", "check"),
    ("", "engines"),
    ("", "draft", "-e", "pseudo"),
    ("sabsq", "review"),
)


@pytest.mark.parametrize("typed", TERMINAL, ids=lambda typed: " ".join(typed[1:]))
def test_a_terminal_is_sent_nothing_but_what_we_draw(typed: tuple[str, ...], root: Path) -> None:
    keys, *arguments = typed
    seen = on_terminal(root, keys, *arguments)
    found = HARMFUL.search(OURS.sub("", seen).replace("\r", ""))
    assert not found, seen[:2000]
    assert "Traceback" not in seen
