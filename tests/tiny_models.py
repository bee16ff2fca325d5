"""Tiny models with random weights, made on the spot: they know nothing, yet they are what real ones are made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

WORDS = ("pump", "turbine", "contract", "kitchen", "library", "harbour", "vaccine", "sonata", "glacier", "orchard")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def tokenizer(folder: Path, words: Sequence[str] = WORDS) -> int:
    """Write a word-piece tokenizer of letters and `words`; return how many tokens it knows."""
    import tokenizers
    import transformers

    parts: Any = tokenizers
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,"
    pieces = [*SPECIAL, *letters, *(f"##{letter}" for letter in letters), *words]
    vocabulary = {piece: at for at, piece in enumerate(pieces)}
    made = parts.Tokenizer(parts.models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = parts.normalizers.Lowercase()
    made.pre_tokenizer = parts.pre_tokenizers.Whitespace()
    made.post_processor = parts.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    fast: Any = transformers.PreTrainedTokenizerFast
    fast = fast(
        tokenizer_object=made,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=128,
    )
    fast.save_pretrained(str(folder))
    return len(pieces)


def transformer(folder: Path, *, dimensions: int = 32, layers: int = 1, prompts: dict[str, str] | None = None) -> Path:
    """Write a BERT as a sentence-transformers folder, pooled by its first token; more layers only make it slow."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    raw = folder.with_name(f"{folder.name}-raw")
    raw.mkdir(parents=True)
    size = tokenizer(raw)
    torch.manual_seed(7)
    config = _config(size, dimensions, num_hidden_layers=layers)
    BertModel(config).save_pretrained(str(raw))
    words = Transformer(str(raw), max_seq_length=96)
    SentenceTransformer(modules=[words, Pooling(dimensions, pooling_mode="cls")], device="cpu").save(str(folder))
    if prompts:
        file = folder / "config_sentence_transformers.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), "prompts": prompts}))
    return folder


def static(folder: Path, *, dimensions: int = 48) -> Path:
    """Write a table of word vectors as a sentence-transformers folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    raw = folder.with_name(f"{folder.name}-raw")
    raw.mkdir(parents=True)
    tokenizer(raw)
    torch.manual_seed(7)
    table = StaticEmbedding(Tokenizer.from_file(str(raw / "tokenizer.json")), embedding_dim=dimensions)
    SentenceTransformer(modules=[table], device="cpu").save(str(folder))
    return folder


def cross_encoder(folder: Path) -> Path:
    """Write a BERT of one layer that gives one number for two texts."""
    from transformers import BertForSequenceClassification

    folder.mkdir(parents=True)
    size = tokenizer(folder)
    torch.manual_seed(7)
    config = _config(size, 32, num_labels=1)
    BertForSequenceClassification(config).save_pretrained(str(folder))
    return folder


def _config(size: int, dimensions: int, **more: Any) -> Any:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=size,
        hidden_size=dimensions,
        num_attention_heads=2,
        intermediate_size=dimensions * 2,
        max_position_embeddings=128,
        **{"num_hidden_layers": 1, **more},
    )
