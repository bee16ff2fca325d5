"""A .pptx or .potx of the user as a template: which of its layouts serves for what, and how much they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.errors import TemplateUnusable

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.deck import Slide
    from desktop.slides.scene import Scene
    from desktop.slides.themes.looks import Theme


class Template(msgspec.Struct, frozen=True):
    presentation: Any

    def lay_out(self, slide: Slide, number: int) -> tuple[Scene, Any]:
        raise NotImplementedError

    def natural(self, layout: str, idx: int) -> float:
        raise NotImplementedError


def open_template(path: Path, theme: Theme) -> Template:
    raise TemplateUnusable(file=path.name, reason="not yet")
