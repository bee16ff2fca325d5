"""Make the sample documents in assets/samples, which the first run and the tour use. All of them tell one story.

The PDF and the Office files are made here from sample_facts; the two Markdown files beside them are written by hand.
"""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject
from PySide6.QtGui import QGuiApplication
from sample_facts import NOTICE
from sample_linden import write_report
from sample_office import WRITTEN, write_briefing, write_method, write_readings
from sample_report import load_fonts

SAMPLES = Path(__file__).resolve().parent.parent / "assets" / "samples"


def finish_pdf(path: Path, headings: list[tuple[str, int, int]]) -> None:
    """Give Qt's PDF an outline and its spaces: Qt says that the space's glyph stands for a tab.

    `headings` are (text, level from 1, page from 1).
    """
    described = PdfReader(path).metadata
    assert described is not None
    writer = PdfWriter()
    writer.append(path, import_outline=False)
    parents: dict[int, IndirectObject] = {}
    for text, level, number in headings:
        words = re.sub(r"\s+", " ", text)
        parents[level] = writer.add_outline_item(title=words, page_number=number - 1, parent=parents.get(level - 1))
    for page in writer.pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        fonts = resources.get("/Font", DictionaryObject()).get_object()
        assert isinstance(fonts, DictionaryObject)
        for font in fonts.values():
            stream = font.get_object()["/ToUnicode"].get_object()
            assert isinstance(stream, StreamObject)
            stream.set_data(re.sub(rb"(?<=[\[ ])<0009>(?= )(?=[^\[]*\])", b"<0020>", stream.get_data()))
    stamp = f"D:{WRITTEN:%Y%m%d%H%M%S}Z"
    writer.add_metadata(
        {
            "/Title": str(described.title),
            "/Author": "Linden Street Housing Co-operative",
            "/Subject": NOTICE,
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
    writer.compress_identical_objects()
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(path)


def settled(office_file: bytes) -> bytes:
    """Return an Office file with one fixed date throughout, so that making it twice gives the same bytes."""
    moment = f"{WRITTEN:%Y-%m-%dT%H:%M:%SZ}".encode()
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office_file)) as source, zipfile.ZipFile(result, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + moment, data)
            elif part.filename.endswith(".xlsx"):
                data = settled(data)
            info = zipfile.ZipInfo(part.filename, (WRITTEN.year, WRITTEN.month, WRITTEN.day, WRITTEN.hour, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return result.getvalue()


def main() -> int:
    """Write every sample and say how large they are."""
    application = QGuiApplication(sys.argv)
    load_fonts()
    SAMPLES.mkdir(parents=True, exist_ok=True)
    report = SAMPLES / "Linden-Street-final.pdf"
    finish_pdf(report, write_report(report))
    write_method(SAMPLES / "Meter-method.docx")
    write_readings(SAMPLES / "Meter-readings.xlsx")
    write_briefing(SAMPLES / "Board-briefing.pptx")
    for name in ("Meter-method.docx", "Meter-readings.xlsx", "Board-briefing.pptx"):
        (SAMPLES / name).write_bytes(settled((SAMPLES / name).read_bytes()))
    files = sorted(SAMPLES.iterdir())
    print(f"{len(files)} samples, {sum(path.stat().st_size for path in files) // 1024} KB, are in {SAMPLES}.")
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
