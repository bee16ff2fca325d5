"""LibreOffice opens the decks as they are, shows every slide, and no line of text leaves its box."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.domain.deck import Deck, Outline
from desktop.slides.compose import compose
from desktop.slides.geometry import EMU, HEIGHT, WIDTH
from desktop.slides.looks import THEMES, Theme, theme_for
from desktop.slides.outline import outline_of
from desktop.slides.render import save
from desktop.slides.scene import layout_boxes
from desktop.worker.cancel import Cancel
from tests.unit.slides.samples import CHINESE, REPORT
from tests.unit.slides.test_whole_way import NASTY

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TOOLS = OFFICE is not None and shutil.which("pdftotext") is not None
pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(not TOOLS, reason="LibreOffice Impress or poppler-utils are not installed"),
]
#: Points by which a line may stand over its box: LibreOffice draws with the free twins of the typefaces.
OVER = 6.0
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


def _pages(deck: Deck, folder: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Have the deck shown, and return for each slide its words with where they stand, in points."""
    file = folder / "deck.pptx"
    save(deck, file, author="Ada")
    environment = os.environ | {"HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
    command += ["--convert-to", "pdf:impress_pdf_Export", "--outdir", str(folder), str(file)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=240)
    done = subprocess.run(
        ["pdftotext", "-bbox", str(folder / "deck.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=60,
    )
    pages = done.stdout.split("<page ")[1:]
    scale = WIDTH / float(re.search(r'width="([\d.]+)"', pages[0])[1])  # type: ignore[index]
    return [
        [(*(float(value) * scale for value in match[:4]), match[4]) for match in _WORD.findall(page)] for page in pages
    ]


def _check(deck: Deck, folder: Path) -> None:
    theme = theme_for(deck.theme, deck.language)
    pages = _pages(deck, folder)
    assert len(pages) == len(deck.slides)
    for number, (slide, words) in enumerate(zip(deck.slides, pages, strict=True), 1):
        scene = layout_boxes(slide, theme, number)
        floor = max((box.y + box.h for box in scene.boxes if box.role in {"body", "left", "right"}), default=HEIGHT)
        foot = [box.y for box in scene.boxes if box.role in {"source", "number"}]
        for left, top, right, bottom, word in words:
            assert left >= -OVER, (number, word)
            assert right <= WIDTH + OVER, (number, word)
            assert bottom <= HEIGHT + OVER, (number, word)
            in_body = not foot or bottom < min(foot)
            assert not in_body or bottom <= max(floor, max(foot, default=HEIGHT)) + OVER, (number, word, top)


def _outline(document: object) -> Outline:
    event = list(outline_of([document], cancel=Cancel()))[-1]  # type: ignore[list-item]
    assert isinstance(event, Outline)
    return event


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_report_in_each_theme(theme: Theme, tmp_path: Path) -> None:
    _check(compose(_outline(REPORT), theme), tmp_path)


def test_a_chinese_text(tmp_path: Path) -> None:
    _check(compose(_outline(CHINESE), THEMES[0]), tmp_path)


def test_a_nasty_deck(tmp_path: Path) -> None:
    _check(compose(NASTY, THEMES[0]), tmp_path)
    assert EMU == 12_700
