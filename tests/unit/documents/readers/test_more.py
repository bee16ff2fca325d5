"""OpenDocument, EPUB, mail, Rich Text, JSON and source code."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from desktop.errors import FileDamaged, FileEncrypted, FileHasNoText
from tests.unit.documents.readers.reading_of import blocks, read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
    )
)


def _zip(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return out.getvalue()


def _odf(body: str, manifest: str = "<manifest/>") -> bytes:
    content = f"<office:document-content {NAMES}><office:body>{body}</office:body></office:document-content>"
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>On fruit</dc:title></m>'
    return _zip(**{"content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest})


TABLE = (
    "<table:table-row><table:table-cell><text:p>Kind</text:p></table:table-cell>"
    '<table:table-cell table:number-columns-repeated="2"><text:p>Price</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
)


def test_odt(tmp_path: Path) -> None:
    body = (
        "<office:text><text:h text:outline-level='2'>Fruit</text:h>"
        "<text:p>Apples<text:s/>are<text:tab/>round.<text:note><text:note-body><text:p>A note.</text:p>"
        "</text:note-body></text:note></text:p><text:list><text:list-item><text:p>one</text:p></text:list-item>"
        f"<text:list-item><text:p>two</text:p></text:list-item></text:list><table:table>{TABLE}</table:table></office:text>"
    )
    document = read(tmp_path / "a.odt", _odf(body))
    assert document.title == "On fruit"
    assert not document.paged
    assert blocks(document) == [
        ("heading2", "Fruit"),
        ("text", "Apples are round. A note."),
        ("list", "one\ntwo"),
        ("table", "Kind | Price | Price"),
    ]


def test_ods_and_odp(tmp_path: Path) -> None:
    sheet = read(
        tmp_path / "a.ods",
        _odf(f"<office:spreadsheet><table:table table:name='Prices'>{TABLE}</table:table></office:spreadsheet>"),
    )
    assert [(page.label, page.text, page.blocks[0].place) for page in sheet.pages] == [
        ("Prices", "Kind | Price | Price", "Prices!A1:C1")
    ]
    slide = (
        "<draw:page><draw:frame presentation:class='title'><draw:text-box><text:p>Hello</text:p></draw:text-box>"
        "</draw:frame><draw:frame><draw:text-box><text:p>Body</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame presentation:class='page-number'><draw:text-box><text:p>7</text:p>"
        "</draw:text-box></draw:frame>"
        "<draw:frame><draw:text-box><text:p>Say it.</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
    )
    deck = read(tmp_path / "a.odp", _odf(f"<office:presentation>{slide}{slide}</office:presentation>"))
    assert deck.paged
    assert blocks(deck) == [("heading1", "Hello"), ("text", "Body"), ("note", "Say it.")] * 2


def test_a_long_ods_sheet_is_several_pages(tmp_path: Path) -> None:
    row = "<table:table-row>{}</table:table-row>".format
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    rows = row(cell("Kind") + cell("Note"))
    rows += "".join(row(cell(f"kind {number}") + cell("round and red " * 5)) for number in range(1500))
    table = f"<table:table table:name='Prices'>{rows}</table:table>"
    first, *_, last = read(tmp_path / "a.ods", _odf(f"<office:spreadsheet>{table}</office:spreadsheet>")).pages
    end = int(first.blocks[0].place.rpartition("B")[2])
    assert first.label == f"Prices!1:{end}"
    assert last.blocks[0].place.startswith("Prices!A1:B1,A")
    assert last.blocks[0].place.endswith(":B1501")
    assert last.text.startswith("Kind | Note\nkind ")


def test_encrypted_and_empty_odf(tmp_path: Path) -> None:
    with pytest.raises(FileEncrypted):
        read(tmp_path / "a.odt", _odf("<office:text/>", "<manifest><encryption-data/></manifest>"))
    with pytest.raises(FileHasNoText):
        read(tmp_path / "a.odt", _odf("<office:text/>"))


def _book(*chapters: str, **more: str) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>A book</dc:title></metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    parts = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="text/book.opf"/></rootfiles></container>',
        "text/book.opf": package,
        **{f"text/c {n}.xhtml": chapter for n, chapter in enumerate(chapters)},
        **more,
    }
    return _zip(**parts)


def test_epub_follows_its_spine(tmp_path: Path) -> None:
    document = read(tmp_path / "a.epub", _book("<h1>Last</h1><p>end</p>", "<h1>First</h1><p>begin</p>"))
    assert document.title == "A book"
    assert [text for _, text in blocks(document)] == ["First", "begin", "Last", "end"]


def test_a_protected_book(tmp_path: Path) -> None:
    with pytest.raises(FileEncrypted):
        read(tmp_path / "a.epub", _book("<p>x</p>", **{"META-INF/encryption.xml": '<e URI="text/c 0.xhtml"/>'}))


def test_mail(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ana <a@example.org>", "b@example.org", "Grüße"
    message.set_content("Hello Bob,\n\nthe price is 7 €.\n")
    message.add_alternative("<p>another form</p>", subtype="html")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="bill.zip")
    document = read(tmp_path / "a.eml", message.as_bytes())
    assert document.title == "Grüße"
    assert blocks(document) == [
        ("heading1", "Grüße"),
        ("list", "From: Ana <a@example.org>\nTo: b@example.org"),
        ("text", "Hello Bob,"),
        ("text", "the price is 7 €."),
    ]
    assert document.notice == "Attached and not read: bill.zip."


def test_a_mailbox_has_a_page_for_each_mail(tmp_path: Path) -> None:
    first = EmailMessage()
    first["From"], first["Subject"], first["Date"] = "Ana <a@example.org>", "Boiler", "Mon, 2 Mar 2026 10:00:00 +0000"
    first.set_content("The boiler is loud.\n\nFrom tomorrow on it is off.")
    first.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="bill.pdf")
    second = EmailMessage()
    second["Subject"] = "Re: Boiler"
    second.set_content("Thank you. 谢谢。")
    box = b"".join(
        b"From MAILER Mon Mar  2 10:00:00 2026\n" + mail.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n"
        for mail in (first, second)
    )
    document = read(tmp_path / "a.mbox", box)
    assert [page.number for page in document.pages] == [1, 2]
    assert [block.text for block in document.pages[0].blocks] == [
        "Boiler",
        "From: Ana <a@example.org>\nDate: Mon, 02 Mar 2026 10:00:00 +0000",
        "The boiler is loud.",
        "From tomorrow on it is off.",
        "Attached: bill.pdf",
    ]
    assert document.pages[1].text.endswith("Thank you. 谢谢。")
    with pytest.raises(FileDamaged, match="not a mailbox"):
        read(tmp_path / "b.mbox", "Dear Ana,\n\nFrom tomorrow on it is off.")


def test_a_mail_as_long_as_a_mailbox_is_cut_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.documents.readers.mbox.MOST_BYTES", 2000)
    monkeypatch.setattr("desktop.documents.readers.mbox.PORTION", 64)
    long = "From a\nSubject: long\n\n" + "word " * 5000 + "\nlast\n\n"
    document = read(tmp_path / "a.mbox", long + "From b\nSubject: next\n\nshort\n")
    assert len(document.pages) == 2
    assert "last" not in document.pages[0].text
    assert document.pages[1].text == "next\nshort"


def test_a_mail_of_html_only(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("<p>only <b>this</b></p>", subtype="html")
    assert read(tmp_path / "a.eml", message.as_bytes()).pages[0].text == "only this"


def test_footnotes_and_tables_of_rtf(tmp_path: Path) -> None:
    note, table = rb"{\super\chftn{\footnote\pard\plain\chftn  By law.}}", rb"a\cell b\cell\row c\cell d\cell\row"
    source = rb"{\rtf1\ansi Fees rose" + note + rb" again.\par " + table + b"}"
    (text, rows) = blocks(read(tmp_path / "a.rtf", source))
    assert " ".join(text[1].split()) == "Fees rose By law. again."
    assert rows == ("table", "a | b\nc | d")


def test_rtf(tmp_path: Path) -> None:
    source = rb"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 First {\b bold}.\par Second \'e9\u8364?.\par a\cell b\cell\row}"
    document = read(tmp_path / "a.rtf", source)
    assert blocks(document)[:2] == [("text", "First bold."), ("text", "Second é€.")]
    assert read(tmp_path / "b.docx", source).pages[0].text == document.pages[0].text
    with pytest.raises(FileDamaged):
        read(tmp_path / "c.rtf", "no such thing")


def test_json_has_a_line_for_each_value(tmp_path: Path) -> None:
    document = read(tmp_path / "a.json", '{"name":"orchard","sizes":[1,2]}')
    assert '"name": "orchard"' in document.pages[0].text.split("\n")[1]
    assert read(tmp_path / "b.json", '{"broken":').pages[0].text == '{"broken":'


def test_source_code_keeps_its_lines(tmp_path: Path) -> None:
    code = "import os\n\n\ndef one():\n    return 1\n\n    # still one\n\n\ndef two():\n\treturn 2\n"
    assert blocks(read(tmp_path / "a.py", code)) == [
        ("code", "import os"),
        ("code", "def one():\n    return 1\n\n    # still one"),
        ("code", "def two():\n\treturn 2"),
    ]
