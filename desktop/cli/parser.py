"""What may be written after lectern on a command line."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.settings import MOST_SAMPLES

#: The largest number that any option takes; of tokens no model has as many.
_MOST = 1_000_000_000

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the arguments; argparse itself answers --help and --version, and leaves with 2 on wrong usage."""
    return _parser().parse_args(argv)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lectern",
        description="A private desktop assistant: chat with a local model, ask your own files, make slides. "
        "Without a command it opens the window.",
        parents=[_common(data=None, verbose=False)],
    )
    parser.add_argument("--version", action="version", version=f"lectern {__version__}")
    # A global option given before the command must not be reset by the command's own default.
    common = _common(data=argparse.SUPPRESS, verbose=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about, parents=[common])
        made.add_argument("--json", action="store_true", help="print JSON")
        return made

    ask = command("ask", "Answer a question, from documents when paths or a library are given.")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("paths", nargs="*", metavar="PATH")
    ask.add_argument("--library", metavar="NAME", default="")
    _within(ask)
    _reranker(ask)
    _model(ask)
    ask.add_argument(
        "--adapter",
        action="append",
        default=[],
        metavar="NAME|FILE.gguf[:SCALE]",
        help="change the model by a LoRA adapter, with a strength between 0 and 2; may be given more than once",
    )
    ask.add_argument(
        "--draft",
        metavar="NAME|FILE.gguf",
        default="",
        help="a small model of the same family that guesses ahead; used where it is measured to be quicker",
    )
    ask.add_argument("--context", type=_positive, metavar="TOKENS", default=0, help="read less, or more, at once")
    ask.add_argument("--processor", action="store_true", help="use no graphics card")
    ask.add_argument(
        "--picture", action="append", default=[], type=Path, metavar="FILE", help="a picture for a model that sees"
    )
    ask.add_argument("--think", choices=("off", "auto", "on"), default="off")
    ask.add_argument("--think-budget", type=_positive, metavar="TOKENS", default=1024)
    ask.add_argument(
        "--think-samples", type=_tries, metavar="N", default=1, help="think N times and give the most frequent answer"
    )

    index = command("index", "Add files and folders to a library.")
    index.add_argument("paths", nargs="*", metavar="PATH")
    index.add_argument("--library", metavar="NAME", required=True)
    index.add_argument(
        "--watch", action="store_true", help="watch the folders from now on, and follow what changes until stopped"
    )
    index.add_argument(
        "--embedder",
        metavar="FOLDER|FILE.gguf|NAME",
        default="",
        help="search this library with another embedding model from now on; usual is the one that ships",
    )

    index.add_argument(
        "--chroma",
        metavar="URL|here",
        default="",
        help="keep the library's vectors on a Chroma server, or here again; its text stays on this computer",
    )
    index.add_argument("--key", action="store_true", help="ask for the key of that server, and keep it in the keyring")

    search = command("search", "Search a library without asking a model.")
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--queries", metavar="FILE", help='JSON lines {"id","query"}; - is standard input')
    search.add_argument("--library", metavar="NAME", required=True)
    search.add_argument("-k", type=_positive, metavar="N", default=10)
    _within(search)
    _reranker(search)

    slides = command("slides", "Make a PowerPoint deck from documents, a topic or an outline.")
    slides.add_argument("paths", nargs="*", metavar="PATH")
    slides.add_argument("-o", "--output", type=Path, metavar="OUT.pptx", required=True)
    slides.add_argument("--outline", type=Path, metavar="FILE.md")
    slides.add_argument("--theme", metavar="NAME", default="")
    slides.add_argument("--template", type=Path, metavar="FILE.pptx")
    _deck(slides)
    _model(slides)

    outline = command("outline", "Print only the outline of a deck, as Markdown.")
    outline.add_argument("paths", nargs="*", metavar="PATH")
    _deck(outline)
    _model(outline)

    models = command("models", "List installed models, or manage them.")
    models.add_argument("action", nargs="?", choices=("list", "add", "download", "remove", "fit"), default="list")
    models.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        default="",
        help="a model, a file, or to download: a name of the list that lectern models download shows, "
        "or owner/repo[:file.gguf] or its address on the hub",
    )

    endpoints = command("endpoints", "List servers that may answer in place of this computer, or manage them.")
    endpoints.add_argument("action", nargs="?", choices=("list", "add", "test", "key", "remove"), default="list")
    endpoints.add_argument("name", nargs="?", metavar="NAME", default="")
    endpoints.add_argument("url", nargs="?", metavar="URL", default="", help="for add: the server's address")
    endpoints.add_argument("--model", metavar="MODEL", default="", help="for add: which of its models answers")
    endpoints.add_argument("--context", type=_positive, metavar="TOKENS", default=0, help="where the server is silent")
    endpoints.add_argument("--sees", action="store_true", help="for add: its model sees pictures, which are then sent")
    endpoints.add_argument("--key", action="store_true", help="for add: ask for its key, and keep it in the keyring")
    endpoints.add_argument("--allow-unencrypted-key", action="store_true", help="send its key also without https")

    export = command("export", "Write all chats, or the preferences, to a file.")
    export.add_argument("what", choices=("chats", "preferences"))
    export.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    export.add_argument("--thoughts", action="store_true", help="write the thoughts of answers too")

    doctor = command("doctor", "Say in plain words what this computer can do and whether all is well.")
    doctor.add_argument(
        "--measure", action="store_true", help="measure first with what the model is quickest here (some seconds)"
    )

    tour = command("tour", "Do the main job on the shipped samples and write a picture of each step.")
    tour.add_argument("outdir", type=Path, metavar="OUTDIR")
    return parser


def _common(**defaults: object) -> argparse.ArgumentParser:
    """Make the options that may stand before and after the command; parents share actions, so each needs its own."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, metavar="DIR", default=defaults["data"], help="data folder")
    common.add_argument(
        "--verbose", action="store_true", default=defaults["verbose"], help="say more on standard error"
    )
    return common


def _model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME|FILE.gguf|MODEL@SERVER", default="")


def _within(parser: argparse.ArgumentParser) -> None:
    """Options that narrow a search to some files."""
    parser.add_argument(
        "--in", dest="places", action="append", metavar="PATH", default=[], help="only this file or folder"
    )
    parser.add_argument(
        "--type", dest="kinds", action="append", metavar="pdf", default=[], help="only files of this kind"
    )
    parser.add_argument("--since", type=_date, metavar="YYYY-MM-DD", default=0.0, help="only files from this day on")


def _reranker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reranker",
        metavar="DIR",
        default="",
        help="read what was found first anew with the cross-encoder in this folder: slower, and surer with a good one",
    )


def _date(text: str) -> float:
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone().timestamp()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2024-03-31") from None


def _deck(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--topic", metavar="TEXT", default="")
    parser.add_argument("--slides", type=_positive, metavar="N", default=0)
    parser.add_argument("--language", metavar="TAG", default="")


def _tries(text: str) -> int:
    value = _positive(text)
    if value > MOST_SAMPLES:
        raise argparse.ArgumentTypeError(f"{text} is more than {MOST_SAMPLES}")
    return value


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12 and 1 <= int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to {_MOST:,}")
    return int(text)
