"""SVG from strangers: what is published of it draws, and does nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest

from essaytool.editions.svg import clean_svg
from essaytool.errors import FileError
from tests.conftest import ROOT

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
HACK = "top.hacked.push(1)"
PIXEL = "data:image/png;base64,iVBORw0KGgo="

HOSTILE = (
    f"<script>{HACK}</script>",
    f'<script type="text/ecmascript"><![CDATA[{HACK}]]></script>',
    f'<script {XLINK} xlink:href="data:text/javascript,{HACK}"/>',
    f'<script href="data:text/javascript,{HACK}"/>',
    f'<x:script xmlns:x="http://www.w3.org/2000/svg">{HACK}</x:script>',
    f'<html:script xmlns:html="http://www.w3.org/1999/xhtml">{HACK}</html:script>',
    f'<rect onload="{HACK}"/>',
    f'<g onload="{HACK}"><rect/></g>',
    f'<image href="x:" onerror="{HACK}"/>',
    f'<animate onbegin="{HACK}" attributeName="x" dur="1s"/>',
    f'<set attributeName="onload" to="{HACK}"/>',
    f'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="{HACK}"/></foreignObject>',
    f'<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:{HACK}"/></foreignObject>',
    f'<iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="&lt;script&gt;top.{HACK}&lt;/script&gt;"/>',
    f'<handler xmlns="http://www.w3.org/1999/xhtml" onfocus="{HACK}" autofocus="" tabindex="0"/>',
    f'<a href="javascript:{HACK}"><rect width="99" height="99"/></a>',
    f'<a {XLINK} xlink:href="java&#10;script:{HACK}"><rect width="99" height="99"/></a>',
    f'<a><animate attributeName="href" values="javascript:{HACK}"/><rect width="99" height="99"/></a>',
    f'<a href="x"><set attributeName="href" to="javascript:{HACK}"/><rect width="99" height="99"/></a>',
    '<image href="http://evil.example/a.png" width="9" height="9"/>',
    f'<image {XLINK} xlink:href="//evil.example/a.png" width="9" height="9"/>',
    '<use href="http://evil.example/a.svg#a"/>',
    '<feImage href="http://evil.example/a.png"/>',
    '<style>@import "http://evil.example/a.css";</style>',
    "<style>@import url(//evil.example/a.css);</style>",
    "<style>@font-face{font-family:a;src:url(//evil.example/a.woff)}text{font-family:a}</style><text>a</text>",
    "<style>svg { background: url(http://evil.example/a.png) }</style>",
    "<style>svg { background: u\\72l(http://evil.example/a.png) }</style>",
    '<style>svg { background: image-set("http://evil.example/a.png" 1x) }</style>',
    '<style>svg { background: im\\61ge-set("http://evil.example/a.png" 1x) }</style>',
    '<rect style="mask: url(http://evil.example/a.svg#m)" width="9" height="9"/>',
    '<rect fill="url(http://evil.example/a.svg#f)" width="9" height="9"/>',
    '<rect filter="url(//evil.example/a.svg#f)" width="9" height="9"/>',
    '<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="http://evil.example/a.css"/>',
    '<meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=http://evil.example/"/>',
    '<img xmlns="http://www.w3.org/1999/xhtml" src="http://evil.example/a.png"/>',
    '<object xmlns="http://www.w3.org/1999/xhtml" data="http://evil.example/a.svg"/>',
    '<embed xmlns="http://www.w3.org/1999/xhtml" src="http://evil.example/a.svg"/>',
)
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
ROOTS = (
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="{HACK}"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" style="background: url(http://evil.example/a.png)"/>',
    '<?xml-stylesheet href="http://evil.example/a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    f'<!DOCTYPE svg [<!ENTITY e "&#60;script>{HACK}&#60;/script>">]>{EMPTY % "&e;"}',
    f'<!DOCTYPE svg [<!ATTLIST rect onload CDATA "{HACK}">]>{EMPTY % "<rect/>"}',
    f'<html xmlns="http://www.w3.org/1999/xhtml"><script>{HACK}</script></html>',
)


def drawing(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">{inside}</svg>'


VECTORS = (*map(drawing, HOSTILE), *ROOTS)


def cleaned(image: str) -> bytes:
    """What would be published of an image; nothing if it is refused."""
    try:
        return clean_svg(image.encode())
    except FileError:
        return b""


@pytest.mark.parametrize("image", VECTORS)
def test_nothing_that_runs_or_loads_is_left(image: str) -> None:
    runs = r"<(?:\w+:)?script|href=.javascript|\son\w+=|foreignObject|iframe|xml-stylesheet|<!"
    loads = r"(?:href=.|(?:url|set)\(|@import)[^#;]*evil"
    assert re.findall(f"{runs}|{loads}", cleaned(image).decode()) == []


def test_what_draws_is_left() -> None:
    image = drawing(
        '<title>A</title><defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>'
        "</defs><style>.a { fill: url(#g) }</style>"
        f'<rect class="a" width="9" height="9" style="stroke: red"/><use href="#g"/><image href="{PIXEL}"/>'
        '<text xml:lang="de">Straße &amp; <tspan>mehr</tspan></text>'
    )
    left = cleaned(image).decode()
    drawn = ("linearGradient", "stop-color", ".a { fill: url(#g) }", "stroke: red", 'href="#g"', PIXEL)
    for part in (*drawn, "<title>A</title>", "Straße &amp; <tspan>mehr</tspan>"):
        assert part in left
    assert clean_svg(left.encode()) == left.encode()


def test_an_image_in_another_encoding_comes_out_in_utf_8() -> None:
    image = f'<?xml version="1.0" encoding="UTF-16"?>{drawing("<text>é</text>")}'
    assert "é" in clean_svg(image.encode("utf-16")).decode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is not well-formed XML"),
        (b"GIF89a", "it is not well-formed XML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "it is not well-formed XML"),
        (b"<svg/>", "it is not an SVG image"),
        (
            b'<?xml version="1.0" encoding="utf-7"?><svg xmlns="http://www.w3.org/2000/svg"/>',
            "not well-formed",
        ),
        (drawing("<g>" * 200 + "</g>" * 200).encode(), "its elements are nested too deeply"),
        (drawing("<style>a { b: image-set('x' 1x) }</style>").encode(), "its style may load something"),
    ],
)
def test_what_is_no_image_or_cannot_be_judged_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(FileError, match=reason):
        clean_svg(content)


def test_an_image_that_is_a_bomb_is_refused_and_does_not_go_off() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 99}">' for n in range(10))
    with pytest.raises(FileError):
        clean_svg(f"<!DOCTYPE svg [{entities}]>{drawing('<text>&e9;</text>')}".encode())


def test_a_windows_path_in_a_drawing_program_s_own_attribute_is_no_style() -> None:
    inkscape = 'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
    image = drawing(f'<g {inkscape} sodipodi:docname="C:\\drawings\\a.svg"><rect width="9" height="9"/></g>')
    assert b"<rect" in clean_svg(image.encode())


# --- in a browser ----------------------------------------------------------------------------------------

WATCH = """
<title>watching</title><pre id="seen"></pre><script>
window.hacked = []
addEventListener("load", () => setTimeout(() => {
  const frames = [...document.querySelectorAll("iframe")].map(frame => frame.contentWindow)
  const here = frame => { try { return frame.document } catch { return null } }
  for (const frame of frames.filter(here))
    for (const link of frame.document.querySelectorAll("a"))
      link.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))
  setTimeout(() => {
    const requests = frames.filter(here).flatMap(frame => frame.performance.getEntriesByType("resource"))
    const hosts = [...new Set(requests.map(request => new URL(request.name).host))]
    const left = frames.filter(frame => !here(frame)).length
    document.getElementById("seen").textContent = JSON.stringify({hacked: hacked.length, hosts, left})
  }, 300)
}, 500))
</script>
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which a server on this machine serves it."""
    folder = tmp_path / "served"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def opened(images: list[bytes], served: tuple[Path, str], chromium: str, profile: Path) -> dict[str, object]:
    """How often these images, opened as documents, ran something, the hosts that they turned to, and how many
    went elsewhere.
    """
    folder, address = served
    for number, image in enumerate(images):
        (folder / f"{number}.svg").write_bytes(image)
    frames = "".join(f'<iframe src="{number}.svg"></iframe>' for number in range(len(images)))
    (folder / "watch.html").write_text(WATCH + frames, encoding="utf-8")
    quiet = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
    command = [chromium, "--headless", *quiet, f"--user-data-dir={profile}", "--virtual-time-budget=6000"]
    command += ["--dump-dom", f"{address}watch.html"]
    document = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = re.search(r'<pre id="seen">(.*?)</pre>', document, re.DOTALL)
    assert found is not None
    seen: dict[str, object] = json.loads(unescape(found[1]))
    return seen


def test_a_browser_that_opens_them_runs_nothing_and_asks_nobody(
    served: tuple[Path, str], tmp_path: Path, program: Callable[[str], str]
) -> None:
    images = [image for image in map(cleaned, VECTORS) if image]
    assert len(images) > 30
    seen = opened(images, served, program("chromium"), tmp_path / "profile")
    assert (seen["hacked"], seen["left"]) == (0, 0)
    assert "evil.example" not in str(seen["hosts"])


def test_they_would_without_the_cleaning(
    served: tuple[Path, str], tmp_path: Path, program: Callable[[str], str]
) -> None:
    images = [image.encode() for image in VECTORS]
    seen = opened(images, served, program("chromium"), tmp_path / "profile")
    assert int(str(seen["hacked"])) > 9
    assert "evil.example" in str(seen["hosts"])


def test_the_shipped_image_is_whole() -> None:
    content = (ROOT / "source" / "images" / "training-cost.svg").read_bytes()
    assert elements(clean_svg(content)) == elements(content)


def elements(image: bytes) -> list[tuple[str, dict[str, str], str]]:
    return [
        (each.tag, each.attrib, (each.text or "").strip()) for each in ElementTree.fromstring(image).iter()
    ]
