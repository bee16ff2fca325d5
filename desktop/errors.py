"""Every fault that Lectern can explain to its user, as one tree of plain sentences.

LecternError
├── Cancelled                     the user stopped the work                              exit 130
├── InputError                    what was given cannot be used                          exit 2
│   ├── FileMissing, FileEmpty, FileEncrypted, FileDamaged, FileTooLarge, FileUnsupported, NotAFile,
│   │   FileHasNoText, FileTookTooLong, FileQuarantined, NothingReadable, CannotRead, CannotWrite
│   ├── NotAModel, ModelUnknown, ModelTooLarge
│   ├── LibraryUnknown, LibraryEmpty, LibraryInUse
│   ├── OutlineEmpty, ThemeUnknown, TemplateUnusable
│   └── UsageError
├── NotInDocuments                the documents do not hold the answer                   exit 3
└── Fault                         something of ours failed                               exit 1
    ├── ProcessStopped (ProcessStoppedAgain), ProcessHung
    ├── ModelLoadFailed, ChatTemplateFailed, ContextFull, OutOfMemory
    └── DiskFull, StoreDamaged, StoreNewer, IndexUnavailable

Each class is one fault. Its sentence is a template with named values, so that the window can translate the sentence and
fill the values in afterwards, and a fault can cross a process boundary as a name and a dictionary of strings.
"""

from __future__ import annotations

from typing import ClassVar


class LecternError(Exception):
    """A fault with a sentence that names the thing and a hint that names the next step.

    Attributes:
        template: English sentence with ``{name}`` fields.
        hint_template: English next step with ``{name}`` fields; may be empty.
        exit_code: what the command line returns for it.
    """

    template: ClassVar[str] = "Something went wrong."
    hint_template: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        self.values: dict[str, str] = {name: str(value) for name, value in values.items()}
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence, filled in, in English."""
        return fill(self.template, self.values)

    @property
    def hint(self) -> str:
        """The next step, filled in, in English."""
        return fill(self.hint_template, self.values)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class _Values(dict[str, str]):
    """Leave a field that has no value as it stands instead of raising while an error is being shown."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def fill(template: str, values: dict[str, str]) -> str:
    """Put ``values`` into the ``{name}`` fields of ``template``; a missing value leaves its field visible."""
    return template.format_map(_Values(values))


def rebuild(kind: str, values: dict[str, str]) -> LecternError:
    """Make the error named ``kind`` again, on the other side of a pipe; an unknown name becomes a Fault."""
    found = catalogue().get(kind)
    return found(**values) if found else Fault(what=kind, **{k: v for k, v in values.items() if k != "what"})


def catalogue() -> dict[str, type[LecternError]]:
    """All classes of the tree by name, for translation and for `rebuild`."""
    found: dict[str, type[LecternError]] = {}
    waiting: list[type[LecternError]] = [LecternError]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting.extend(kind.__subclasses__())
    return found


class Cancelled(LecternError):
    """The user stopped the work."""

    template = "Stopped."
    exit_code = 130


class InputError(LecternError):
    """What was given cannot be used."""

    template = "This cannot be used: {what}."
    exit_code = 2


class UsageError(InputError):
    """The command line was called in a way that has no meaning."""

    template = "{what}"
    hint_template = "See lectern --help."


class FileMissing(InputError):
    """There is no such file or folder."""

    template = "There is no file or folder “{file}”."
    hint_template = "Check the name, or pick the file again."


class FileEmpty(InputError):
    """The file has no bytes."""

    template = "“{file}” is empty."
    hint_template = "Choose a file with something in it."


class FileEncrypted(InputError):
    """The file needs a password."""

    template = "“{file}” is protected by a password."
    hint_template = "Save a copy without the password and add that."


class FileDamaged(InputError):
    """The file is not what its name says, or is cut off."""

    template = "“{file}” is damaged and cannot be read ({reason})."
    hint_template = "Open it in its own program, save it again and retry."


class FileTooLarge(InputError):
    """The file unpacks to more than is safe to read."""

    template = "“{file}” is too large to read safely ({reason})."
    hint_template = "Split it into smaller files."


class FileUnsupported(InputError):
    """No reader knows this format."""

    template = "“{file}” is of a kind that Lectern cannot read."
    hint_template = "Save it as PDF, Word, PowerPoint, Excel, HTML, Markdown or text."


class NotAFile(InputError):
    """A device, socket or pipe was given."""

    template = "“{file}” is not an ordinary file or folder."
    hint_template = "Choose a document."


class FileHasNoText(InputError):
    """The file opens, but holds pictures only."""

    template = "“{file}” holds no text to read."
    hint_template = "If it is a scan, run text recognition on it first."


class FileTookTooLong(InputError):
    """Reading was stopped at the time limit."""

    template = "Reading “{file}” took longer than {seconds} s and was stopped."
    hint_template = "Split the file, or save it again in its own program."


class FileQuarantined(InputError):
    """The file ended its reader twice."""

    template = "“{file}” stopped its reader twice and is skipped."
    hint_template = "Save it again in its own program, then retry it."


class CannotRead(InputError):
    """The operating system refused to open the file."""

    template = "“{file}” cannot be opened ({reason})."
    hint_template = "Check that you may read it."


class CannotWrite(InputError):
    """The operating system refused to write the file."""

    template = "“{file}” cannot be written ({reason})."
    hint_template = "Choose another folder or name."


class NothingReadable(InputError):
    """A folder, or all that was given, has no document in it."""

    template = "There is nothing to read in “{file}”."
    hint_template = "Add PDF, Word, PowerPoint, Excel, HTML, Markdown, CSV or text files."


class NotAModel(InputError):
    """A .gguf file is none, or is cut off."""

    template = "“{file}” is not a usable model file ({reason})."
    hint_template = "Download it again, or choose another .gguf file."


class ModelUnknown(InputError):
    """No model of this name is installed."""

    template = "There is no model named “{name}”."
    hint_template = "See lectern models, or give the path of a .gguf file."


class ModelTooLarge(InputError):
    """The model needs more memory than there is."""

    template = "“{name}” needs about {needed} of memory; {free} are free."
    hint_template = "Choose a smaller model or a shorter context."


class LibraryUnknown(InputError):
    """No library of this name exists."""

    template = "There is no library named “{name}”."
    hint_template = "Make it with lectern index PATH --library {name}."


class LibraryEmpty(InputError):
    """The library holds no document."""

    template = "The library “{name}” holds no documents yet."
    hint_template = "Add files to it first."


class LibraryInUse(InputError):
    """Another process has the folder of libraries."""

    template = "The libraries in “{folder}” are in use by another Lectern."
    hint_template = "Close its window, or wait until it has finished, and try again."


class OutlineEmpty(InputError):
    """There is nothing to make slides from."""

    template = "There is nothing to make slides from."
    hint_template = "Give a topic, an outline or documents."


class ThemeUnknown(InputError):
    """No slide theme of this name exists."""

    template = "There is no theme named “{name}”."
    hint_template = "Themes are: {known}."


class TemplateUnusable(InputError):
    """A .pptx or .potx cannot serve as a template."""

    template = "“{file}” cannot serve as a template ({reason})."
    hint_template = "Choose a .pptx or .potx file that opens in PowerPoint."


class NotInDocuments(LecternError):
    """The documents do not hold the answer."""

    template = "The documents do not hold the answer."
    hint_template = "Ask in other words, or add the document that holds it."
    exit_code = 3


class Fault(LecternError):
    """Something of ours failed."""

    template = "Something went wrong in Lectern: {what}."
    hint_template = "Try again. If it stays, lectern doctor tells more."


class ProcessStopped(Fault):
    """A child process ended while it was at work."""

    template = "The {name} stopped ({cause})."
    hint_template = "Nothing is lost. It starts again with the next request."


class ProcessStoppedAgain(ProcessStopped):
    """The model's process ended twice in a row, so trying the same again will not help."""

    template = "The {name} stopped again ({cause})."
    hint_template = "Choose a shorter context or no graphics card layers in Settings, or a smaller model."


class ProcessHung(Fault):
    """A child process did not answer in time and was ended."""

    template = "The {name} did not answer for {seconds} s and was stopped."
    hint_template = "Nothing is lost. It starts again with the next request."


class ModelLoadFailed(Fault):
    """llama.cpp refused the model."""

    template = "“{model}” could not be loaded: {reason}."
    hint_template = "Choose another model, or a shorter context in Settings."


class ChatTemplateFailed(Fault):
    """The Jinja template inside the model's file cannot be used."""

    template = "The chat template in the model's file cannot be used: {reason}."
    hint_template = "Choose another model, or download this one again from another source."


class ContextFull(Fault):
    """The question alone is longer than the model can read."""

    template = "This is longer than the model can read at once ({needed} of {limit} tokens)."
    hint_template = "Shorten the question, or choose a longer context in Settings."


class OutOfMemory(Fault):
    """The machine ran out of memory."""

    template = "The {name} ran out of memory."
    hint_template = "Close other programs, or choose a smaller model or a shorter context."


class DiskFull(Fault):
    """No space is left on the device."""

    template = "The disk is full, so {what} could not be saved."
    hint_template = "Free some space and try again. Nothing that was saved is lost."


class StoreDamaged(Fault):
    """A database file failed its check."""

    template = "The file of {what} was damaged. The damaged file is kept as “{file}”."
    hint_template = "{action}"


class StoreNewer(Fault):
    """A database was written by a later version."""

    template = "The file of {what} was written by a newer Lectern."
    hint_template = "Update Lectern to open it."


class IndexUnavailable(Fault):
    """Search by meaning is being rebuilt."""

    template = "Search by meaning is being rebuilt ({reason})."
    hint_template = "Search by words works meanwhile."
