"""Read PDF a second way, by pypdf: ten times slower, but it repairs files that PDFium refuses."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from desktop.documents.clean import clean_line
from desktop.documents.readers.lines import Line, Sheet
from desktop.errors import FileDamaged, FileEncrypted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdf


class Second:
    """Knows the document as pypdf sees it: slower, but it repairs files that PDFium refuses."""

    def __init__(self, data: bytes, shown: str) -> None:
        import pypdf
        from pypdf.errors import DependencyError, FileNotDecryptedError

        try:
            self._reader: pypdf.PdfReader = pypdf.PdfReader(io.BytesIO(data))
            if self._reader.is_encrypted and not self._reader.decrypt(""):
                raise FileEncrypted(file=shown)
            self.count = len(self._reader.pages)
        except (FileNotDecryptedError, DependencyError):
            raise FileEncrypted(file=shown) from None
        if not self.count:
            raise FileDamaged(file=shown, reason="it has no pages")
        self.failed: list[int] = []

    def title(self) -> str:
        """The document's own title, or empty."""
        metadata = self._reader.metadata
        return clean_line(metadata.title or "")[:300] if metadata else ""

    def headings(self) -> dict[int, dict[str, int]]:
        """None: the outline of such a file is not trusted."""
        return {}

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages; one that cannot be read is empty and in `failed`."""
        for index in range(self.count):
            try:
                yield self.sheet(index)
            except Exception:
                # pypdf raises many kinds of its own and of the standard library; the page is named in the notice.
                self.failed.append(index + 1)
                yield Sheet(index + 1, None, [])

    def sheet(self, index: int) -> Sheet:
        """Read the page at `index`; may raise anything."""
        text = self._reader.pages[index].extract_text()
        return Sheet(index + 1, None, [Line(row.strip()) for row in text.splitlines() if row.strip()])
