"""Why llama.cpp refused a model, in one plain sentence made from what it logged."""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Sequence

from desktop.errors import LecternError, ModelLoadFailed, OutOfMemory, ProjectorUnusable

_MEMORY = (
    "failed to allocate",
    "unable to allocate",
    "cannot allocate memory",
    "out of memory",
    "bad_alloc",
    "cudamalloc failed",
)
_CUT_OFF = ("not within the file bounds", "tensor data is", "corrupted or incomplete")
_UNKNOWN = "unknown model architecture:"
_MARK = "error loading model:"
#: How mtmd says why it refused a projector, and that it is one of another model.
_EYE_REFUSED = re.compile(r"failed to load model '.*': (?:\w+(?:\(\))?: )?(.+)")
_EYE_UNKNOWN = "unknown projector type: "
_EYE_OTHER = "mismatch between text model"
#: Lines that say no more than that loading failed; the cause stands in one before them.
_EMPTY = ("failed to load model",)
#: The function of llama.cpp that complains, before its words.
_FUNCTION = re.compile(r"^\w+: ")
#: Levels of ggml's log that are kept (enum ggml_log_level): warnings and errors.
_WARN, _ERROR = 3, 4


class Log:
    """Knows the last lines that llama.cpp complained with; they also go to standard error, for the parent to keep."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=30)

    def hear(self, level: int, text: bytes) -> None:
        """Take a line of the log."""
        if _WARN <= level <= _ERROR:
            line = text.decode("utf-8", "replace")
            self._lines.append(line.strip())
            sys.stderr.write(line)

    @property
    def tail(self) -> str:
        """The last line, to be put behind a sentence."""
        return f": {self._lines[-1][:200]}" if self._lines else ""

    def explained(self, name: str) -> LecternError:
        """Return the error for the model `name`; see `explain`."""
        return explain(tuple(self._lines), name)

    def unseeing(self, file: str, model: str) -> LecternError:
        """Return the error for the projector `file` of `model`; see `explain_projector`."""
        return explain_projector(tuple(self._lines), file, model)


def explain_projector(lines: Sequence[str], file: str, model: str) -> LecternError:
    """Return the error that tells a person what the last `lines` of the log mean for the projector of a model."""
    said = "\n".join(lines)
    if any(words in said.lower() for words in _MEMORY):
        return OutOfMemory(name="model process")
    reason = "llama.cpp refused it without a reason"
    if _EYE_OTHER in said:
        reason = "it is for another model"
    elif refused := _EYE_REFUSED.search(said):
        reason = refused[1].strip().rstrip(".")[:200]
        if reason.startswith(_EYE_UNKNOWN):
            kind = reason.removeprefix(_EYE_UNKNOWN)[:40]
            reason = f"this version of llama.cpp does not know its kind “{kind}”"
    return ProjectorUnusable(file=file, model=model, reason=reason)


def explain(lines: Sequence[str], name: str) -> LecternError:
    """Return the error that tells a person what the last `lines` of llama.cpp's log mean for the model `name`."""
    said = "\n".join(lines)
    lowered = said.lower()
    if any(words in lowered for words in _MEMORY):
        return OutOfMemory(name="model process")
    if _UNKNOWN in lowered:
        rest = said[lowered.index(_UNKNOWN) + len(_UNKNOWN) :].strip().splitlines() or [""]
        architecture = rest[0].strip(" '")[:40]
        reason = f"this version of llama.cpp does not know its architecture “{architecture}”"
    elif any(words in lowered for words in _CUT_OFF):
        reason = "its file is cut off"
    else:
        said_so = [line.split(_MARK)[-1] for line in lines if "error" in line.lower()]
        causes = [line for line in (*said_so, *lines) if line.strip() and not any(words in line for words in _EMPTY)]
        reason = _FUNCTION.sub("", causes[0].strip()) if said_so and causes else ""
        reason = reason.rstrip(".")[:200] or "llama.cpp refused it without a reason"
    return ModelLoadFailed(model=name, reason=reason)
