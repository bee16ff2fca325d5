"""Export a transformer embedder to ONNX, once: verified beside torch, and measured on this machine."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.documents import exported
from desktop.documents.embed_openvino import OpenVinoEmbedder
from desktop.documents.embed_torch import TorchEmbedder
from desktop.documents.exported import About, Exported
from desktop.documents.precision import TRIAL, machine
from desktop.documents.store import translated
from desktop.errors import NotAModel

if TYPE_CHECKING:
    from desktop.documents.embedder_files import EmbedderFiles

#: A protocol buffer holds 2 GB, the weights included.
MOST_BYTES = 1_900_000_000
OPSET = 17
#: Cosine of each vector with torch's at least.
SAME = 0.9999
#: In several scripts, of no word and of more than any model reads, so that the tokens are seen to be the same too.
SAMPLES = (
    *TRIAL,
    "",
    "Straße, naïve café, Ærøskøbing; ÅNGSTRÖM 10⁻¹⁰ m — “quoted”",
    "年度净销售额增长了百分之五。这台水泵的压力是十六巴。",
    "Общий объём продаж вырос на пять процентов.",
    "المضخة تعمل عند ستة عشر بار",
    "売上高は5％増加しました。",
    "a",
    "word " * 10_000,
)


def export(files: EmbedderFiles, place: Path) -> Exported:
    """Export a model to `place`, where it takes as much room as its weights; takes some seconds.

    Raises:
        NotAModel: it cannot be exported, or what comes of it does not give torch's vectors.
        DiskFull, CannotWrite.
    """
    name = Path(files.folder).name
    if sum(file.stat().st_size for file in Path(files.folder).rglob("*.safetensors")) > MOST_BYTES:
        raise NotAModel(file=name, reason="it is too large for the ONNX form")
    slow = TorchEmbedder(files)
    exact = slow.passages(SAMPLES)

    def write(file: Path) -> About:
        pad = int(slow.model.tokenizer.pad_token_id or 0)
        _export(slow.model, file)
        about = About(exported.FORM, files.key, files.folder, pad, machine(), {})
        quick = OpenVinoEmbedder(files, Exported(file, about), "fp32")
        nearest = [(quick.passages(SAMPLES) * exact).sum(axis=1).min(), (quick.passages(SAMPLES[:1]) @ exact[0]).min()]
        if not min(nearest) >= SAME:
            raise NotAModel(file=name, reason=f"as ONNX it gives other vectors (cosine {min(nearest):.4f})")
        return msgspec.structs.replace(about, measured=OpenVinoEmbedder(files, Exported(file, about)).measured)

    with translated(f"the ONNX form of “{name}”"):
        return exported.keep(place, files.key, write)


def _export(model: Any, file: Path) -> None:
    """Write the whole pipeline, tokens in and sentence embedding out, by torch's exporter that traces.

    The one that it is to be replaced by needs two libraries more and six times as long (17 s for MiniLM), for a graph
    that is no faster. Attention is written out ("eager"): that graph is the smaller and quicker one of the two.
    """
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for part in model.modules():
            if hasattr(part, "set_attn_implementation"):
                part.set_attn_implementation("eager")
        features = model.preprocess(["A short text.", "Another one, which is longer."])
        names = [key for key in ("input_ids", "attention_mask", "token_type_ids") if key in features]

        class Pipeline(torch.nn.Module):  # type: ignore[misc]
            """The pipeline with tensors for its arguments."""

            def __init__(self) -> None:
                super().__init__()
                self.model = model

            def forward(self, *tensors: Any) -> Any:
                """Return the sentence embeddings."""
                return self.model(dict(zip(names, tensors, strict=True)))["sentence_embedding"]

        with torch.no_grad():
            torch.onnx.export(
                Pipeline().eval(),
                tuple(features[name] for name in names),
                str(file),
                input_names=names,
                output_names=["sentence_embedding"],
                dynamic_axes={
                    **{name: {0: "texts", 1: "tokens"} for name in names},
                    "sentence_embedding": {0: "texts"},
                },
                dynamo=False,
                opset_version=OPSET,
            )
