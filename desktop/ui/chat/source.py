"""Which source of which answer is open in the right pane, and the text of its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from desktop.domain.quote import close, locate
from desktop.errors import LecternError
from desktop.ui.chat.attachments import LANE
from desktop.ui.chat.related import Related
from desktop.ui.chat.why import Asked, Why
from desktop.ui.pictureview import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Citation, Document, Page, Word
    from desktop.ui.chat.services import Libraries
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

Kind = Literal["pdf", "picture", "text"]
NOTHING = Asked()


class SourcePresenter(QObject):
    """Knows the citations of one answer and which of them is shown; reads the text of its document in the background.

    Signals:
        opened: another citation is shown.
        loaded: the text of its document has come, or did not come.
        closed: the pane is to be closed.
    """

    opened = Signal()
    loaded = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, library: Libraries) -> None:
        super().__init__()
        self._tasks, self._library = tasks, library
        self.related = Related(tasks, library)
        #: For the citation that is shown, and for one that is asked about without being shown.
        self.why, self.why_unseen = Why(tasks, library), Why(tasks, library)
        self.asked = Asked()
        self._task: Task[Document] | None = None
        self._names: tuple[str, ...] = ()
        self._moved: dict[str, Path] = {}
        self.message = -1
        self.citations: tuple[Citation, ...] = ()
        self.place = 0
        self.document: Document | None = None
        self.missing = False

    @property
    def citation(self) -> Citation | None:
        """The citation that is shown, None while the pane is closed."""
        return self.citations[self.place] if self.citations else None

    @property
    def path(self) -> Path:
        """Where its file is, or was."""
        given = self.citation.file if self.citation else ""
        return self._moved.get(given, Path(given))

    @property
    def gone(self) -> bool:
        """Whether the file is no longer where it was."""
        return not self.path.is_file()

    @property
    def kind(self) -> Kind:
        """How its page is shown: as a PDF page or a picture, else as the text that the library holds."""
        suffix = self.path.suffix.lower()
        if self.gone:
            return "text"
        return "pdf" if suffix == ".pdf" else "picture" if suffix in SHOWN else "text"

    def words(self, number: int) -> tuple[Word, ...]:
        """Return where the words of a page stand, when it was read from its picture."""
        page = self.page(number)
        return page.words if page is not None else ()

    def page(self, number: int | None) -> Page | None:
        """Return a page of the document's text, the first where it has no pages; None while it is not read."""
        pages = self.document.pages if self.document else ()
        found = next((page for page in pages if page.number == number), None)
        return found or (pages[0] if pages and number is None else None)

    def on_page(self, text: str) -> tuple[int, int] | None:
        """Return where in `text` the quoted words stand, or the most similar ones; None for neither."""
        if self.citation is None or self.citation.state == "missing":
            return None
        found = locate(text, self.citation.quote)
        if found is None and self.citation.state == "close" and (near := close(text, self.citation.quote)):
            return near.start, near.end
        return found

    def open(
        self, names: Sequence[str], message: int, citations: Sequence[Citation], n: int, asked: Asked = NOTHING
    ) -> None:
        """Show citation `n` of the answer at `message`, whose documents are in the libraries `names`.

        Args:
            asked: what the answer searched for.
        """
        place = next((at for at, citation in enumerate(citations) if citation.n == n), None)
        if place is None:
            return
        before = self.citation.file if self.citation else None
        self._names, self.asked = tuple(names), asked
        self.message, self.citations, self.place = message, tuple(citations), place
        if citations[place].file != before:
            self._read()
        self.opened.emit()

    def find_related(self, page: int | None) -> None:
        """Look for what belongs to a page of the shown file, in the same libraries."""
        if self.citation is not None:
            heading = self.citation.heading if page == self.citation.page else ""
            self.related.look(self._names, self.citation.file, page, (heading or "").rpartition("›")[2].strip())

    def find_why(self) -> None:
        """Look for what the shown citation was found by."""
        if self.citation is not None:
            self.why.look(self._names, self.asked, self.citation)

    def open_related(self, n: int) -> None:
        """Show the related passage `n`; the others are the steps from there."""
        self.open(self._names, -1, self.related.citations, n)

    def step(self, by: int) -> None:
        """Go to the next or an earlier citation of the same answer, round and round."""
        if self.citations:
            place = (self.place + by) % len(self.citations)
            self.open(self._names, self.message, self.citations, self.citations[place].n, self.asked)

    def relocate(self, path: Path) -> None:
        """Look for the file of the shown citation at `path` from now on."""
        if self.citation is not None:
            self._moved[self.citation.file] = path
            self.opened.emit()

    def close(self) -> None:
        """Close the pane."""
        if self._task:
            self._task.cancel()
            self._task = None
        self.message, self.citations, self.place, self.document = -1, (), 0, None
        self.closed.emit()

    def _read(self) -> None:
        """Fetch the text of the document from the library that holds it."""
        if self._task:
            self._task.cancel()
        self.document, self.missing = None, False
        names, wanted = self._names, self.citations[self.place].file

        def work(cancel: Cancel) -> Iterator[Document]:
            for name in names:
                cancel.check()
                try:
                    yield self._library.document(name, wanted)
                except LecternError:
                    continue  # the file is in another of the libraries
                return

        def take(batch: Sequence[Document]) -> None:
            if self.citation is not None and self.citation.file == wanted:
                self.document = batch[-1]

        def done(error: Exception | None = None) -> None:
            if self.citation is not None and self.citation.file == wanted:
                self.missing = self.document is None
                self.loaded.emit()

        self._task = self._tasks.run(work, take, done, done, lane=LANE)
