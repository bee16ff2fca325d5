"""Keep the deck that is worked on while it changes, and show it again at the next start."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.deck import Draft
from desktop.errors import LecternError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.ui.slides.presenter import SlidesPresenter
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel

#: Milliseconds after a change before the deck is kept; more changes meanwhile do not put it off.
SETTLE = 400


class Keeping(QObject):
    """Knows what of the presenter is kept. Files are written on a worker thread, at the end on the window's."""

    failed = Signal(object)  # LecternError; once until keeping works again

    def __init__(
        self,
        presenter: SlidesPresenter,
        tasks: Tasks,
        keep: Callable[[Draft], None],
        forget: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        """Make it; `keep` and `forget` raise a LecternError when they could not."""
        super().__init__(parent)
        self._presenter, self._tasks = presenter, tasks
        self._keep, self._forget = keep, forget
        self._wanted: Draft | None = None
        self._kept: Draft | None = None
        self._writing = threading.Lock()
        self._ailing = False
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._timer.timeout.connect(self._hand_over)
        changes = (presenter.outline_changed, presenter.typed, presenter.deck_changed, presenter.saved)
        for signal in (*changes, presenter.selection_changed):
            signal.connect(self._changed)

    def restore(self, draft: Draft) -> None:
        """Go on with a deck that was kept; edits that were made before can no longer be undone."""
        self._kept = draft
        template = Path(draft.template) if draft.template else None
        self._presenter.show(
            {
                "outline": draft.outline,
                "theme": draft.theme,
                "template": template,
                "material": draft.material,
                "selected": draft.selected,
                "saved_at": draft.saved_at,
                "saved_as": None if draft.unsaved else (draft.outline, draft.theme, template),
            }
        )

    def close(self) -> None:
        """Keep what is not kept yet; where that fails, which nobody can be told any more, the deck before is kept."""
        self._timer.stop()
        self._wanted = self._draft()
        with contextlib.suppress(LecternError):
            self._write()

    def _changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _hand_over(self) -> None:
        self._wanted = self._draft()
        if self._wanted == self._kept:
            return

        def work(cancel: Cancel) -> Iterator[None]:
            self._write()
            yield None

        def told(_: object) -> None:
            self._ailing = False

        self._tasks.run(work, told, lambda: None, self._broke)

    def _broke(self, error: Exception) -> None:
        if not self._ailing or not isinstance(error, LecternError):
            self.failed.emit(error)
        self._ailing = True

    def _write(self) -> None:
        """Keep the newest there is when it is this one's turn, so that no earlier deck is written after a later one."""
        with self._writing:
            draft = self._wanted
            if draft == self._kept:
                return
            if draft is None:
                self._forget()
            else:
                self._keep(draft)
            self._kept = draft

    def _draft(self) -> Draft | None:
        shown = self._presenter
        outline = shown.as_typed
        if outline is None:
            return None
        template, unsaved = str(shown.template or ""), shown.unsaved or outline != shown.outline
        return Draft(outline, shown.theme, template, shown.material, shown.saved_at, unsaved, shown.selected)
