"""Read each document of a folder and print a line of JSON: a program, so that its children start as Lectern's do.

Pictures are read with --pictures, at some seconds a page."""

from __future__ import annotations

import json
import sys

from desktop.documents.reader_client import Readers
from desktop.documents.walk import FoundFile, find_files
from desktop.domain.document import Document
from desktop.errors import LecternError


def main(folder: str, *, pictures: bool) -> None:
    """Print name, outcome ("text" or the error's name), what is said, and characters of text."""
    with Readers() as readers:
        for item in find_files([folder]):
            if not isinstance(item, FoundFile):
                continue
            name = item.path.name
            try:
                *_, document = readers.read(item.path, pictures=pictures)
            except LecternError as error:
                line = {"name": name, "outcome": type(error).__name__, "said": error.message, "characters": 0}
            else:
                assert isinstance(document, Document)
                size = sum(len(page.text) for page in document.pages)
                line = {"name": name, "outcome": "text", "said": document.notice, "characters": size}
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], pictures=sys.argv[2:] == ["--pictures"])
