"""The chat template of a model, rendered in a process of its own that may die of it."""

from __future__ import annotations

import datetime
import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

import jinja2
import jinja2.ext
import jinja2.nodes
import jinja2.parser
import jinja2.sandbox
import msgspec

from desktop.domain.model import ChatMessage
from desktop.engine.prompt import in_turns, with_system_in_first
from desktop.errors import ChatTemplateFailed
from desktop.worker.cancel import Cancel

#: Used where a file has no template: the form that most models have seen (ChatML).
CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
#: Characters of a rendered prompt; the longest contexts in use are some ten million characters.
LONGEST_PROMPT = 32_000_000
LONGEST_REASON = 160
#: Seconds of processor time that compiling and rendering may take; real templates take milliseconds. The time of the
#: clock would end an honest template on a machine that is busy with other things.
SECONDS = 5


class Render(msgspec.Struct, frozen=True, tag="render"):
    """Render `template` with these messages.

    Attributes:
        options: more variables of the template.
        begin, end: texts of the model's tokens that begin and end a text.
    """

    template: str
    messages: tuple[ChatMessage, ...]
    options: dict[str, bool | int | str] = {}
    begin: str = ""
    end: str = ""


class Rendered(msgspec.Struct, frozen=True, tag="rendered"):
    """The prompt, up to where the assistant's message begins."""

    text: str


class Refused(Exception):
    """The template itself calls `raise_exception`: it does not take such a conversation."""


class TemplateService:
    """Knows the last template, compiled."""

    requests: Any = Render

    def __init__(self) -> None:
        self._source = ""
        self._compiled: jinja2.Template | None = None

    def lane(self, request: Render) -> str:
        """All in one lane."""
        return "render"

    def handle(self, request: Render, cancel: Cancel) -> Iterator[Rendered]:
        """Render; see `render`. The kernel ends the process when it takes more than `SECONDS` of processor time."""
        _allow(SECONDS)
        if self._compiled is None or request.template != self._source:
            self._compiled, self._source = None, request.template
            self._compiled = compiled(request.template)
        yield Rendered(render(self._compiled, request))

    def close(self) -> None:
        """Nothing is open."""


def open_service(config: bytes) -> TemplateService:
    """Make the service; it takes no configuration."""
    return TemplateService()


def _allow(seconds: int) -> None:
    """Have the kernel end this process (SIGXCPU) after so many more seconds of processor time, where it can."""
    if os.name == "posix":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = math.ceil(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def compiled(source: str) -> jinja2.Template:
    """Compile a chat template the way the models' makers expect it (as transformers does).

    Raises:
        ChatTemplateFailed: it is no Jinja, or asks for more memory than there is.
    """
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[jinja2.ext.loopcontrols, _Generation]
    )
    environment.filters["tojson"] = _tojson
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = lambda layout: datetime.datetime.now().strftime(layout)
    try:
        return environment.from_string(source or CHATML)
    except MemoryError:
        raise ChatTemplateFailed(reason="it asks for too much memory") from None
    except RecursionError:
        raise ChatTemplateFailed(reason="it is nested too deeply") from None
    except Exception as error:  # whatever Jinja makes of a hostile source
        raise ChatTemplateFailed(reason=_reason(error)) from None


def render(template: jinja2.Template, request: Render) -> str:
    """Render, and help templates that know no system message, insist on strict turns or cannot do without tools.

    A template that refuses the messages, or that leaves the system message out without a word, is given it at the head
    of the first question instead; one that still refuses is given neighbouring messages of one role as one. One that
    takes no messages at all, since it looks through its tools without asking whether there are any, is given none of
    them in a list.

    Raises:
        ChatTemplateFailed: it fails, refuses all the same, or gives out too much.
    """
    given = request.messages
    merged = with_system_in_first(given)
    ways: list[tuple[ChatMessage, ...]] = []
    for way in (given, merged, in_turns(given), in_turns(merged)):
        if way not in ways:
            ways.append(way)
    system = given[0].content.strip() if given and given[0].role == "system" else ""
    first_error: Exception | None = None
    silent: str | None = None
    for tools in ({}, _no_tools()):
        for way in ways:
            try:
                text = _render_once(template, request, way, tools)
            except MemoryError:
                raise ChatTemplateFailed(reason="it asks for too much memory") from None
            except RecursionError:
                raise ChatTemplateFailed(reason="it is nested too deeply") from None
            except Exception as error:  # a template can raise anything
                first_error = first_error or error
                continue
            if len(text) > LONGEST_PROMPT:
                raise ChatTemplateFailed(reason="it makes the prompt too long")
            if not system or system in text:
                return text
            silent = silent or text
        if silent is not None:
            return silent
    raise ChatTemplateFailed(reason=_reason(first_error))


def _no_tools() -> dict[str, Any]:
    """Variables of templates that cannot do without tools: Hermes, Command R+; Firefunction puts texts together."""
    return {"tools": [], "functions": "[]", "datetime": datetime.datetime.now().strftime("%b %d %Y")}


def _render_once(
    template: jinja2.Template, request: Render, messages: Sequence[ChatMessage], tools: Mapping[str, Any]
) -> str:
    values: dict[str, Any] = {
        "bos_token": request.begin,
        "eos_token": request.end,
        "add_generation_prompt": True,
        "tools": None,
        "documents": None,
        **tools,
        **request.options,
        "messages": [{"role": message.role, "content": message.content} for message in messages],
    }
    return template.render(values)


def _refuse(message: object = "") -> NoReturn:
    raise Refused(str(message))


def _tojson(value: Any, indent: int | None = None, ensure_ascii: bool = False, **more: Any) -> str:
    """Write JSON as the models saw it in training: without the HTML escapes of Jinja's own filter."""
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent)


def _reason(error: Exception | None) -> str:
    said = " ".join(str(error).split())[:LONGEST_REASON] if error else ""
    return said or type(error).__name__


class _Generation(jinja2.ext.Extension):
    """Takes the tag {% generation %}, which marks the assistant's words for training, and renders what is inside."""

    tags = {"generation"}  # noqa: RUF012 - the interface of Jinja

    def parse(self, parser: jinja2.parser.Parser) -> list[jinja2.nodes.Node]:
        """Return the nodes inside the tag."""
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)
