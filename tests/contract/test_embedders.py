"""One contract for torch and OpenVINO: the same tokens, the same vectors in their order, and a stop is heeded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.documents.embed import Model
from desktop.documents.embed_openvino import OpenVinoEmbedder
from desktop.documents.embed_torch import TorchEmbedder
from desktop.documents.embedder_files import EmbedderFiles, examine, starter_folder
from desktop.documents.export import SAMPLES, export
from desktop.documents.exported import SHIPPED, find
from desktop.documents.openvino_runtime import SMALL, compiled, core, weights_in_int8
from desktop.documents.precision import FAITHFUL, TRIAL, Precision, quickest
from desktop.documents.tokens import TokenCounter, Tokenizer
from desktop.engine.hardware import physical_cores
from desktop.errors import Cancelled
from desktop.worker.cancel import Cancel
from tests import tiny_models

TEXTS = (*SAMPLES, *(f"The pump runs at {number} bar. " * (number % 7 + 1) for number in range(12)))


class Both:
    """One model both ways."""

    def __init__(self, place: Path, files: EmbedderFiles, torch: TorchEmbedder, openvino: OpenVinoEmbedder) -> None:
        self.place = place
        self.files = files
        self.torch = torch
        self.openvino = openvino


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("embedders")
    files = examine(tiny_models.transformer(folder / "tiny", prompts={"query": "query: ", "passage": "passage: "}))
    made = export(files, folder / "exported")
    return Both(folder / "exported", files, TorchEmbedder(files), OpenVinoEmbedder(files, made, "fp32"))


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Both:
    files = examine(starter_folder())
    folder = tmp_path_factory.mktemp("starter")
    exported = find((SHIPPED,), files.key) or export(files, folder)
    return Both(folder, files, TorchEmbedder(files), OpenVinoEmbedder(files, exported, "fp32"))


@pytest.fixture(params=["tiny", "starter"])
def both(request: pytest.FixtureRequest) -> Both:
    made: Both = request.getfixturevalue(request.param)
    return made


@pytest.fixture(params=["torch", "openvino"])
def model(tiny: Both, request: pytest.FixtureRequest) -> Model:
    made: Model = getattr(tiny, request.param)
    return made


def test_vectors_are_of_length_one_and_in_the_order_of_the_texts(model: Model) -> None:
    vectors = model.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), model.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    backwards = model.passages(TEXTS[::-1])
    assert np.allclose(backwards[::-1], vectors, atol=1e-5)
    assert model.passages([]).shape == (0, model.dimensions)


def test_a_text_alone_and_among_others_is_the_same(model: Model) -> None:
    together = model.passages(TEXTS)
    for row in (0, len(SAMPLES) - 1, len(TEXTS) - 1):
        assert np.allclose(model.passages([TEXTS[row]])[0], together[row], atol=1e-5)


def test_a_stop_is_heeded(model: Model) -> None:
    stop = Cancel()
    stop.cancel()
    with pytest.raises(Cancelled):
        model.passages(TEXTS, stop)


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[:1], ("", "a")])
def test_both_ways_give_the_same_vectors(both: Both, texts: Sequence[str]) -> None:
    for one, other in (
        (both.torch.passages(texts), both.openvino.passages(texts)),
        (both.torch.queries(texts), both.openvino.queries(texts)),
    ):
        assert np.abs(one - other).max() < 1e-4
    assert both.torch.dimensions == both.openvino.dimensions


@pytest.mark.parametrize("precision", ["bf16", "int8"])
def test_a_quicker_precision_stays_close_whatever_is_computed_together(both: Both, precision: Precision) -> None:
    exported = find((both.place, SHIPPED), both.files.key)
    assert exported is not None
    quick = OpenVinoEmbedder(both.files, exported, precision)
    texts = [text for text in TEXTS if text]  # nobody embeds a passage without a word: int8 .990
    exact, together = both.openvino.passages(texts), quick.passages(texts)
    assert (exact * together).sum(axis=1).min() >= FAITHFUL
    alone = np.concatenate([quick.passages([text]) for text in texts[-3:]])
    assert (alone * together[-3:]).sum(axis=1).min() >= 0.9999
    assert quick.dimensions == both.openvino.dimensions


def test_a_small_model_computes_as_many_texts_at_once_as_there_are_cores(starter: Both) -> None:
    exported = find((starter.place, SHIPPED), starter.files.key)
    assert exported is not None
    model = compiled(exported.file, "fp32")
    assert model.get_property("NUM_STREAMS") == physical_cores()
    vectors = starter.openvino.passages(TEXTS * 4)
    assert np.allclose(vectors, np.tile(starter.openvino.passages(TEXTS), (4, 1)), atol=1e-5)


def test_the_quickest_precision_is_measured_where_nobody_knows_it(both: Both) -> None:
    exported = find((both.place, SHIPPED), both.files.key)
    assert exported is not None
    measuring = OpenVinoEmbedder(both.files, exported)
    assert measuring.measured["fp32"] > 0
    assert measuring.precision == quickest(measuring.measured)
    assert (measuring.passages(TRIAL) * both.openvino.passages(TRIAL)).sum(axis=1).min() >= FAITHFUL


def test_weights_are_kept_in_eight_bits(both: Both) -> None:
    exported = find((both.place, SHIPPED), both.files.key)
    assert exported is not None
    model = core().read_model(exported.file)

    def matrices() -> list[NDArray[np.generic]]:
        constants = [node for node in model.get_ordered_ops() if node.get_type_name() == "Constant"]
        return [np.array(node.data) for node in constants if len(node.shape) == 2 and np.prod(node.shape) >= SMALL]

    before = sum(weights.nbytes for weights in matrices())
    weights_in_int8(model)
    narrow = [weights for weights in matrices() if weights.dtype == np.int8]
    assert all(np.abs(weights).max() == 127 for weights in narrow)
    assert sum(weights.nbytes for weights in narrow) > 0.24 * before, "all but a table of positions, which is added"


def test_both_ways_read_the_same_tokens(both: Both) -> None:
    own = Tokenizer(both.files, int(both.torch.model.tokenizer.pad_token_id))
    given = own.rows(own(TEXTS))
    wanted = both.torch.model.preprocess(list(TEXTS))
    for name in ("input_ids", "attention_mask", "token_type_ids"):
        if name in wanted:
            assert (given[name] == wanted[name].numpy()).all(), name


def test_tokens_are_counted_without_special_ones_and_without_a_limit(tiny: Both) -> None:
    count = TokenCounter(tiny.files)
    assert count("") == 0
    assert count("a") == 1
    assert count("a " * 10_000) == 10_000


def test_what_was_exported_is_found_again_and_a_damaged_file_is_not(tiny: Both, tmp_path: Path) -> None:
    made = export(tiny.files, tmp_path)
    assert find((tmp_path / "nothing", tmp_path), tiny.files.key) == made
    assert made.about.measured["fp32"] > 0
    content = bytearray(made.file.read_bytes())
    content[len(content) // 2] ^= 1
    made.file.write_bytes(content)
    assert find((tmp_path,), tiny.files.key) is None
    assert list(tmp_path.iterdir()) == [], "so that it is made anew"
