"""OpenVINO as Lectern uses it: on the processor, and without its tools, which tell their maker of every import."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.engine.hardware import physical_cores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from desktop.documents.precision import Precision

#: Numbers beside each other that share one scale when what lies between two layers is computed in int8. It must divide
#: the width of a layer, as it does in every current embedder; of 32 to 384 it is the quickest but one, within a
#: hundredth, and nearest to fp32 of those (cosine .9983 at least over 512 passages; 384: .9961).
GROUP = 128
#: Weights of the layers up to which each core computes texts of its own; cores that share the work on such small layers
#: wait for each other (11 million, two cores: 19 ms of the processor a passage, by itself 15), while a question of a
#: larger model would keep its user waiting for a single core.
SMALL_MODEL = 30_000_000
#: Matrices with fewer numbers stay as they are.
SMALL = 4096
#: The largest number of eight bits whose negative is one too.
_MOST = 127


def runtime() -> Any:
    """Return the module `openvino`.

    Its package of tools sends an event to its maker at import. The runtime does without that package, so it is kept
    out, by the sign that Python has for a module that cannot be had.
    """
    if "openvino" not in sys.modules:
        sys.modules["openvino.tools"] = None  # type: ignore[assignment]
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    return openvino


@functools.cache
def core() -> Any:
    """Return OpenVINO's `Core`, the one of this process.

    Each of them gives the thread that makes it another stack for signals, and at its end the one that was there before.
    Of two, that may be one that is gone: the next signal then ends the process. So there is one, which never ends.
    """
    return runtime().Core()


def compiled(file: Path, precision: Precision) -> Any:
    """Return the ONNX model in `file`, ready to compute in `precision` on the processor.

    Raises:
        RuntimeError: whatever OpenVINO says of the file; its errors have no class of their own.
    """
    model = core().read_model(file)
    cores = physical_cores()
    config: dict[str, object] = {
        "NUM_STREAMS": cores if _in_layers(model) < SMALL_MODEL else 1,
        "INFERENCE_NUM_THREADS": cores,
        "ENABLE_CPU_PINNING": False,  # the engine and the readers work on the same cores
        "INFERENCE_PRECISION_HINT": "f32",
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0,
    }
    if precision != "fp32" and "BF16" in core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        config["INFERENCE_PRECISION_HINT"] = "bf16"
    if precision == "int8":
        weights_in_int8(model)
        config["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = GROUP
    return core().compile_model(model, "CPU", config)


def weights_in_int8(model: Any) -> None:
    """Keep the weights of `model` in eight bits, in place, by one scale for a column of a matrix or row of a table.

    OpenVINO then multiplies them with what it rounds to eight bits in groups as it goes, so no texts are needed to
    find out how large that becomes. Symmetric, the largest magnitude of a column being 127 times its scale.
    """
    for taker, weights, across in list(_matrices(model)):
        if _numbers(weights) >= SMALL:
            taker.replace_source_output(_narrow(np.asarray(weights.data, dtype=np.float32), across))


def _matrices(model: Any) -> Iterator[tuple[Any, Any, int]]:
    """Yield matrices that are multiplied with and tables that are looked up in: who takes it, it, its axis."""
    for node in model.get_ordered_ops():
        kind = node.get_type_name()
        if kind not in ("MatMul", "Gather"):
            continue
        taker = node.input(1 if kind == "MatMul" else 0)
        weights = taker.get_source_output().get_node()
        if weights.get_type_name() == "Constant" and len(weights.shape) == 2 and weights.get_element_type().is_real():
            yield taker, weights, 1 if kind == "Gather" or node.get_attributes()["transpose_b"] else 0


def _in_layers(model: Any) -> int:
    """Return how many weights are multiplied with, those of tables left out."""
    return sum(_numbers(weights) for taker, weights, _ in _matrices(model) if _kind(taker) == "MatMul")


def _kind(taker: Any) -> str:
    return str(taker.get_node().get_type_name())


def _numbers(weights: Any) -> int:
    return int(np.prod(weights.shape))


def _narrow(weights: NDArray[np.float32], across: int) -> Any:
    """Return the output of a node that gives `weights` from eight bits; numbers along `across` share a scale."""
    ops = runtime().opset13
    scale = np.abs(weights).max(axis=across, keepdims=True) / _MOST
    scale[scale == 0] = 1
    whole = np.rint(weights / scale).astype(np.int8)
    return ops.multiply(ops.convert(ops.constant(whole), "f32"), ops.constant(scale.astype(np.float32))).output(0)
