"""A process that keeps messages and says so on its standard output, to be killed at any moment."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.domain.conversation import Message, TextPart, question
from desktop.store.conversations import Conversations


def main(file: Path, start: int) -> None:
    with Conversations(file) as store:
        print(f"open {'damaged' if store.damage else 'sound'}", flush=True)
        number = store.create(f"conversation {start}")
        for step in range(start, start + 1_000_000):
            store.append(number, question(f"question {step}"))
            print(f"kept {number} {step}", flush=True)
            index = store.append(number, Message("assistant", (TextPart("half"),), "writing"))
            store.replace(number, index, Message("assistant", (TextPart(f"answer {step} " + "word " * 300),)))
            print(f"answered {number} {step}", flush=True)
            if step % 7 == 0:
                gone = store.create("gone")
                store.append(gone, question("canary-of-the-deleted"))
                store.delete(gone)
                store.purge()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
