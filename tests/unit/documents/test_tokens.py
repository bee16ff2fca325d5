"""Counting tokens word by word gives what the tokenizer itself gives, and is done only where it must."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from desktop.documents.embedder_files import EmbedderFiles
from desktop.documents.tokens import MOST_WORDS, TokenCounter

PIECES = ("[UNK]", "[SEP]", "rep", "##ort", "report", "##s", "ing", "##ing", ",", ".", "-", "é", "中", "a", "##a", "1")
#: Spaces, marks, controls, marks that combine, ideographs, and tokens written out: whatever a tokenizer treats apart.
TEXTS = st.lists(
    st.sampled_from(
        (*PIECES, " ", "  ", "\n", "\t", "\x1c", "\u00a0", "\u0301", "é", "文", "\u3000", "\ufffd", "İ", "Σ")
    )
    | st.text(max_size=3)
).map("".join)


def _counter(made: Tokenizer) -> TokenCounter:
    with tempfile.TemporaryDirectory() as folder:
        made.save(str(Path(folder) / "tokenizer.json"))
        return TokenCounter(EmbedderFiles(folder=folder, key="", length=256, vocabulary=len(PIECES)))


def _bert() -> Tokenizer:
    made = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.add_special_tokens(["[SEP]"])
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@functools.cache
def _of_bert() -> tuple[Tokenizer, TokenCounter]:
    return _bert(), _counter(_bert())


@given(TEXTS)
def test_the_words_have_the_tokens_of_the_text(text: str) -> None:
    made, counter = _of_bert()
    for _ in range(2):  # the second time from what was kept
        assert counter(text) == len(made.encode(text, add_special_tokens=False))


def test_what_is_kept_of_words_has_an_end() -> None:
    _, counter = _of_bert()
    counts = [counter(f"{number}report") for number in range(MOST_WORDS + 10)]
    assert set(counts) == {1}  # unknown, each of them
    assert counter("reports reporting") == 4


def test_a_tokenizer_that_sees_spaces_is_asked_for_the_whole_text() -> None:
    made = Tokenizer(models.BPE({"a": 0, "▁": 1, "▁a": 2}, [("▁", "a")]))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    assert _counter(made)("a a  a") == len(made.encode("a a  a", add_special_tokens=False)) == 4


def test_a_token_with_a_space_in_it_is_found() -> None:
    made = _bert()
    made.add_tokens(["report s"])
    assert _counter(made)("a report s") == 2
