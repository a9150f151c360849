"""The local images of editions: reading them, in the reader's language where there is one, fit to publish."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from functools import cache
from pathlib import Path

from essaytool.editions.images import image_size, names_for, published
from essaytool.errors import FileError
from essaytool.files import is_there, read
from essaytool.languages import Language
from essaytool.paths import inside
from essaytool.project import Project
from essaytool.workflow.results import Lost

Images = Mapping[tuple[str, Language], bytes]
"""What is published in an image's place, by its path in the folder of essays and the edition's language."""


def read_images(
    project: Project, shown: Mapping[tuple[str, Language], Sequence[str]]
) -> Generator[Lost, None, Images]:
    """The images that editions show; yields those that cannot come along, each once.

    `shown` are their paths in the folder of essays, by the essay's name and the edition's language.
    """
    found: dict[tuple[str, Language], bytes] = {}
    lost: dict[str, Lost] = {}
    take = cache(_take)
    for (name, language), images in shown.items():
        for image in images:
            path = _path(project.source_folder, image, language)
            content = take(path, project.source_folder)
            if isinstance(content, bytes):
                found[image, language] = content
            else:
                relative = project.relative(path)
                lost.setdefault(relative, Lost(name, relative, content.sentence))
    yield from (lost[path] for path in sorted(lost))
    return found


def sizes_in(images: Images, language: Language) -> Mapping[str, tuple[int, int]]:
    """The measures of the images of one language's editions, by their path in the folder of essays."""
    sizes = {path: image_size(content) for (path, spoken), content in images.items() if spoken == language}
    return {path: size for path, size in sizes.items() if size}


def _path(folder: Path, image: str, language: Language) -> Path:
    """The file that stands for an image in this language: the first that is there of those it can be."""
    names = names_for(image, language)
    return folder / next((name for name in names if is_there(folder / name)), image)


def _take(path: Path, folder: Path) -> bytes | FileError:
    """The image as it may be published, or why it cannot be."""
    try:
        if not inside(path, folder):
            raise FileError("it leads out of the folder of essays")
        return published(read(path), path.name)
    except FileError as error:
        return error
