"""The card below an answer that ended early: what happened, what is kept, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.errors import RemoteFault, rebuild
from desktop.ui.chat import facts
from desktop.ui.notices import Act, ErrorCard
from desktop.ui.phrases import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.conversation import FaultPart
    from desktop.ui.chat.engine_state import Way
    from desktop.ui.theme import Appearance

#: Faults of the engine, after which loading it again is the remedy.
OF_THE_MODEL = frozenset(
    {"ProcessStopped", "ProcessStoppedAgain", "ProcessHung", "ModelLoadFailed", "OutOfMemory", "ModelTooLarge"}
)
#: Faults that a shorter context may cure.
OF_MEMORY = frozenset({"ProcessStopped", "ProcessStoppedAgain", "ModelLoadFailed", "OutOfMemory", "ModelTooLarge"})
#: Faults before the first word: the model was never there.
OF_LOADING = frozenset({"ModelLoadFailed", "ModelTooLarge", "NotAModel", "ModelUnknown", "FileMissing", "CannotRead"})

#: Faults of the model's file: loading the same again helps only once the file was mended.
OF_THE_FILE = frozenset({"NotAModel", "ModelUnknown", "ChatTemplateFailed"})


def fault_card(
    look: Appearance,
    part: FaultPart,
    *,
    written: bool,
    served: bool = False,
    again: Callable[[Way], object],
) -> ErrorCard:
    """Make the card.

    What failed twice on the same input offers another way first, and so does a file that cannot be used; the same way
    again comes last.

    Args:
        written: whether part of the answer stands above.
        served: whether a server was to answer, so that the question may have left this computer.
        again: load and answer again, in one of the ways.
    """
    sentence, hint = facts.fault(part)
    here = not (served or isinstance(rebuild(part.kind, part.values), RemoteFault))
    if written:
        kept = _tr("Your question and the part already written are kept.")
        kept_here = _tr("Your question and the part already written are kept, and nothing left this computer.")
    else:
        kept = _tr("Your question is kept.")
        kept_here = _tr("Your question is kept, and nothing left this computer.")
    of_model = _of_model(part)
    # "It starts again with the next request" and "Ask again" are what the button below does.
    done = part.kind in {"ProcessStopped", "ProcessHung", "RemoteCut"}
    parts = [sentence, "" if done else hint, kept_here if here else kept]
    acts = [
        Act(_tr("Reload and try again") if of_model else _tr("Try again"), partial(again, "same"), "arrow-clockwise")
    ]
    others = []
    if part.kind in OF_MEMORY and of_model:
        others.append(Act(_tr("Reload with a shorter context"), partial(again, "shorter")))
        if part.values.get("gpu_layers", "0") != "0":
            others.append(Act(_tr("Reload on the processor only"), partial(again, "processor")))
    if here and (part.kind in OF_LOADING or part.kind in OF_THE_FILE):
        others.append(Act(_tr("Choose another model"), partial(again, "model")))
    first = part.kind == "ProcessStoppedAgain" or part.kind in OF_THE_FILE
    acts = [*others, *acts] if first else [*acts, *others]
    detail = "\n".join([part.kind, *(f"{name}: {value}" for name, value in sorted(part.values.items()))])
    return ErrorCard(look, _title(part), joined(parts), acts, detail=detail)


def _title(part: FaultPart) -> str:
    if part.kind in OF_LOADING:
        return _tr("The model could not be loaded")
    if _of_model(part):
        return _tr("The model stopped before it finished")
    return _tr("The answer could not be finished")


def _of_model(part: FaultPart) -> bool:
    """Whether the model failed, rather than the library or something else; both kinds of process can die."""
    if part.kind in OF_LOADING:
        return True
    return part.kind in OF_THE_MODEL and "model" in part.values.get("name", "model process")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChatFaults", text)
