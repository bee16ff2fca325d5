"""Archives are judged by their directory, before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import pptx
import pytest

from desktop.documents.readers import archive
from desktop.documents.readers.source import opened
from desktop.errors import FileDamaged, FileEncrypted, FileTooLarge, FileUnsupported
from tests.unit.documents.readers.reading_of import read
from tests.unit.documents.readers.test_office import rewritten, saved


def _word(text: str = "MARK") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    return saved(document)


def _with(data: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return out.getvalue()


def test_a_part_that_unpacks_to_too_much(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge, match="unpacks to 210 MB"):
        read(tmp_path / "a.docx", _with(_word(), word__big_xml=b" " * 210_000_000))


def test_a_part_that_shrank_more_than_text_can(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge, match="a part of it unpacks to 30 MB"):
        read(tmp_path / "a.docx", _with(_word(), word__big_xml=b" " * 30_000_000))


def test_too_many_parts(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge, match="parts"):
        read(tmp_path / "a.docx", _with(_word(), **{f"p{n}": b"" for n in range(5100)}))


def test_pictures_are_never_unpacked(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "words"
    data = _with(saved(deck), **{"ppt__media__image9.png": b"\0" * 300_000_000})
    assert read(tmp_path / "a.pptx", data).pages[0].text == "words"


def test_a_slim_copy_is_small_and_keeps_every_part(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_with(_word(), **{"word__media__a.png": b"\x89" * 50_000}))
    with opened(path, "a.docx") as source:
        copy = archive.slim(source)
    with zipfile.ZipFile(copy) as slim, zipfile.ZipFile(path) as whole:
        assert set(slim.namelist()) == set(whole.namelist())
        assert slim.read("word/media/a.png") == b""
        assert slim.read("word/document.xml") == whole.read("word/document.xml")


def test_overlapping_parts(tmp_path: Path) -> None:
    data = bytearray(_word())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 42, 0)  # the last entry now claims to stand where the first does
    with pytest.raises(FileDamaged):
        read(tmp_path / "a.docx", bytes(data))


def test_a_size_that_lies(tmp_path: Path) -> None:
    data = bytearray(_with(_word(), word__zz_xml=b"x" * 100_000))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)  # declares 10 bytes, holds 100,000
    with pytest.raises(FileDamaged):
        read(tmp_path / "a.docx", bytes(data))


def test_an_encrypted_archive(tmp_path: Path) -> None:
    data = bytearray(_word())
    struct.pack_into("<H", data, data.rindex(b"PK\x01\x02") + 8, 1)
    with pytest.raises(FileEncrypted):
        read(tmp_path / "a.docx", bytes(data))


def test_entities_neither_grow_nor_read_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("CANARY", encoding="utf-8")
    laughs = "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for name, inner in zip("bcdefghi", "abcdefgh", strict=True)
    )

    def change(doctype: str, use: str) -> bytes:
        def put(body: bytes) -> bytes:
            return body.replace(b"<w:document", f"<!DOCTYPE l [{doctype}]><w:document".encode(), 1).replace(
                b"MARK", use.encode()
            )

        return rewritten(_word(), "word/document.xml", put)

    outside = read(tmp_path / "a.docx", change(f'<!ENTITY x SYSTEM "file://{secret}">', "before &x; after"))
    assert "CANARY" not in outside.pages[0].text
    with pytest.raises(FileDamaged, match="XML"):
        read(tmp_path / "b.docx", change(f'<!ENTITY a "{"a" * 10}">{laughs}', "&i;"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_old_and_encrypted_office_files(tmp_path: Path) -> None:
    with pytest.raises(FileEncrypted):
        read(tmp_path / "a.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(FileUnsupported):
        read(tmp_path / "a.docx", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"))


def test_a_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert read(tmp_path / "page.docx", "<html><body><p>words</p></body></html>").pages[0].text == "words"
    assert read(tmp_path / "page.pdf", "<!DOCTYPE html><p>words</p>").pages[0].text == "words"
    assert read(tmp_path / "deck.docx", _word("words")).pages[0].text == "words"
    assert read(tmp_path / "word.txt", _word("words")).pages[0].text == "words"
    with pytest.raises(FileDamaged, match="not a Word file"):
        read(tmp_path / "a.docx", "plain words")
    with pytest.raises(FileDamaged, match="archive"):
        read(tmp_path / "b.docx", _word()[:3000])
    with pytest.raises(FileDamaged, match="not a picture"):
        read(tmp_path / "c.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    with pytest.raises(FileUnsupported):
        read(tmp_path / "d.txt", b"\x7fELF" + b"\0" * 100)
