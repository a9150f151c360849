"""An edition as a book: EPUB 3.3, with a cover page, a table of contents and the essay as its one chapter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from essaytool.editions.cover import Cover, cover
from essaytool.editions.credits import Credits
from essaytool.editions.epub.archive import pack
from essaytool.editions.epub.chapter import Chapter, chapter
from essaytool.editions.epub.images import Packed, packed
from essaytool.editions.epub.links import Within, web_address
from essaytool.editions.epub.package import contents, facts
from essaytool.editions.epub.tree import legal, nodes, to_xml
from essaytool.editions.furniture import furniture
from essaytool.editions.images import image_size
from essaytool.editions.links import Site, local_images, local_path
from essaytool.editions.notices import notices
from essaytool.editions.page import byline
from essaytool.editions.sanitize import seal
from essaytool.editions.templating import fill
from essaytool.editions.writer import Setting
from essaytool.files import read
from essaytool.languages import Language
from essaytool.model import Edition

_STYLE = Path(__file__).parent.parent / "styles" / "book.css"
_CHAPTER = "essay.xhtml"


def book_path(name: str, language: Language) -> str:
    """The path of an essay's book in the output folder."""
    return f"{language.tag}/{name}.epub"


def make_book(
    edition: Edition,
    language: Language,
    site: Site,
    name: str,
    *,
    makers: Credits,
    images: Mapping[str, bytes],
) -> bytes:
    """The book of the essay `name` in this edition, which is in `language`.

    `images` are the local ones, by their path in the folder of essays. Links to other essays lead to their
    pages on the web, if the `site` has an address.
    """
    front = cover(edition, name, language, site.source_language)
    own = packed(local_images(edition, name), images)
    text = _chapter(edition, language, site, name, front, own)
    shown = {node.attributes.get("src") for node in nodes(text.parts)}
    kept = [image for image in own.values() if image.name in shown]
    told = (
        notices(edition, language, furniture(language), Markup()) if language != site.source_language else []
    )
    values: dict[str, Any] = {
        "language": language,
        "say": furniture(language),
        "cover": front,
        "title": legal(front.title.text),
        "subtitle": legal(front.subtitle.text),
        "chapter": _CHAPTER,
        "notices": told,
    }
    pages = {
        "META-INF/container.xml": fill("book-container.xml.jinja"),
        "EPUB/package.opf": fill(
            "book-package.opf.jinja",
            **values,
            facts=facts(edition, front, name, language, site, makers, bool(kept)),
            description=legal(front.description.text),
            images=kept,
        ),
        "EPUB/contents.xhtml": fill(
            "book-contents.xhtml.jinja", **values, headings=contents(text.headings(), _CHAPTER)
        ),
        "EPUB/cover.xhtml": fill(
            "book-cover.xhtml.jinja",
            **values,
            byline=Markup(legal(byline(front, language, site.source_language))),
        ),
        f"EPUB/{_CHAPTER}": fill(
            "book-essay.xhtml.jinja",
            **values,
            heading=Markup(to_xml(text.title)),
            body=Markup(to_xml(text.body)),
            notes=Markup(to_xml(text.notes)),
        ),
    }
    files = {path: page.encode() for path, page in pages.items()}
    files |= {f"EPUB/{image.name}": image.content for image in kept}
    return pack({**files, "EPUB/style.css": read(_STYLE)})


def _chapter(
    edition: Edition, language: Language, site: Site, name: str, front: Cover, own: Mapping[str, Packed]
) -> Chapter:
    sizes = {path: size for path, image in own.items() if (size := image_size(image.content))}
    setting = Setting(
        language=language,
        source_language=site.source_language,
        say=furniture(language),
        seal=seal(edition.markdown),
        size_of=lambda target: sizes.get(local_path(target, name)),
        title=front.title.text,
    )
    within = Within(
        images={path: image.name for path, image in own.items()},
        link=lambda target: web_address(target, name, language, site),
        essay=name,
    )
    return chapter(edition, setting, within)
