"""GBNF of grammars without recursion as regular expressions, so that texts of it can be tested and drawn."""

from __future__ import annotations

import re

from desktop.errors import Fault

#: A grammar that no text ever ends, so that a model goes on writing until its context is full.
ENDLESS = "root ::= [A-Za-z ,.] root"

_RULE = re.compile(r"^([a-z-]+) ::= (.+)$")
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\[(?:[^\]\\]|\\.)*\])|([a-z][a-z-]*)|([()|*+?]|\{\d+(?:,\d*)?\})|\s+')
_ESCAPED = re.compile(r"\\(.)")


def as_regex(grammar: str) -> str:
    """Return the regular expression of `grammar`.

    Raises:
        Fault: a line is no rule, a rule is missing, or its brackets do not match.
    """
    rules: dict[str, str] = {}
    for line in grammar.strip().split("\n"):
        match = _RULE.match(line)
        if match is None:
            raise Fault(what="a grammar could not be read")
        rules[match[1]] = match[2]
    pattern = _expanded("root", rules)
    try:
        re.compile(pattern)
    except re.error as error:
        raise Fault(what=f"a grammar could not be read: {error}") from None
    return pattern


def _expanded(name: str, rules: dict[str, str]) -> str:
    if name not in rules:
        raise Fault(what=f"a grammar could not be read: it has no rule “{name}”")
    text, at, out = rules[name], 0, ""
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise Fault(what="a grammar could not be read")
        at = token.end()
        literal, several, rule, sign = token.groups()
        if literal is not None:
            out += f"(?:{re.escape(_ESCAPED.sub(_unescaped, literal))})"
        elif several is not None:
            out += several
        elif rule is not None:
            out += f"(?:{_expanded(rule, rules)})"
        elif sign is not None:
            out += "(?:" if sign == "(" else sign
    return out


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]
