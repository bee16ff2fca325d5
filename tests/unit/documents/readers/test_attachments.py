"""What is attached to a mail: read by the reader of its kind, named on its pages, and never a reason to fail."""

from __future__ import annotations

import io
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents.chunk import chunks
from desktop.documents.readers import attachments
from desktop.domain.document import Document
from desktop.errors import FileHasNoText
from tests.unit.documents.readers.pdfs import Text, pdf
from tests.unit.documents.readers.reading_of import read


def _mail(files: Mapping[str, bytes], subject: str = "Papers", words: str = "See below.") -> EmailMessage:
    message = EmailMessage()
    if subject:
        message["Subject"] = subject
    message.set_content(words)
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def _word(words: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading("Lease", 1)
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def _sheet() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for name, row in (("Costs", ("Fee", 7)), ("Income", ("Rent", 900))):
        book.create_sheet(name).append(row)
    del book["Sheet"]
    book.save(out)
    return out.getvalue()


def _pages(*words: str) -> bytes:
    return pdf([[Text(50, 700, text)] for text in words])


def _places(document: Document) -> list[tuple[int, str | None]]:
    return [(page.number, page.label) for page in document.pages]


def test_attached_files_are_pages_under_their_names(tmp_path: Path) -> None:
    files = {
        "plan.pdf": _pages("First page", "Second page"),
        "lease.docx": _word("It ends in May."),
        "a.xlsx": _sheet(),
    }
    document = read(tmp_path / "a.eml", _mail(files).as_bytes())
    assert document.paged
    assert _places(document) == [
        (1, None),
        (2, "plan.pdf › 1"),
        (3, "plan.pdf › 2"),
        (4, "lease.docx"),
        (5, "a.xlsx › Costs"),
        (6, "a.xlsx › Income"),
    ]
    assert document.pages[3].text == "Lease\nIt ends in May."
    assert document.pages[5].blocks[0].place == "Income!A1:B1"
    assert not document.notice
    assert "lease.docx" in next(chunk.header for chunk in chunks(document) if "May" in chunk.text)


def test_a_mail_without_files_that_are_read_has_no_pages(tmp_path: Path) -> None:
    files = {"a.zip": b"PK\3\4junk", ".env": b"SECRET=1", "logo.png": b"\x89PNG\r\n" + bytes(200), "b.doc": b"old"}
    document = read(tmp_path / "a.eml", _mail(files).as_bytes())
    assert not document.paged
    assert document.notice == "Attached and not read: a.zip, .env, logo.png, b.doc."


def test_a_mail_of_nothing_but_an_attachment(tmp_path: Path) -> None:
    document = read(tmp_path / "a.eml", _mail({"a.txt": b"Tide tables"}, "", "").as_bytes())
    assert _places(document) == [(1, "a.txt")]
    with pytest.raises(FileHasNoText):
        read(tmp_path / "b.eml", _mail({"a.zip": b"PK\3\4"}, "", "").as_bytes())


def test_the_declared_encoding_of_an_attached_text_counts(tmp_path: Path) -> None:
    message = _mail({})
    message.add_attachment("čudo u šumi, 价格".encode("gb18030"), maintype="text", subtype="plain", filename="a.txt")
    message.get_payload()[1].set_param("charset", "gb18030")  # type: ignore[index, union-attr]
    assert read(tmp_path / "a.eml", message.as_bytes()).pages[1].text == "čudo u šumi, 价格"


def test_mails_in_mails_end_at_a_depth(tmp_path: Path) -> None:
    message = _mail({"a.txt": b"Words 0"}, "0")
    for number in range(1, 6):
        message = _mail({"a.eml": message.as_bytes()}, str(number))
    document = read(tmp_path / "a.eml", message.as_bytes())
    assert [page.label for page in document.pages] == [
        None,
        "a.eml › 1",
        "a.eml › a.eml › 1",
        "a.eml › a.eml › a.eml",
    ]
    assert document.notice.endswith("Attached and not read: a.eml.")


def test_a_mailbox_has_attachments_behind_its_mails(tmp_path: Path) -> None:
    mails = [_mail({"a.txt": b"It is 900."}, "Rent"), _mail({}, "Boiler"), _mail({"b.csv": b"Day,Hour\n1,7\n"}, "Tide")]
    box = b"".join(b"From x\n" + mail.as_bytes() + b"\n" for mail in mails)
    document = read(tmp_path / "a.mbox", box)
    assert _places(document) == [(1, None), (2, None), (3, None), (4, "1 › a.txt"), (5, "3 › b.csv")]
    assert document.pages[3].text == "Rent\nIt is 900."


def test_faults_of_attachments_are_told_and_cost_nothing_else(tmp_path: Path) -> None:
    files = {"bad.pdf": b"%PDF-1.7 nothing", "bad.docx": _word("x")[:-40], "good.txt": b"Tide tables"}
    document = read(tmp_path / "a.eml", _mail(files).as_bytes())
    assert document.pages[-1].text == "Tide tables"
    assert document.notice == (
        "“bad.pdf” is damaged and cannot be read (it is cut off). "
        "“bad.docx” is damaged and cannot be read (its archive is cut off or broken)."
    )


def test_no_more_than_some_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments.Attachments.__init__, "__defaults__", (2,))
    files = {f"{name}.txt": b"Words" for name in "abcd"}
    document = read(tmp_path / "a.eml", _mail(files).as_bytes())
    assert [page.label for page in document.pages] == [None, "a.txt", "b.txt"]
    assert document.notice == "Attached and not read: c.txt, d.txt."


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(("a.pdf", "b.docx", "c.xlsx", "d.eml", "e.msg", "f.odt")), st.binary(max_size=200))
)
def test_whatever_is_attached_the_mail_is_read(tmp_path: Path, files: dict[str, bytes]) -> None:
    whole = {"a.pdf": _pages("Words"), "b.docx": _word("x"), "c.xlsx": _sheet()}
    broken = {name: whole.get(name, b"")[: 400 + 7 * len(data)] + data for name, data in files.items()}
    document = read(tmp_path / "a.eml", _mail(broken).as_bytes())
    assert document.pages[0].text == "Papers\nSee below."
