"""Say in the language of the window what comes from below it: faults, reasons and progress."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.errors import Fault, LecternError, fill, rebuild
from desktop.ui.wording import SPOKEN, recognise, recognise_progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.documents.protocol import FileState
    from desktop.domain.deck import Check
    from desktop.ui.wording import Recognised

_SENTENCE_END = re.compile(r"(?<=\.) ")


def explain(error: Exception) -> tuple[str, str]:
    """Return what went wrong and the next step, in the language of the window."""
    if not isinstance(error, LecternError):
        error = Fault(what=f"{type(error).__name__}: {error}"[:200])
    values = {name: say(value) if name in SPOKEN else value for name, value in error.values.items()}
    message, hint = (
        fill(QCoreApplication.translate("errors", text), values) if text else ""
        for text in (error.template, error.hint_template)
    )
    return message, hint


def explain_state(state: FileState) -> str:
    """Return why a file was skipped or failed, or what is missing of it, in the language of the window."""
    return explain(rebuild(state.kind, state.values))[0] if state.kind else say(state.reason)


def explain_below_name(state: FileState) -> str:
    """Return the reason and the next step to be shown below a file's name, so that neither begins with it again."""
    if not state.kind:
        return say(state.reason)
    error = rebuild(state.kind, state.values)
    name = "“{file}”"
    template = QCoreApplication.translate("errors", error.template)
    if template.startswith(name):
        template = template.removeprefix(name).lstrip().removeprefix("的")  # Chinese: "its kind", not "of its kind"
        template = template[:1].upper() + template[1:]
    values = error.values | {"file": PurePath(error.values.get("file", state.file)).name}
    values |= {key: say(value) for key, value in values.items() if key in SPOKEN}
    hint = QCoreApplication.translate("errors", error.hint_template) if error.hint_template else ""
    return joined((fill(template, values), fill(hint, values)))


def listed(words: Iterable[str]) -> str:
    """Join words with the comma of the window's language, empty ones left out."""
    return QCoreApplication.translate("phrases", ", ").join(word for word in words if word)


def joined(sentences: Iterable[str]) -> str:
    """Join sentences, empty ones left out; Chinese puts no space between them."""
    return re.sub(r"(?<=[。！？]) ", "", " ".join(sentence for sentence in sentences if sentence))


def say(words: str) -> str:
    """Translate words that came from below, one or several sentences; what is not known stays as it is."""
    for end in _SENTENCE_END.finditer(words):
        # The first sentence is looked for by itself first: a field at its end would take what follows.
        if found := recognise(words[: end.start()]):
            return joined((_translated(found), say(words[end.end() :])))
    found = recognise(words) or recognise(words.lower())
    return _translated(found) if found else words


def say_progress(words: str) -> str:
    """Translate what a running task says of itself; what is not known stays as it is."""
    found = recognise_progress(words)
    return _translated(found) if found else words


def say_check(check: Check) -> str:
    """Return what a check of the deck found, in the language of the window."""
    values = dict(check.values)
    if "part" in values:
        values["part"] = QCoreApplication.translate("parts", values["part"])
    return fill(QCoreApplication.translate("checks", check.message), values)


def _translated(found: Recognised) -> str:
    """Return the template in the language of the window, with what its fields hold translated too."""
    values = {name: say(value) if name in SPOKEN else value for name, value in found.values.items()}
    return fill(QCoreApplication.translate(found.context, found.template), values)
