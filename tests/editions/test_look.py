"""A project's own templates and stylesheets: what they can change, and what they cannot reach."""

from __future__ import annotations

import pytest

from essaytool.editions.links import Site
from essaytool.editions.page import render_html
from essaytool.editions.templating import PLAIN, Look
from essaytool.errors import ProjectError
from tests.editions.samples import ENGLISH, Page, source

ESSAY = "---\ntitle: T\n---\n\nText.\n"


def shown(**own: str) -> Page:
    look = Look({name.replace("__", "."): text for name, text in own.items()})
    return Page(render_html(source(ESSAY), ENGLISH, Site(ENGLISH, {"x": (ENGLISH,)}, look=look), "x"))


def test_a_template_can_change_one_block_of_the_one_it_stands_for() -> None:
    text = '{% extends "essaytool/essay.html.jinja" %}'
    text += "{% block foot %}<footer>Ours, {{ language.tag }}</footer>{% endblock %}"
    built = shown(essay__html__jinja=text)
    assert built.one("footer").text == "Ours, en"
    assert built.one("h1").text == "T"


def test_a_projects_base_is_the_base_of_every_page() -> None:
    assert shown(base__html__jinja="<p>{% block main %}{% endblock %}</p>").html.startswith("<p><article>")


def test_a_projects_own_macros_can_be_brought_in() -> None:
    built = shown(
        mine__jinja="{% macro sign() %}<b>mine</b>{% endmacro %}",
        essay__html__jinja='{% from "mine.jinja" import sign %}{{ sign() }}',
    )
    assert built.one("b").text == "mine"


def test_a_stylesheet_stands_for_ours_and_extra_css_comes_after_all() -> None:
    built = shown(essay__css="p { color: green }", extra__css="q { content: 'a ;  b' }")
    style = built.one("style").text
    assert style.endswith("p { color: green }q { content: 'a ;  b' }")
    assert PLAIN.sheet("page") in style
    assert PLAIN.sheet("essay") not in style


def test_the_policy_admits_a_stylesheet_however_its_lines_end() -> None:
    styles = {shown(extra__css=f"a {{ }}{end}b {{ }}{end}").one("style").text for end in ("\n", "\r\n", "\r")}
    (style,) = styles
    assert style.endswith("a { }\nb { }")


def test_what_a_template_is_given_is_escaped() -> None:
    built = render_html(
        source("---\ntitle: '<b>'\n---\n"),
        ENGLISH,
        Site(ENGLISH, {"x": (ENGLISH,)}, look=Look({"essay.html.jinja": "{{ cover.title.text }}"})),
        "x",
    )
    assert built == "&lt;b&gt;"


@pytest.mark.parametrize(
    "text",
    [
        "{{ language.__class__.__mro__ }}",
        "{{ say.__init__.__globals__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ say.__call__.__func__.__globals__ }}",
        "{{ tongues.append(1) }}",
        "{{ range(999999999) | list }}",
        "{{ ('%s' * 3).format.__self__.__class__ }}",
        '{{ "{0.__class__}".format(language) }}',
    ],
)
def test_a_template_reaches_nothing_but_what_it_is_given(text: str) -> None:
    with pytest.raises(ProjectError, match="the template fails"):
        shown(essay__html__jinja=f"<p>\n{text}")


@pytest.mark.parametrize(
    "name",
    ["../templating.py", "../../../pyproject.toml", "/etc/passwd", "essaytool/../templating.py", "nowhere"],
)
def test_a_template_includes_no_file_that_is_no_template(name: str) -> None:
    with pytest.raises(ProjectError, match="the template fails"):
        shown(essay__html__jinja='{% include "' + name + '" %}')


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\n{% if %}", 2), ("a\n\n{{ nothing_of_ours }}", 3), ("a\n{{ 1 / 0 }}", 2), ("{% x %}", 1)],
)
def test_a_template_that_fails_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ProjectError) as failure:
        shown(essay__html__jinja=text)
    assert str(failure.value).startswith(f"templates/essay.html.jinja:{line}: the template fails: ")


def test_a_stylesheet_cannot_end_the_element_that_it_stands_in() -> None:
    with pytest.raises(ProjectError, match="holds </style"):
        shown(extra__css="p { content: '</STYLE><script>' }")
