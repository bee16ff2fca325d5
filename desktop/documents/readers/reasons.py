"""Say in a sentence what a parser raised."""

from __future__ import annotations

from desktop.errors import FileDamaged, FileTooLarge, LecternError

#: Names of exceptions of parsers and what they mean to a person; the first name found in the class's ancestry counts.
_REASONS = {
    "RecursionError": "it is nested too deeply",
    "BadZipFile": "its archive is broken",
    "BadGzipFile": "its archive is broken",
    "LZMAError": "its archive is broken",
    "error": "its compressed data is broken",
    "ParseError": "its XML is broken",
    "XMLSyntaxError": "its XML is broken",
    "UnicodeError": "its text is in an unknown encoding",
    "KeyError": "a part of it is missing",
    "EOFError": "it is cut off",
    "PdfStreamError": "it is cut off",
    "LimitReachedError": "it is larger inside than it should be",
}


def explain(error: Exception, shown: str) -> LecternError:
    """Make a sentence of whatever a parser raised."""
    if isinstance(error, MemoryError):
        return FileTooLarge(file=shown, reason="it needs more memory than a reader may use")
    for ancestor in type(error).__mro__:
        if reason := _REASONS.get(ancestor.__name__):
            return FileDamaged(file=shown, reason=reason)
    return FileDamaged(file=shown, reason="its content is not what its kind promises")
