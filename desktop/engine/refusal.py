"""Why llama.cpp refused a model, in one plain sentence made from what it logged."""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Sequence

from desktop.errors import LecternError, ModelLoadFailed, OutOfMemory

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
