"""What every fault has: a sentence that names the thing, a next step, an exit code; and the ends that are no fault."""

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


class Cancelled(LecternError):
    """The user stopped the work."""

    template = "Stopped."
    exit_code = 130


class NotInDocuments(LecternError):
    """The documents do not hold the answer."""

    template = "The documents do not hold the answer."
    hint_template = "Ask in other words, or add the document that holds it."
    exit_code = 3
