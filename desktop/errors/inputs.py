"""What was given cannot be used; exit code 2."""

from __future__ import annotations

from desktop.errors.root import LecternError


class InputError(LecternError):
    """What was given cannot be used."""

    template = "This cannot be used: {what}."
    exit_code = 2


class UsageError(InputError):
    """The command line was called in a way that has no meaning."""

    template = "{what}"
    hint_template = "See lectern --help."


class NoDisplay(InputError):
    """The window was asked for where none can be shown."""

    template = "There is no display here, so the window cannot open."
    hint_template = "Use the commands of lectern --help, or lectern tour DIR for pictures of the window."


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


class FileOutdated(InputError):
    """The format is one that only its own program reads."""

    template = "“{file}” is in a format that only its own program reads."
    hint_template = "Open it there and save it as {wanted}."


class NotAFile(InputError):
    """A device, socket or pipe was given."""

    template = "“{file}” is not an ordinary file or folder."
    hint_template = "Choose a document."


class FileIsLink(InputError):
    """A link lies in a folder; what it points to may be anywhere, also the folder itself."""

    template = "“{file}” is a link, and links in folders are not followed."
    hint_template = "Add what it points to."


class NotAFolder(InputError):
    """A file was given where only a folder can be used."""

    template = "“{file}” is not a folder."
    hint_template = "Only folders can be watched; add a file by itself."


class FileHasNoText(InputError):
    """The file opens, but holds nothing to read."""

    template = "“{file}” holds no text to read."
    hint_template = "If its own program shows words in it, save it there as PDF and add that."


class FileIsScan(InputError):
    """The file holds pictures of pages, and reading them is turned off."""

    template = "“{file}” is a scan, and reading scans is turned off."
    hint_template = "Turn on “Read scans and pictures” in the settings."


class ScanHasNoText(InputError):
    """Nothing was recognised on a picture."""

    template = "No words were found on the picture “{file}”."
    hint_template = "If there are some, scan it again at 300 dpi, straight and in focus."


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


class PicturesUnseen(InputError):
    """The model has no projector."""

    template = "{model} does not see pictures."
    hint_template = "Use a model that does, with its picture part (mmproj) beside it."


class ProjectorUnusable(InputError):
    """The file with which a model would see pictures is damaged, or is none of this model."""

    template = "“{file}”, with which {model} would see pictures, cannot be used ({reason})."
    hint_template = "Download it again from where the model comes from."


class NotAnAdapter(InputError):
    """A .gguf file is no LoRA adapter."""

    template = "“{file}” is not a usable adapter ({reason})."
    hint_template = "Choose a LoRA adapter in the GGUF format."


class AdapterUnfit(InputError):
    """An adapter was made for another model, or its file is gone; the value `path` names the file."""

    template = "The adapter “{name}” does not fit {model} ({reason})."
    hint_template = "Switch it off, or use the model that it was made for."


class AdapterUnknown(InputError):
    """No adapter of this name is there."""

    template = "There is no adapter named “{name}”."
    hint_template = "See lectern models, or give the path of a .gguf file."


class DraftUnfit(InputError):
    """A draft model cannot guess for another model."""

    template = "“{name}” cannot draft for {model}: {reason}."
    hint_template = "Choose a small model of the same family, or none."


class ModelUnknown(InputError):
    """No model of this name is installed."""

    template = "There is no model named “{name}”."
    hint_template = "See lectern models, or give the path of a .gguf file."


class ModelLost(InputError):
    """The model that was chosen cannot be used any more, and another one answers in its place."""

    template = "“{model}”, which was chosen, cannot be used any more, so {other} answers."
    hint_template = "Bring its file or its server back, or choose another on the Models page or with --model."


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


class NothingWithin(InputError):
    """The filter of a search lets no file of the library through."""

    template = "No file of “{name}” fits what the search was narrowed to."
    hint_template = "Choose other files, kinds or dates, or search all files."


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
