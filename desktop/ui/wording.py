"""Templates of what is put together below the window, and finding the one that words were made from."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from desktop.errors import catalogue
from desktop.ui.wording_documents import DOCUMENTS
from desktop.ui.wording_engine import ENGINE
from desktop.ui.wording_servers import SERVERS

#: What a running task says of itself (`Progress.what`), with fields.
PROGRESS = (
    "Reading {file}",
    "Loading {model}",
    "Connecting to {endpoint}",
    "Thinking it through, {n} of {total}",
    "Waiting until the answer in another chat is written",
    "Trying {model} on the graphics card",
    "Measuring what is quickest on this computer",
    "Choosing what to show",
    "Wording the slides",
    "Writing the slides",
    "Making the file",
    "Saving",
)
#: Parts of a slide, as the checks of a deck name them (roles of desktop.slides.geometry up to their hyphen).
PARTS = (
    "title",
    "subtitle",
    "byline",
    "kicker",
    "body",
    "caption",
    "table",
    "chart",
    "left",
    "right",
    "column",
    "quote",
    "who",
    "value",
    "meaning",
    "label",
    "step",
    "source",
    "number",
)
#: Values that errors and files carry: which process, why, what, and what to do. Lower case where they stand inside.
REASONS = (
    # Processes (desktop.worker.host and its callers)
    "model process",
    "library process",
    "embedding process",
    "export process",
    "reader",
    "reader of “{file}”",
    "template process",
    "trial process",
    "slide writer",
    "the {process} gave no answer",
    "the {process} is closed",
    "the {process} did not count",
    "the reader of “{file}” gave nothing",
    "the reader of “{file}” gave something else than text ({kind})",
    # How a process ended (desktop.worker.outcome)
    "it ran out of memory",
    "the graphics card ran out of memory",
    "the graphics card reported an error",
    "llama.cpp found an inner contradiction",
    "the disk is full",
    "it crashed",
    "it did not answer for {seconds} s",
    "a file it was reading changed or vanished",
    "it aborted",
    "this processor lacks an instruction that it needs",
    "it crashed in a calculation",
    "it was ended from outside, often for lack of memory",
    "it used all the time it may use",
    "it was asked to end",
    "it was told to end",
    "signal {number}",
    "it ended with code {code}",
    "it ended",
    *ENGINE,
    # Models (desktop.engine)
    "it is part of a model in {count} files, and not the first by name",
    "part {n} of {count} is missing beside it",
    "it is an adapter that changes another model",
    "it is the picture part of another model",
    "it is a table for quantising",
    "it holds a vocabulary only",
    "it is a model for search, not for conversation",
    "it is a model for speech",
    "it is a model that makes pictures",
    "it does not say its architecture",
    "its header lacks {key}",
    "it is a folder",
    "it claims {count} layers",
    "it claims {count} tensors",
    "it claims {count} keys",
    "it claims {count} values of “{key}”",
    "it has a {what} of {length} bytes",
    "it holds no weights",
    "it does not begin as a GGUF file does",
    "it is empty",
    "its name is no text in UTF-8; give it another one",
    "it is a web page that was saved under this name",
    "it only stands for the model in Git LFS; the file itself was not fetched",
    "GGUF version {version} is unknown",
    "its byte order is reversed",
    "its alignment is {alignment}",
    "the tensor “{name}” is in it twice",
    "the tensor “{name}” has {dimensions} dimensions",
    "the tensor “{name}” is of the unknown type {kind}",
    "the shape of the tensor “{name}” is impossible",
    "it is cut off: {there} MB of {whole} MB are there",
    "its header holds too much text",
    "the value of “{key}” is of the unknown type {kind}",
    "the values of “{key}” are of the unknown type {kind}",
    "it is cut off in its header",
    "it became shorter while it was read",
    "it is cut off in “{key}”",
    "the answer broke off",
    # Pictures (desktop.engine)
    "picture process",
    "llama.cpp gave up on a picture ({code})",
    "llama.cpp gave up on a picture ({code}): {said}",
    "its pixels cannot be read",
    "it is too large",
    "it has more than {n} MB",
    "it has more than {n} million pixels",
    "it needs too much memory",
    # Adapters (desktop.engine)
    "it was made for the architecture “{architecture}” and not for “{base}”",
    "the model has no weight “{weight}”",
    "its weight “{weight}” has another shape than the model's",
    "its file is gone",
    "it is a model or something else, and no adapter",
    "it is an adapter of another kind than LoRA",
    "it works only after certain words, which Lectern does not support",
    "its alpha is no number with a decimal point",
    "its tensor “{name}” is no part of a LoRA adapter",
    "its tensor “{name}” stands alone",
    "the two halves of “{weight}” do not go together",
    "llama.cpp refused it",
    "llama.cpp refused it: {said}",
    # Downloads (desktop.engine)
    "download process",
    "it was changed at its source since it was reviewed",
    "it was changed at its source meanwhile",
    "the hub's answer cannot be understood",
    "the server is busy ({status})",
    "the server did not answer in time",
    "the server cannot be reached",
    "the proxy {address} refused",
    "the proxy {address} cannot be reached",
    "the proxy {address} is no HTTP proxy; HTTPS_PROXY can name one",
    "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read",
    "the connection was lost",
    "the server sent nothing",
    "the server sent another part than was asked for",
    "the server has fewer bytes than were kept",
    "the address of the file has expired",
    "the hub has no such repository, or asks for a login to it",
    "the hub does not allow access to it",
    "the hub has no such file",
    "the hub answered {status}",
    "it was removed from the hub",
    "it is not available for legal reasons",
    "its SHA-256 is not the one that was promised",
    "its length is not the one that was promised",
    "the hub redirects without end",
    "the hub redirects to an address that is not safe",
    "the hub gave an address that is none",
    "its list of files is too long",
    "its weights are not there in a safe format",
    "another Lectern downloads it at this moment",
    "“{name}” is no name of a repository on the hub.",
    "“{name}” is no file of a repository.",
    "The address of the hub, “{address}”, is none. HF_ENDPOINT or Settings name it.",
    *SERVERS,
    *DOCUMENTS,
    # Slides (desktop.slides)
    "it has no layouts",
    "it has no layout with a title and a text box",
    "it is damaged, or no PowerPoint file",
    "it is no ordinary file",
    "it is larger than {size} MB",
    "it unpacks to more than is safe",
    # What is kept on disk (desktop.store, desktop.documents.store, desktop.settings)
    "the conversations",
    "the library",
    "your libraries",
    "the deck that you were working on",
    "You can make it again, or begin another one.",
    "the file of {what} could not be restored",
    "conversation {id} has no message {index}",
    "conversation {id} is no longer there",
    "it does not exist",
    "The backup of {moment} took its place.",
    "{count} later messages were read from the damaged file.",
    "There was no backup; {count} messages were read from the damaged file.",
    "There was no backup, so a new one was begun.",
    "Start Lectern again: it restores the newest sound backup.",
    "Add your files and folders again to read them anew.",
    "The settings file cannot be read ({reason}), so defaults are used.",
    "The settings file was damaged, so defaults are used. The old file is kept as “{file}”.",
    # The operating system, in lower case
    "refused",
    "permission denied",
    "operation not permitted",
    "no such file or directory",
    "is a directory",
    "not a directory",
    "no space left on device",
    "read-only file system",
    "the folder is read-only",
    "file name too long",
    "input/output error",
    "too many open files",
    "text file busy",
    "disk quota exceeded",
    "file exists",
)
#: Names of values and fields that may hold such words; the others hold what the user named.
SPOKEN = frozenset({"reason", "cause", "what", "action", "name", "process"})

_FIELD = re.compile(r"\{(\w+)\}")


class Recognised(NamedTuple):
    """The template that words were made from, its context for the translation, and what stood in its fields."""

    context: str
    template: str
    values: dict[str, str]


def recognise(words: str) -> Recognised | None:
    """Find the phrase of REASONS, or the sentence of an error, that the words were made from."""
    if words in REASONS:
        return Recognised("reasons", words, {})
    return _first_match(words, _templates())


def recognise_progress(words: str) -> Recognised | None:
    """Find the template of PROGRESS that the words were made from."""
    return _first_match(words, tuple(("progress", template) for template in PROGRESS))


def _first_match(words: str, templates: tuple[tuple[str, str], ...]) -> Recognised | None:
    for context, template in templates:
        if found := _pattern(template).fullmatch(words):
            return Recognised(context, template, found.groupdict())
    return None


@functools.cache
def _templates() -> tuple[tuple[str, str], ...]:
    """Return all templates with fields and words, with their contexts, those that say most first."""
    faults = sorted({kind.template for kind in catalogue().values()})
    both = [("reasons", template) for template in REASONS] + [("errors", template) for template in faults]
    spelt = [pair for pair in both if _FIELD.search(pair[1]) and re.search(r"\w", _FIELD.sub("", pair[1]))]
    return tuple(sorted(spelt, key=lambda pair: -len(_FIELD.sub("", pair[1]))))


@functools.cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return what matches a filled template; what stands between quotation marks holds none itself."""
    parts = _FIELD.split(template)
    made = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            made += re.escape(part)
        elif parts[place - 1].endswith("“"):
            made += rf"(?P<{part}>[^“”]+)"
        else:
            made += rf"(?P<{part}>.+)"
    return re.compile(made)
