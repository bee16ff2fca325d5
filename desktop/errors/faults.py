"""Something of ours failed; exit code 1."""

from __future__ import annotations

from desktop.errors.root import LecternError


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
    hint_template = "Choose a shorter context, the processor instead of the graphics card, or a smaller model."


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


class NothingSaid(Fault):
    """The model ended its answer before the first word."""

    template = "{model} ended its answer without a word."
    hint_template = "Ask again, put the question in other words, or choose another model."


class ContextFull(Fault):
    """The question alone is longer than the model can read."""

    template = "This is longer than the model can read at once ({needed} of {limit} tokens)."
    hint_template = "Shorten the question, or choose a longer context in Settings."


class OutOfMemory(Fault):
    """The machine ran out of memory."""

    template = "The {name} ran out of memory."
    hint_template = "Close other programs, or choose a smaller model or a shorter context."


class DownloadFailed(Fault):
    """A download ended early; what came is kept."""

    template = "“{file}” could not be downloaded: {reason}."
    hint_template = "Try again: it goes on where it stopped."


class DownloadRefused(DownloadFailed):
    """The hub has no such file, or does not give it: another try would end the same way."""

    hint_template = "Check the names of its repository and file, or choose another model."


class DownloadDamaged(Fault):
    """The bytes that came are not those that were promised."""

    template = "“{file}” arrived damaged and was deleted ({reason})."
    hint_template = "Download it again, or from another source."


class NotEnoughSpace(Fault):
    """The file will not fit on the disk."""

    template = "“{file}” needs {needed} on the disk; {free} are free."
    hint_template = "Free some space, or choose a smaller model."


class DiskFull(Fault):
    """No space is left on the device."""

    template = "The disk is full, so {what} could not be saved."
    hint_template = "Free some space and try again. Nothing that was saved is lost."


class StoreDamaged(Fault):
    """A database file failed its check."""

    template = "The file of {what} was damaged. The damaged file is kept as “{file}”."
    hint_template = "{action}"


class StoreGone(Fault):
    """A database file was moved or deleted while it was open."""

    template = "The file of {what} was moved or deleted while Lectern had it open."
    hint_template = "Bring it back, or start Lectern anew and add your files and folders again."


class StoreNewer(Fault):
    """A database was written by a later version."""

    template = "The file of {what} was written by a newer Lectern."
    hint_template = "Update Lectern to open it."


class IndexUnavailable(Fault):
    """Search by meaning is being rebuilt."""

    template = "Search by meaning is being rebuilt ({reason})."
    hint_template = "Search by words works meanwhile."
