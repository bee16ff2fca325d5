"""Exported embedders: what is found, kept, made anew and swept away, and which faults are remembered."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desktop.documents import exporting
from desktop.documents.embed_openvino import OpenVinoEmbedder
from desktop.documents.embedder_files import EmbedderFiles
from desktop.documents.exported import ABOUT, FORM, MODEL, About, find, keep, sweep
from desktop.documents.exporting import Exporting
from desktop.documents.precision import machine
from desktop.documents.store import Store
from desktop.errors import DiskFull, LecternError, NotAModel, ProcessStopped
from desktop.worker.cancel import Cancel

KEY = "0123456789abcdef"


def _write(file: Path) -> About:
    file.write_bytes(b"weights")
    return About(FORM, KEY, str(file.parent.parent), 0, machine(), {"fp32": 0.5})


def test_what_was_kept_is_found_in_the_first_place_that_has_it(tmp_path: Path) -> None:
    made = keep(tmp_path / "one", KEY, _write)
    assert made.file.read_bytes() == b"weights"
    assert find((tmp_path / "none", tmp_path / "one"), KEY) == made
    assert find((tmp_path / "one",), "another") is None


@pytest.mark.parametrize("name", [MODEL, ABOUT])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"weight", b"other weights"])
def test_what_is_damaged_is_not_found_and_is_deleted(tmp_path: Path, name: str, content: bytes | None) -> None:
    made = keep(tmp_path, KEY, _write)
    file = made.file.with_name(name)
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert find((tmp_path,), KEY) is None
    assert not made.file.parent.exists()


@pytest.mark.parametrize("change", [{"form": FORM + 1}, {"key": "another"}])
def test_another_form_or_model_is_made_anew(tmp_path: Path, change: dict[str, object]) -> None:
    made = keep(tmp_path, KEY, lambda file: msgspec.structs.replace(_write(file), **change))
    assert find((tmp_path,), KEY) is None
    assert not made.file.parent.exists()


def test_a_full_disk_leaves_nothing_and_what_was_there_stays(tmp_path: Path) -> None:
    def fail(file: Path) -> About:
        file.write_bytes(b"wei")
        raise OSError(errno.ENOSPC, "No space left on device")

    made = keep(tmp_path, KEY, _write)
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path, KEY, fail)
    assert [path.name for path in tmp_path.iterdir()] == [KEY]
    assert find((tmp_path,), KEY) == made


def test_half_made_ones_and_those_of_models_that_are_gone_are_swept_away(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    place = tmp_path / "place"
    here = keep(place, KEY, lambda file: msgspec.structs.replace(_write(file), folder=str(model)))
    keep(place, "gone", lambda file: msgspec.structs.replace(_write(file), folder=str(tmp_path / "no")))
    (place / "half.part").mkdir()
    (place / "half.part" / MODEL).write_bytes(b"w")
    sweep(place)
    assert [path.name for path in place.iterdir()] == [here.file.parent.name]
    sweep(tmp_path / "no such place")


class Broken:
    """A worker that fails with what it is told, and counts how often it was asked."""

    error: LecternError
    asked = 0

    def __init__(self, service: str, *, name: str) -> None:
        self.name = name

    def call(self, request: object, replies: object, cancel: Cancel | None = None) -> Iterator[object]:
        type(self).asked += 1
        raise type(self).error

    def close(self) -> None:
        """Nothing runs."""


@pytest.mark.parametrize(
    ("error", "asked"),
    [
        (NotAModel(file="tiny", reason="as ONNX it gives other vectors"), 1),
        (DiskFull(what="it"), 2),
        (ProcessStopped(name="export", cause="killed"), 2),
    ],
)
def test_only_what_would_come_again_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: LecternError, asked: int
) -> None:
    files = EmbedderFiles(folder=str(tmp_path / "tiny"), key=KEY, length=9, vocabulary=9)
    monkeypatch.setattr(exporting, "Worker", type("Failing", (Broken,), {"error": error, "asked": 0}))
    store = Store(tmp_path)
    assert Exporting(store).open(files) is None
    assert Exporting(store).open(files) is None
    assert exporting.Worker.asked == asked  # type: ignore[attr-defined]
    store.close()


def test_what_openvino_refuses_is_deleted_and_left_to_torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = EmbedderFiles(folder=str(tmp_path / "tiny"), key=KEY, length=9, vocabulary=9)
    store = Store(tmp_path)
    made = keep(tmp_path / "exported", KEY, _write)
    assert Exporting(store).open(files) is None
    assert not made.file.parent.exists()
    store.close()


@pytest.mark.parametrize(
    ("where", "asked", "told"), [("other", None, {}), (machine(), "int8", {"fp32": 0.5, "int8": 0.1})]
)
def test_a_measurement_counts_on_the_processor_where_it_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, asked: str | None, told: dict[str, float]
) -> None:
    files = EmbedderFiles(folder=str(tmp_path / "tiny"), key=KEY, length=9, vocabulary=9)
    measured = {"fp32": 0.5, "int8": 0.1}
    keep(
        tmp_path / "exported",
        KEY,
        lambda file: msgspec.structs.replace(_write(file), machine=where, measured=measured),
    )
    loaded: list[str | None] = []

    def load(self: OpenVinoEmbedder, files: object, exported: object, precision: str | None = None) -> None:
        loaded.append(precision)
        self.measured = {}

    monkeypatch.setattr(OpenVinoEmbedder, "__init__", load)
    store = Store(tmp_path)
    by_itself = Exporting(store).open(files)
    by_choice = Exporting(store).open(files, "bf16")
    assert by_itself is not None
    assert by_choice is not None
    assert loaded == [asked, "bf16"]
    assert by_itself.measured == by_choice.measured == told
    store.close()
