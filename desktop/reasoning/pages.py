"""Tell a question for what stands on a page, find that page, and what of it is told; pure."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Passage
from desktop.domain.heads import heads_within
from desktop.reasoning.digest import digest
from desktop.reasoning.extract import Quote
from desktop.reasoning.units import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Document, Page

#: Lines up to which a page is told whole; of more, its most telling sentences are, or so many lines from its beginning.
MOST = 8
#: Sentences from which they tell what a page is about; fewer are what stands beside a table or a list.
_TELL = 3
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DIGITS = "一二三四五六七八九"
_WHAT = "(?:page|slide|sheet)"
_PAGE = (
    rf"(?:the )?(?:(?P<which>last|final|{'|'.join(_ORDINALS)}|\d{{1,4}}(?:st|nd|rd|th)) {_WHAT}"
    rf"|{_WHAT} (?:no\.? ?|number )?(?P<number>\d{{1,4}}|[ivxlc]{{1,6}}\b))"
)
_OF = "(?: (?:of|in|from) (?P<of>.+?))?"
_KIND = re.compile(r"(?P<slide>\bslide\b|张)|(?P<sheet>\bsheet\b)", re.IGNORECASE)
_KINDS = {"slide": (".pptx", ".pptm", ".odp", ".ppt"), "sheet": (".xlsx", ".xlsm", ".ods", ".xls", ".csv", ".tsv")}
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"what(?:['’]?s| is| are| was| were| stands| (?:do|can) (?:we|i|you|one) (?:see|read|find))?"
        rf"(?: (?:written|said|shown|there|stated|described|discussed|covered|the contents?|the text))* (?:on|in|at|of)"
        rf" {_PAGE}{_OF}",
        rf"what (?:does|do) {_PAGE}{_OF} (?:say|show|contain|cover|tell(?: us)?|describe|discuss|talk about|deal with)",
        rf"what(?:['’]?s| is) {_PAGE}{_OF} about",
        r"(?:please |can you |could you )*(?:summari[sz]e|sum up|describe|explain|read|show(?: me)?|quote|give me|"
        rf"tell me (?:about|what(?:['’]?s| is) (?:on|in))) {_PAGE}{_OF}(?: for me)?",
        rf"{_PAGE}{_OF}",
        r"请?(?:帮我)?(?:总结|概括|介绍)?(?:一下)?《?(?P<of>.*?)》?的?"
        r"(?:第 ?(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3}) ?[页张](?:幻灯片)?"
        r"|(?P<which>最后一[页张](?:幻灯片)?|末页|首页))"
        r"(?:的?内容)?(?:上|里|中|上面|里面)?(?:都|主要)?(?:有|是|[写讲说](?:了|的是|着)?)?些?(?:什么|啥|哪些)?(?:内容)?",
    )
)


class PageAsked(msgspec.Struct, frozen=True):
    """Which page a question is for.

    Attributes:
        page: its number or label; "last" for the last one.
        document: the words for the document that it is of, which may be none.
        kind: "slide" or "sheet" where it is called so, else "page".
    """

    page: str
    document: str = ""
    kind: str = "page"


def asked_page(question: str) -> PageAsked | None:
    """Return the page whose contents `question` asks for; None for a question that asks anything else."""
    text = " ".join(question.split()).strip(" ?？.。!！")
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if match is None:
        return None
    page = (match["number"] or _counted(match["which"])).lower()
    page = str(_chinese(page)) if page[0] in f"{_DIGITS}十" else page
    kind = _KIND.search(text)
    return PageAsked(page, (match["of"] or "").strip(), kind.lastgroup or "" if kind else "page")


def of_kind(files: Sequence[str], kind: str) -> tuple[str, ...]:
    """Return those of `files` that have slides, sheets or pages, whichever is asked for; all where none has them."""
    own = {
        file: next((one for one in _KINDS if PurePath(file).suffix.lower() in _KINDS[one]), "page") for file in files
    }
    return tuple(file for file in files if own[file] == kind) or tuple(files)


def page_in(document: Document, page: str) -> Document | None:
    """Return `document` with nothing but the page of that label, else of that number; None where there is none."""
    pages = document.pages if document.paged else ()
    found = pages[-1:] if page == "last" else [one for one in pages if (one.label or "").lower() == page]
    found = found or [one for one in pages if str(one.number) == page]
    return msgspec.structs.replace(document, pages=tuple(found[:1])) if found else None


def told_of(document: Document) -> tuple[Quote, ...]:
    """Return what is quoted of a document of one page, in the order in which it stands there."""
    lines = [quote for page in document.pages for quote in _lines(document, page)]
    telling = digest((document,), MOST) if len(lines) > MOST else ()
    return telling if len(telling) >= _TELL else tuple(lines[:MOST])


def _lines(document: Document, page: Page) -> list[Quote]:
    """Return all that may be quoted of a page, each place of it once."""
    number = page.number if document.paged else None
    passage = Passage(
        document.file, number, None, page.text, 0.5, page.label, heads=heads_within(page.blocks, page.text)
    )
    found: list[Quote] = []
    end = 0
    for unit in sorted(units_of(passage), key=lambda unit: (unit.start, -unit.end)):
        if unit.start >= end:
            found.append(Quote(passage, unit.text, 0.5, unit.header, unit.group))
            end = unit.end
    return found


def _counted(which: str) -> str:
    """Return the number of an ordinal as digits."""
    which = which.lower()
    if which in _ORDINALS:
        return str(_ORDINALS.index(which) + 1)
    if which == "首页":
        return "1"
    return re.sub(r"\D", "", which) or "last"


def _chinese(number: str) -> int:
    """Return the value of a Chinese number below a hundred."""
    tens, ten, ones = number.rpartition("十")
    return (10 * (_DIGITS.find(tens) + 1 or 1) if ten else 0) + _DIGITS.find(ones) + 1 if ones or ten else 0
