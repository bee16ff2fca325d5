"""Numbers of ordered lists in HTML, EPUB and Markdown, as they are shown; lists that only lead elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.documents.readers.reading_of import blocks, read


@pytest.mark.parametrize(
    ("opening", "items", "shown"),
    [
        ("<ol>", "<li>fill<li>heat", "1. fill\n2. heat"),
        ('<ol start="7">', "<li>fill<li>heat", "7. fill\n8. heat"),
        ('<ol type="a">', "<li>fill<li>heat", "a. fill\nb. heat"),
        ('<ol type="I" start=4>', "<li>fill<li>heat", "IV. fill\nV. heat"),
        ("<ol reversed>", "<li>fill<li>heat<li>cool", "3. fill\n2. heat\n1. cool"),
        ("<ol reversed start=9>", "<li>fill<li>heat", "9. fill\n8. heat"),
        ("<ol>", "<li>fill<li value=5>heat<li>cool", "1. fill\n5. heat\n6. cool"),
        ("<ol start=-1>", "<li>fill<li>heat<li>cool", "-1. fill\n0. heat\n1. cool"),
        ("<ol start=99999999999999999999>", "<li>fill", "1. fill"),
        ('<ol style="list-style-type:none">', "<li>fill<li>heat", "fill\nheat"),
        ('<ol style="list-style: inside lower-roman">', "<li>fill<li>heat", "i. fill\nii. heat"),
        ('<ol style="list-style-type: cjk-ideographic">', "<li>加水<li>加热", "一、加水\n二、加热"),
        ("<ol>", '<li style="display:none">unseen<li>heat', "1. heat"),
        ("<ol>", "<li>1. fill<li>2. heat", "1. fill\n2. heat"),
    ],
)
def test_items_have_the_number_that_a_browser_shows(tmp_path: Path, opening: str, items: str, shown: str) -> None:
    assert blocks(read(tmp_path / "a.html", f"{opening}{items}</ol>")) == [("list", shown)]


def test_lists_inside_one_another_count_by_themselves(tmp_path: Path) -> None:
    page = """<ol><li><p>Fill it.</p><p>Not too far.</p><ol type="a"><li>open<li>close</ol>
    <ul><li>a point</ul><li>Heat it.</ol><p>Between.</p><ol><li><h3>Cool</h3>it</ol>"""
    assert blocks(read(tmp_path / "a.html", page)) == [
        ("list", "1. Fill it.\nNot too far.\na. open\nb. close\na point\n2. Heat it."),
        ("text", "Between."),
        ("heading3", "1. Cool"),
        ("list", "it"),
    ]


def test_the_number_of_code_stands_before_it(tmp_path: Path) -> None:
    shown = [("list", "1. Run\n2."), ("code", "make"), ("list", "3. Done")]
    assert blocks(read(tmp_path / "a.html", "<ol><li>Run<li><pre>make</pre><li>Done</ol>")) == shown
    assert blocks(read(tmp_path / "a.md", "1. Run\n2. ```\n   make\n   ```\n3. Done\n")) == shown


def test_markdown_counts_from_the_first_number(tmp_path: Path) -> None:
    source = "3. fill\n3. heat\n   1) open\n   1) close\n\n   as said\n3. cool\n\n- a point\n  1. inner\n"
    assert blocks(read(tmp_path / "a.md", source)) == [
        ("list", "3. fill\n4. heat\n1) open\n2) close\nas said\n5. cool"),
        ("list", "a point\n1. inner"),
    ]


def test_links_to_other_languages_and_bars_of_links_are_left_out(tmp_path: Path) -> None:
    languages = "".join(f'<li><a hreflang="{tag}" href="/{tag}">{tag} words</a></li>' for tag in ("de", "fr", "zh"))
    page = f"""<main><h1>Pumps</h1><label aria-hidden="true">3 languages</label><ul>{languages}</ul>
    <div class="navbar plainlinks"><ul><li>v<li>t<li>e</ul></div>
    <ul>{languages}<li>Not a link at all</li></ul>
    <ul><li><a href="/one">One pump</a><li><a href="/two">Two pumps</a><li><a href="/three">Three</a></ul></main>"""
    assert blocks(read(tmp_path / "a.html", page)) == [
        ("heading1", "Pumps"),
        ("list", "de words\nfr words\nzh words\nNot a link at all\nOne pump\nTwo pumps\nThree"),
    ]
