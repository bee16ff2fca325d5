"""The command line's words: global options stand anywhere, wrong usage leaves with 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli.parser import parse


def test_no_command_opens_the_window() -> None:
    assert parse([]).command is None
    assert parse(["--data", "d"]).data == Path("d")


@pytest.mark.parametrize("arguments", [["--data", "d", "--verbose", "doctor"], ["doctor", "--data", "d", "--verbose"]])
def test_global_options_stand_before_or_after_the_command(arguments: list[str]) -> None:
    found = parse(arguments)
    assert (found.command, found.data, found.verbose) == ("doctor", Path("d"), True)


def test_global_options_have_defaults() -> None:
    found = parse(["doctor"])
    assert (found.data, found.verbose, found.json) == (None, False, False)


def test_ask_takes_a_question_paths_and_choices() -> None:
    found = parse(["ask", "Why?", "a.pdf", "b", "--think", "on", "--think-budget", "50", "--model", "m.gguf", "--json"])
    assert (found.question, found.paths, found.think, found.think_budget) == ("Why?", ["a.pdf", "b"], "on", 50)
    assert found.json


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["frobnicate"],
        ["index", "a"],
        ["slides", "a"],
        ["search", "x", "--library", "l", "-k", "0"],
        ["search", "x", "--library", "l", "-k", "many"],
        ["ask", "x", "--think", "maybe"],
        ["export", "everything", "-o", "f"],
    ],
)
def test_wrong_usage_leaves_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(arguments)
    assert left.value.code == 2
    assert "usage: lectern" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["many", "0", "-1", "1.5", "٣", "1" * 5000])
def test_number_that_is_none_is_told_with_what_would_be_one(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["ask", "x", f"--think-budget={number}"])
    said = capsys.readouterr().err
    assert "is not a whole number from 1 to 1,000,000,000" in said
    assert "_positive" not in said


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("lectern ")
