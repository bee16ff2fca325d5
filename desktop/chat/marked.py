"""The grammar of an answer in which every sentence bears the number of its source, for models that forget to; pure.

It is written so that `desktop.chat.cite` cuts a text of it into sentences which all bear a mark: whatever ends a
sentence there must be followed, or preceded, by a mark here.
"""

from __future__ import annotations

import re

from desktop.chat.language import NOT_THERE

#: Sentences of an answer, words of a sentence, and characters without a space (a sentence, in Chinese) at most.
SENTENCES, WORDS, RUN = 8, 60, 160
#: Numbers that one sentence may bear at most.
_MARKS = 3

#: What `desktop.chat.cite` takes for space, and the marks that end a sentence and that may close behind its end.
_SPACE = r"\x00-\x20\x7F\x85\xA0\u1680\u2000-\u200F\u2028\u2029\u202F\u205F-\u206F\u3000\uFEFF"
_STOPS, _WIDE_STOPS = ".!?…", "。！？；"
_CLOSERS, _WIDE_CLOSERS = "\\\"'”’)»", "」』）》"
#: Marks are made of these, and tags of thoughts and of chat templates begin with "<".
_BRACKETS = r"\[\]【】<"
#: Letters and digits that a sentence can begin with; what else may stand there would make a list, a table or code.
_FIRST = (
    r"0-9A-Za-z\xC0-\xD6\xD8-\xF6\xF8-\u02AF\u0391-\u03A1\u03B1-\u03C9\u0400-\u0481\u048A-\u052F\u05D0-\u05EA"
    r"\u0620-\u064A\u0904-\u0939\u0E01-\u0E30\u3041-\u3096\u30A1-\u30FA\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3"
)
#: Words whose full stop ends no sentence, whatever follows.
_SHORT = "Mr Mrs Ms Dr Prof St Jr Gen Rev vs No Nos Fig e.g i.e approx Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
#: What follows a full stop in the name of a file or a site.
_ENDINGS = "pdf docx pptx xlsx odt txt md csv html eml com org net"
#: Words whose full stop may end one: it does not where a small letter follows, or a word that begins no sentence.
_MAY_END = "Inc Ltd Co Corp U.S U.K"
_GOES_ON = (
    r'[a-z] | [BCEGJ-NPQRUVXYZ] | "A" [b-mo-ru-z] | "D" [a-tv-z] | "F" [a-np-z] | "H" [a-df-z] | "I" [a-eg-mo-su-z] '
    r'| "O" [a-mo-tv-z] | "S" [a-gi-z] | "T" [a-gi-z] | "W" [a-df-gi-z]'
)


def marked(sources: int, *, sentences: int = SENTENCES, words: int = WORDS, run: int = RUN) -> str:
    """Return GBNF for sentences that each bear one to three numbers up to `sources`, or for saying that there are none.

    Full stops inside numbers, initials and names of files ("3.5", "U.S", "report.pdf") and behind common abbreviations
    end no sentence; any other full stop lets nothing follow but a mark, since a model that never marks would
    else rather go on without a space. A list is a sentence a line. Whether a number is right is proved afterwards.
    """
    numbers = " | ".join(f'"{number}"' for number in range(1, sources + 1))
    return "\n".join(
        (
            f'root ::= "{NOT_THERE}" "."? | bullet? (told gap | wide gap?){{0,{sentences - 1}}} (told | wide)',
            r'gap ::= " " | "\n" "\n"? bullet?',
            r'bullet ::= ("-" | "*" | [1-9] ".") " "',
            f'told ::= body (" "? marks [{_STOPS}] | [{_STOPS}] [{_CLOSERS}]? " "? marks)',
            f'wide ::= body (" "? marks [{_WIDE_STOPS}] | [{_WIDE_STOPS}] [{_WIDE_CLOSERS}”’]? marks)',
            f'body ::= begin (" " word){{0,{words - 1}}}',
            f'marks ::= mark (" "? mark){{0,{_MARKS - 1}}}',
            f'mark ::= "[" ({numbers}) "]"',
            f"begin ::= short | opening? [{_FIRST}] inner{{0,{run}}}",
            f"word ::= short | inner{{1,{run}}}",
            r'opening ::= "**" | [\"“‘(（《「『$€£¥]',
            f"inner ::= plain | [{_CLOSERS}{_WIDE_CLOSERS}] | dotted",
            f'dotted ::= [0-9] ("." [0-9]){{1,3}} | [A-Z] ("." [A-Z]){{1,3}} | [0-9A-Za-z] "." ({_either(_ENDINGS)})',
            f"plain ::= [^{_SPACE}{_STOPS}{_WIDE_STOPS}{_CLOSERS}{_WIDE_CLOSERS}{_BRACKETS}]",
            f'short ::= (([A-Z] | {_either(_SHORT)}) ". "){{1,3}} (ended | inner{{1,{run}}}) | ended',
            f'ended ::= ({_either(_MAY_END)}) ". " more',
            f"more ::= ({_GOES_ON}) inner{{0,{run}}}",
        )
    )


def _either(words: str) -> str:
    return " | ".join(f'"{word}"' for word in re.findall(r"\S+", words))
