"""Pictures and scans are read in real processes, upright or not, in English and Chinese, without any network."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop.documents.reader_client import Readers
from desktop.documents.readers.parts import Looking
from desktop.domain.document import Document
from desktop.domain.events import Progress
from desktop.domain.quote import locate
from desktop.errors import Cancelled, FileDamaged, FileIsScan, FileTooLarge, ScanHasNoText
from desktop.paths import assets
from desktop.worker.cancel import Cancel
from tests.unit.documents.readers.pdfs import paragraph, pdf

pytestmark = pytest.mark.process

LINES = ("Heat pump maintenance record", "The filter was replaced on 14 March.", "Pressure after service: 2.4 bar")
CHINESE = ("年度维修记录", "过滤器已于三月更换")
#: Where Debian's fonts-noto-cjk and others put a face with Chinese letters.
CHINESE_FACES = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
)


def drawn(lines: tuple[str, ...], face: Path | None = None, size: tuple[int, int] = (900, 420)) -> Image.Image:
    """Dark lines of print on a page that is not quite white."""
    picture = Image.new("RGB", size, (248, 247, 244))
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(face or assets() / "fonts" / "SourceSerif4-Regular.ttf"), 34)
    for number, line in enumerate(lines):
        pen.text((60, 60 + 90 * number), line, fill=(25, 25, 30), font=font)
    return picture


def scanned(*pictures: Image.Image) -> bytes:
    """A PDF with a picture a page and no text."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=100)
    return out.getvalue()


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as made:
        yield made


def _read(readers: Readers, path: Path, *, pictures: bool = True) -> tuple[list[Progress], Document]:
    *progress, document = readers.read(path, path.name, pictures=pictures)
    assert isinstance(document, Document)
    return [step for step in progress if isinstance(step, Progress)], document


def test_a_picture_is_read_with_the_places_of_its_words(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "record.png"
    drawn(LINES).save(path)
    _, document = _read(readers, path)
    (page,) = document.pages
    assert all(locate(page.text, line) for line in LINES)
    assert document.notice == "Read from the picture, by OCR."
    words = {word.text: word for word in page.words}
    filter_ = words["filter"]
    assert 1000 < filter_.left < filter_.right < 3000
    assert 10000 * 145 / 420 < (filter_.top + filter_.bottom) / 2 < 10000 * 190 / 420
    assert words["Heat"].bottom <= filter_.top + 200


def test_a_page_of_pictures_lying_on_its_side_or_head_is_read_upright(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "turned.tiff"
    upright = drawn(LINES)
    turned = [upright.rotate(90, expand=True), upright.rotate(180)]
    turned[0].save(path, save_all=True, append_images=turned[1:])
    progress, document = _read(readers, path)
    assert [step.done for step in progress][-1] == 2
    for page in document.pages:
        assert all(locate(page.text, line) for line in LINES)
    side, head = ({word.text: word for word in page.words}["Heat"] for page in document.pages)
    assert side.left < 2500, side  # turned against the clock, the top is at the left and lines run upwards
    assert side.bottom > 7500, side
    assert head.right > 7500, head
    assert head.bottom > 7500, head
    assert document.notice == "Pages 1–2 were read from the picture, by OCR."


def test_scanned_pages_of_a_pdf_are_read_and_the_others_are_not_looked_at(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(drawn(LINES), Image.new("RGB", (900, 420), "white")))
    _, document = _read(readers, path)
    first, second = document.pages
    assert all(locate(first.text, line) for line in LINES)
    assert first.words
    assert second.blocks == ()
    assert document.notice == "Page 1 was read from the picture, by OCR. Page 2 holds pictures without words."
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf([paragraph(["Words that are text already, enough of them for a page."], 700)]))
    assert _read(readers, plain)[1].notice == ""


class _Kept:
    """Keeps what was seen, and stops the reading when so many pages were."""

    def __init__(self, stop: int, cancel: Cancel) -> None:
        self.seen: dict[int, bytes] = {}
        self._stop, self._cancel = stop, cancel

    def known(self) -> tuple[tuple[int, bytes], ...]:
        return tuple(self.seen.items())

    def keep(self, page: int, seen: bytes) -> None:
        assert page not in self.seen, "no page is looked at twice"
        self.seen[page] = seen
        if len(self.seen) == self._stop:
            self._cancel.cancel()


def test_a_stopped_reading_of_a_scan_goes_on_where_it_was(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(scanned(*(drawn((line,), size=(900, 160)) for line in LINES)))
    cancel = Cancel()
    kept = _Kept(1, cancel)
    with pytest.raises(Cancelled):
        list(readers.read(path, path.name, cancel, looks=kept))
    assert list(kept.seen) == [1]
    *_, document = readers.read(path, path.name, looks=kept)
    assert isinstance(document, Document)
    assert sorted(kept.seen) == [1, 2, 3]
    assert all(locate(page.text, line) for page, line in zip(document.pages, LINES, strict=True))
    assert document.notice == "Pages 1–3 were read from the picture, by OCR."


def test_turned_off_a_scan_says_so(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(drawn(LINES)))
    with pytest.raises(FileIsScan, match="is a scan, and reading scans is turned off"):
        _read(readers, path, pictures=False)


def test_a_picture_without_words_says_so(tmp_path: Path, readers: Readers) -> None:
    path = tmp_path / "sky.jpg"
    Image.linear_gradient("L").resize((300, 200)).save(path)
    with pytest.raises(ScanHasNoText):
        _read(readers, path)


def test_what_is_no_picture_or_too_large_a_one_is_refused(tmp_path: Path, readers: Readers) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    with pytest.raises(FileDamaged):
        _read(readers, broken)
    huge = tmp_path / "huge.png"
    Image.new("1", (16000, 16000)).save(huge)
    with pytest.raises(FileTooLarge):
        _read(readers, huge)


def test_chinese_is_read(tmp_path: Path, readers: Readers) -> None:
    face = next((face for face in CHINESE_FACES if face.is_file()), None)
    if face is None:
        pytest.skip("this computer has no typeface with Chinese letters")
    path = tmp_path / "记录.webp"
    drawn(CHINESE, face, (700, 300)).save(path, quality=90)
    _, document = _read(readers, path)
    (page,) = document.pages
    assert all(locate(page.text, line) for line in CHINESE)
    assert [word.text for word in page.words][:6] == list(CHINESE[0])


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every way out closed, pictures are read all the same, from the files that are installed."""
    import socket

    from desktop.documents import reading

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    path = tmp_path / "record.bmp"
    drawn(LINES[:1], size=(900, 160)).save(path)
    parts = list(reading.read(path, path.name))
    assert any(isinstance(part, Looking) for part in parts)
    assert "rapidocr" in sys.modules
