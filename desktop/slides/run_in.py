"""Finds numbered headings that a PDF's text has run together with the paragraph under them."""

from __future__ import annotations

import re

_CANDIDATE = re.compile(r"(?:^|(?<=[.!?”]\s)|(?<=[a-z]\s))(\d{1,2}(?:\.\d{1,2}){0,2})\s+(?=[A-Z])")
#: The heading ends where a word in small letters, or a number, is followed by one with a capital.
_HEADING = re.compile(
    r"([A-Z][^.!?:;]{1,70}?[a-z0-9])(?=\s+(?:[A-Z][a-z]*\b(?!\.)|\d{1,2}\.\d))|([A-Z][^.!?:;]{1,70})$"
)
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,2})\.?\s+\D")


def number_of(heading: str) -> tuple[int, ...]:
    """Return the number that a heading begins with: "2.2 The equipment" is (2, 2); nothing is ()."""
    match = _NUMBER.match(heading)
    return tuple(int(part) for part in match.group(1).split(".")) if match else ()


def divide(text: str, last: tuple[int, ...]) -> list[tuple[str, str]]:
    """Cut a paragraph at the numbered headings inside it.

    A number counts only when it follows the one before in the order of a document: after 2.2 come 2.3, 2.2.1 and 3.

    Args:
        last: number of the heading before the paragraph; () where there was none.

    Returns:
        (heading, paragraph) pairs; the first heading is empty when the text does not begin with one.
    """
    parts: list[tuple[str, str]] = []
    heading, start = "", 0
    if not last:
        return [("", text)]
    for match in _CANDIDATE.finditer(text):
        number = tuple(int(part) for part in match.group(1).split("."))
        words = _HEADING.match(text, match.end())
        if number not in _successors(last) or words is None or match.start() < start:
            continue
        parts.append((heading, text[start : match.start()]))
        heading = f"{match.group(1)} {words.group().strip()}"
        start, last = words.end(), number
    parts.append((heading, text[start:]))
    return [(head, body) for head, body in parts if head or body.strip()]


def _successors(number: tuple[int, ...]) -> set[tuple[int, ...]]:
    """Return the numbers that may come after `number`."""
    found = {(*number, 1), *((number[0] + 1, k) for k in (1, 2, 3))}  # a heading may have been lost
    for depth in range(len(number)):
        found.add((*number[:depth], number[depth] + 1))
    return found
