"""Count one adding of files over several lives of the library process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.protocol import FileChanged, IndexFinished, IndexStarted

if TYPE_CHECKING:
    from desktop.documents.protocol import FileState, Indexing


class Tally:
    """Counts one adding over several lives of the process; files that were indexed in an earlier life are no news."""

    def __init__(self) -> None:
        self.states: dict[str, FileState] = {}
        self._started = False
        self._unchanged = 0
        self._earlier = 0  # files of earlier lives, which the last life found unchanged

    def take(self, event: Indexing) -> bool:
        """Note an event; return whether it is to be passed on."""
        if isinstance(event, IndexStarted):
            first, self._started = not self._started, True
            self._earlier = sum(state.state == "indexed" for state in self.states.values())
            return first
        if isinstance(event, FileChanged):
            state = event.state
            if state.state in ("indexed", "skipped", "failed"):
                known = self.states.get(state.file)
                self.states[state.file] = state
                return known != state
            return True
        self._unchanged = event.unchanged
        return False

    def finished(self, seconds: float) -> IndexFinished:
        """Say what came of it all."""
        states = self.states.values()
        indexed = [state for state in states if state.state == "indexed"]
        return IndexFinished(
            indexed=len(indexed),
            unchanged=max(0, self._unchanged - self._earlier),
            skipped=tuple(state for state in states if state.state == "skipped"),
            failed=tuple(state for state in states if state.state == "failed"),
            pages=sum(state.pages for state in indexed),
            chunks=sum(state.chunks for state in indexed),
            seconds=seconds,
        )
