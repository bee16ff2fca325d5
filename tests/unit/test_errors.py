"""The error tree: every class explains itself, crosses a pipe and is drawn in the docstring."""

from __future__ import annotations

import string

import pytest

from desktop import errors


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("name", sorted(errors.catalogue()))
def test_each_error_is_drawn_in_the_tree(name: str) -> None:
    assert errors.__doc__ is not None
    assert name in errors.__doc__


@pytest.mark.parametrize("name", sorted(errors.catalogue()))
def test_sentences_are_whole_and_crossing_a_pipe_keeps_them(name: str) -> None:
    kind = errors.catalogue()[name]
    values = dict.fromkeys(_fields(kind.template) | _fields(kind.hint_template), "Ü “x” {y}")
    error = kind(**values)
    assert "{" not in error.message.replace("{y}", "")
    assert error.message[-1] in ".}”"
    again = errors.rebuild(kind.__name__, error.values)
    assert type(again) is kind
    assert (again.message, again.hint) == (error.message, error.hint)


def test_unknown_kind_becomes_a_fault() -> None:
    error = errors.rebuild("Strange", {"what": "x"})
    assert isinstance(error, errors.Fault)
    assert "Strange" in error.message


def test_a_missing_value_stays_visible() -> None:
    assert "{file}" in errors.FileEmpty().message


@pytest.mark.parametrize(
    ("kind", "code"),
    [(errors.FileMissing, 2), (errors.NotInDocuments, 3), (errors.Cancelled, 130), (errors.ProcessStopped, 1)],
)
def test_exit_codes_follow_the_contract(kind: type[errors.LecternError], code: int) -> None:
    assert kind.exit_code == code
