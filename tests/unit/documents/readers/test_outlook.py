"""Messages that Outlook saved: people, date, text, names of attachments, and damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import FileDamaged, FileHasNoText, LecternError
from tests.unit.documents.readers.msgs import message, parts
from tests.unit.documents.readers.reading_of import blocks, read

#: 2024-12-22 08:23 UTC in 100 ns since 1601.
SENT = 133793293800000000


def test_subject_people_date_text_and_attachments(tmp_path: Path) -> None:
    data = message(
        "Pumps for the hall",
        "Dear Li Wei,\r\n\r\nthe pump was checked.\r\nIt runs.",
        sender=("Dana Ott", "dana@example.org"),
        to=(("Li Wei 李伟", "li@example.org"), ("Office", "office@example.org")),
        attached=("plan.doc", "Fotos – Mai.zip"),
        sent=SENT,
    )
    document = read(tmp_path / "a.msg", data)
    assert document.title == "Pumps for the hall"
    assert not document.paged
    assert blocks(document) == [
        ("heading1", "Pumps for the hall"),
        (
            "list",
            'From: "Dana Ott" <dana@example.org>\nTo: Li Wei 李伟 <li@example.org>; Office <office@example.org>\n'
            "Date: Sun, 22 Dec 2024 08:23:00 +0000",
        ),
        ("text", "Dear Li Wei,"),
        ("text", "the pump was checked.\nIt runs."),
    ]
    assert document.notice == "Attached and not read: plan.doc, Fotos – Mai.zip."


def test_what_is_attached_is_read_and_a_message_inside_too(tmp_path: Path) -> None:
    deeper = parts("Deeper", "It is raining.", attached=(("fees.csv", b"Fee,Amount\nEntry,7\n"),), header=24)
    inner = parts("Inner", "The ferry is late.", attached=(("b.txt", b"Tide tables"),), inside=(deeper,), header=24)
    document = read(
        tmp_path / "a.msg", message("Outer", "See below.", attached=(("a.txt", b"Words"),), inside=(inner,))
    )
    assert [page.label for page in document.pages] == [None, "a.txt", "b.txt", "fees.csv"]
    said = ["Outer", "See below.", "Inner", "The ferry is late.", "Deeper", "It is raining."]
    assert document.pages[0].text.split("\n") == said
    assert document.pages[3].text == "Fee | Amount\nEntry | 7"


def test_the_header_lines_of_a_mail_that_was_sent_come_first(tmp_path: Path) -> None:
    headers = "From: =?utf-8?q?Ren=C3=A9?= <rene@example.org>\r\nTo: all@example.org\r\nCc: you@example.org\r\n\r\n"
    document = read(tmp_path / "a.msg", message("Hello", "Words.", headers=headers, sender=("R", "r@example.org")))
    assert blocks(document)[1][1] == "From: René <rene@example.org>\nTo: all@example.org\nCc: you@example.org"


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    html = b"<p>The <b>pump</b> runs.</p><p style='display:none'>hidden words</p><img src='http://example.org/a.png'>"
    text = read(tmp_path / "a.msg", message("Hello", html=html)).pages[0].text
    assert text == "Hello\nThe pump runs."


def test_a_message_is_known_by_its_content_too(tmp_path: Path) -> None:
    assert blocks(read(tmp_path / "a.eml", message("Hello", "Words.")))[-1] == ("text", "Words.")


def test_damage_is_said(tmp_path: Path) -> None:
    whole = message("Hello", "Words of a message.", sender=("Dana", "dana@example.org"))
    for name, data in (
        ("short.msg", whole[:600]),
        ("text.msg", b"just some words"),
        ("zero.msg", whole[:512] + bytes(9000)),
    ):
        with pytest.raises(FileDamaged, match=name.replace(".", r"\.")):
            read(tmp_path / name, data)
    with pytest.raises(FileHasNoText):
        read(tmp_path / "empty.msg", message())


def test_every_cut_and_flip_ends_in_text_or_a_sentence(tmp_path: Path) -> None:
    whole = message("Hello", "Words of a message.", to=(("Li", "li@example.org"),), attached=("a.pdf",))
    for at in range(0, len(whole), 97):
        for data in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            told = "Words"
            try:
                document = read(tmp_path / "a.msg", data)
            except LecternError as error:
                told = error.message
            else:
                assert document.pages[0].text
            assert "a.msg" in told or told == "Words"
