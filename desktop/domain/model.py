"""A language model on disk, how to sample from it, and what a generation used."""

from __future__ import annotations

from typing import Literal

import msgspec

#: What people call the licences that headers name by an identifier of the hub.
LICENCES = {"apache-2.0": "Apache-2.0", "mit": "MIT", "gemma": "Gemma"} | {
    f"llama{version}": f"Llama {version} Community" for version in ("2", "3", "3.1", "3.2", "3.3")
}


class ModelInfo(msgspec.Struct, frozen=True):
    """What the header of a GGUF file says.

    Attributes:
        path: absolute path of the file (the first part of a split model).
        name: a name for people, from the header, else from the file name.
        architecture: llama.cpp's name of the architecture ("llama", "qwen3", "gpt-oss").
        parameters: number of weights, counted from the tensor shapes.
        quantisation: "Q4_K_M" and so on.
        context_length: tokens that the model was trained to read.
        size: bytes on disk, all parts together.
        chat_template: Jinja source of the template; empty where the file has none.
        projector: path of the file beside it with which it sees pictures; empty where there is none.
        projector_size: bytes on disk of that file.
        projector_compute: bytes that looking at a picture takes beside the weights of that file.
        projector_fault: name of the file that should be its projector and cannot be, and why; empty where all is well.
        origin: the program that keeps the file ("Ollama"); empty when it is ours or the user's.
        endpoint: name of the server that answers (`desktop.domain.endpoint`), empty where this computer computes;
            `path` is then MODEL@NAME, and all that only a file tells is empty.
        leaves: whether what is asked leaves this computer.
        pictures: whether the user says that the model of a server sees pictures.
        layers, embedding, heads_kv, head_size, vocabulary: shapes for the memory estimate (0: the header is silent).
        kept: numbers of keys and values that it keeps of each token, all layers together.
        running: bytes of what layers without keys have in mind, which stays as long as it is however much they read.
    """

    path: str
    name: str
    architecture: str
    parameters: int
    quantisation: str
    context_length: int
    size: int
    chat_template: str = ""
    licence: str = ""
    layers: int = 0
    kept: int = 0
    running: int = 0
    embedding: int = 0
    heads_kv: int = 0
    head_size: int = 0
    vocabulary: int = 0
    starter: bool = False
    origin: str = ""
    endpoint: str = ""
    leaves: bool = False
    projector: str = ""
    pictures: bool = False
    projector_size: int = 0
    projector_compute: int = 0
    projector_fault: tuple[str, str] | tuple[()] = ()

    @property
    def licence_name(self) -> str:
        """The licence as people call it; empty where the file names none."""
        return LICENCES.get(self.licence.strip().lower(), self.licence.strip())

    @property
    def sees(self) -> bool:
        """Whether pictures can be put into a question."""
        return bool(self.projector) or self.pictures

    @property
    def small(self) -> bool:
        """Whether the model has fewer than a billion weights and must not be trusted to state facts by itself.

        A server does not say how many its model has; nobody runs one for so small a model.
        """
        return not self.endpoint and self.parameters < 1_000_000_000

    @property
    def weak(self) -> bool:
        """Whether the model has fewer than four billion weights and cannot be trusted to keep to a form by itself."""
        return not self.endpoint and self.parameters < 4_000_000_000


class Sampling(msgspec.Struct, frozen=True):
    """How the next token is chosen.

    Attributes:
        temperature: 0 takes the likeliest token.
        seed: None draws a new one each time.
    """

    temperature: float = 0.7
    top_p: float = 0.95
    top_k: int = 40
    min_p: float = 0.05
    repeat_penalty: float = 1.1
    seed: int | None = None


class ChatMessage(msgspec.Struct, frozen=True):
    """One message as the chat template sees it.

    Attributes:
        pictures: JPEGs that come before the words, for a model that sees.
    """

    role: Literal["system", "user", "assistant"]
    content: str
    pictures: tuple[bytes, ...] = ()


class Usage(msgspec.Struct, frozen=True):
    """What a generation used.

    Attributes:
        prompt_tokens: tokens of the prompt, of which `cached_tokens` were still in memory from before.
        first_token_s: seconds from the request to the first token.
        tokens_per_s: decode speed after the first token.
        left: whether what was asked left this computer.
    """

    prompt_tokens: int = 0
    cached_tokens: int = 0
    answer_tokens: int = 0
    thinking_tokens: int = 0
    first_token_s: float = 0.0
    tokens_per_s: float = 0.0
    left: bool = False
