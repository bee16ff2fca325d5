"""Kinds of text with a form of their own: notebooks, subtitles, calendars, cards, and texts with titles."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import FileHasNoText
from tests.unit.documents.readers.reading_of import blocks, read


def test_a_notebook_is_prose_code_and_what_was_printed(tmp_path: Path) -> None:
    table = "<table><tr><th>Hour</th><th>Flow</th></tr><tr><td>1</td><td>7</td></tr></table>"
    outputs = [
        {"output_type": "stream", "text": ["\x1b[31mhello\x1b[0m\n"]},
        {"output_type": "execute_result", "data": {"text/plain": "   Flow", "text/html": [table]}},
        {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo", "text/plain": "<Figure size 640x480>"}},
        {"output_type": "error", "ename": "ValueError", "evalue": "no flow", "traceback": ["\x1b[0mline"]},
    ]
    cells = [
        {"cell_type": "markdown", "source": ["# Pumps\n", "Flow is **high**."]},
        {"cell_type": "code", "source": "import math\n\n\nprint('hello')", "outputs": outputs},
    ]
    document = read(tmp_path / "a.ipynb", json.dumps({"cells": cells, "nbformat": 4}))
    assert blocks(document) == [
        ("heading1", "Pumps"),
        ("text", "Flow is high."),
        ("code", "import math\n\n\nprint('hello')"),
        ("code", "hello"),
        ("table", "Hour | Flow\n1 | 7"),
        ("code", "ValueError: no flow"),
    ]


def test_an_older_notebook_and_one_that_is_none(tmp_path: Path) -> None:
    cells = [{"cell_type": "heading", "level": 2, "source": "Tide"}, {"cell_type": "code", "input": ["x = 1"]}]
    old = read(tmp_path / "a.ipynb", json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}))
    assert blocks(old) == [("heading2", "Tide"), ("code", "x = 1")]
    assert blocks(read(tmp_path / "b.ipynb", '{"a": 1')) == [("code", '{"a": 1')]


def test_subtitles_are_sentences_with_times(tmp_path: Path) -> None:
    vtt = (
        "WEBVTT - Interview\n\nNOTE not said\n\nSTYLE\n::cue {color:red}\n\n"
        "1\n00:01.000 --> 00:04.000 align:start\n<v Ann>The ferry leaves\n\n"
        "00:04.000 --> 00:05.000\n<v Ann>The ferry leaves\nat <b>seven</b>.\n\n"
        "00:05.000 --> 00:06.000\n<v Li>How much &amp; when?\n\n01:00:30.000 --> 01:00:31.500\n- Two euros.\n- Good.\n"
    )
    document = read(tmp_path / "a.vtt", vtt)
    assert document.title == "Interview"
    assert [text for _, text in blocks(document)] == [
        "00:00:01\nAnn: The ferry leaves at seven.",
        "00:00:05\nLi: How much & when?",
        "01:00:30\n- Two euros.\n- Good.",
    ]
    srt = "\ufeff1\n00:00:01,000 --> 00:00:04,000\n<i>The tide</i>\n\n2\n00:00:05,5 --> 00:00:06,0\n{\\an8}is 7.\n"
    srt = srt.replace("\n", "\r\n")
    assert read(tmp_path / "a.srt", srt).pages[0].text == "00:00:01\nThe tide is 7."
    assert read(tmp_path / "b.srt", "only words").pages[0].text == "only words"


def test_a_calendar_has_its_events_and_tasks(tmp_path: Path) -> None:
    calendar = (
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19701025T030000\nEND:STANDARD\n"
        "END:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Berlin:20240506T100000\n"
        "DTEND;TZID=Europe/Berlin:20240506T113000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20241231T000000Z\n"
        "SUMMARY:Board\\, budget\nLOCATION:Room 4\\; North\nDESCRIPTION:Agenda:\\nThe roof is fo\n lded.\n"
        'ATTENDEE;CN="Li: Wei":mailto:li@example.org\nBEGIN:VALARM\nDESCRIPTION:not this\nEND:VALARM\nEND:VEVENT\n'
        "BEGIN:VTODO\nSUMMARY:Tax\nDUE;VALUE=DATE:20240601\nEND:VTODO\n"
        "BEGIN:VEVENT\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20240701\nDTEND;VALUE=DATE:20240703\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert blocks(read(tmp_path / "a.ics", calendar.replace("\n", "\r\n"))) == [
        ("heading2", "Board, budget"),
        (
            "list",
            "When: 2024-05-06 10:00 – 11:30 (Europe/Berlin)\nRepeats: weekly, every 2, on Mon, Fri, until 2024-12-31\n"
            "Where: Room 4; North\nAttendee: Li: Wei <li@example.org>",
        ),
        ("text", "Agenda:\nThe roof is folded."),
        ("heading2", "Tax"),
        ("list", "Due: 2024-06-01"),
        ("heading2", "Fair"),
        ("list", "When: 2024-07-01 – 2024-07-02"),
    ]


def test_cards_of_people(tmp_path: Path) -> None:
    cards = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Dr. Ann Ott\nORG:Harbour Board;Pumps\nitem1.TEL;TYPE=WORK:+49 40 123\n"
        "ADR;TYPE=WORK:;;12 Quay;Hamburg;;20457;Germany\nNOTE:Likes\\, tea\\nand maps\n"
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRg\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=\n=C3=B6rg\nEND:VCARD\n"
    )
    assert blocks(read(tmp_path / "a.vcf", cards)) == [
        ("heading2", "Dr. Ann Ott"),
        (
            "list",
            "Organization: Harbour Board, Pumps\nPhone: +49 40 123\nAddress: 12 Quay, Hamburg, 20457, Germany",
        ),
        ("text", "Likes, tea\nand maps"),
        ("heading2", "Jörg Müller"),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(("a.ics", "a.vtt", "a.ipynb", "a.rst")),
    st.lists(
        st.sampled_from(
            _PIECES := (
                *(
                    "BEGIN:VEVENT",
                    "END:VEVENT",
                    "BEGIN:VCARD",
                    "DTSTART:20240506",
                    "DTEND:99999999",
                    "N:a;b",
                    "RRULE:=;FREQ",
                ),
                *(
                    " folded",
                    "N;ENCODING=QUOTED-PRINTABLE:=",
                    "00:01.0 --> 00:02.0",
                    "<v",
                    "Words",
                    "",
                    "====",
                    '{"cells":[',
                    "{}]}",
                ),
            )
        ),
        max_size=12,
    ),
)
def test_any_order_of_lines_ends_in_text_or_a_sentence(tmp_path: Path, name: str, lines: list[str]) -> None:
    with contextlib.suppress(FileHasNoText):
        assert read(tmp_path / name, "\n".join(lines) or " ").pages


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "a.rst",
            "=====\nTides\n=====\n\nOf the sea.\n\nHigh\n----\n\n- an item\n\nIt is 7 m.\n\n+---+\n| a |\n+---+\n",
        ),
        ("a.adoc", "= Tides\n\nOf the sea.\n\n== High\n\n----\n== no title\n----\n"),
        ("a.org", "#+TITLE: Tides\n\nOf the sea.\n\n** TODO High :sea:\n\n#+begin_src\n* no title\n#+end_src\n"),
    ],
)
def test_titles_are_headings(tmp_path: Path, name: str, source: str) -> None:
    found = blocks(read(tmp_path / name, source))
    assert found[:3] == [("heading1", "Tides"), ("text", "Of the sea."), ("heading2", "High")]
    assert {kind for kind, _ in found[3:]} == {"text"}


def test_what_colours_a_terminal_is_no_text(tmp_path: Path) -> None:
    assert read(tmp_path / "a.log", "12:00 \x1b[1;31mpump\x1b[0m failed \x1b]0;title\x07now").pages[0].text == (
        "12:00 pump failed now"
    )


def test_letters_of_json_lines_are_letters(tmp_path: Path) -> None:
    lines = '{"a":"\\u4ef7\\u683c 7"}\n{"b":  1}\n{"c": "\\u00e4'
    assert read(tmp_path / "a.jsonl", lines).pages[0].text == '{"a": "价格 7"}\n{"b":  1}\n{"c": "\\u00e4'
