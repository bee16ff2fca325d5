"""What every library must do, whether it is the real one in its process or the fake in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.documents.protocol import FileChanged, IndexFinished, IndexStarted
from desktop.domain.document import Within
from desktop.errors import Cancelled, FileMissing, LibraryEmpty, LibraryUnknown, NothingReadable, NothingWithin
from desktop.worker.cancel import Cancel

TURBINE = "The turbine has a rated output of 4.2 MW.\n\nIt is stopped above a wind speed of 25 metres a second."
PUMP = "The pump of the cooling water is maintained each March.\n\nIts manual lies in the control room."


class LibraryContract:
    """Run by a class that offers the fixture `library`."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "papers"
        folder.mkdir()
        (folder / "turbine.txt").write_text(TURBINE)
        (folder / "pump.txt").write_text(PUMP)
        return folder

    @staticmethod
    def index(library: Any, name: str, *paths: Path | str, again: bool = False) -> IndexFinished:
        events = list(library.add(name, list(paths), Cancel(), again=again))
        assert isinstance(events[0], IndexStarted)
        assert all(isinstance(event, FileChanged) for event in events[1:-1])
        finished = events[-1]
        assert isinstance(finished, IndexFinished)
        return finished

    def test_starts_empty(self, library: Any) -> None:
        assert library.libraries() == ()

    def test_indexes_and_finds(self, library: Any, folder: Path) -> None:
        finished = self.index(library, "work", folder)
        assert (finished.indexed, finished.unchanged, finished.skipped, finished.failed) == (2, 0, (), ())
        assert finished.pages == 2
        assert finished.chunks >= 2
        (info,) = library.libraries()
        assert (info.name, info.files, info.pages, info.hidden) == ("work", 2, 2, False)
        found = library.retriever("work").search("What is the rated output of the turbine?")
        assert found.passages[0].file == str(folder / "turbine.txt")
        assert "4.2 MW" in found.passages[0].text
        assert (found.files_searched, found.files_total) == (2, 2)
        assert 0.0 <= found.passages[-1].score <= found.passages[0].score <= 1.0

    def test_answerable_tells_what_is_there_from_what_is_not(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        retriever = library.retriever("work")
        assert retriever.search("What is the rated output of the turbine?").answerable > 0.5
        assert retriever.search("Who composed the opera Fidelio?").answerable < 0.5

    def test_search_in_one_file(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        pump = str(folder / "pump.txt")
        found = library.retriever("work").search("What is the turbine maintained for?", file=pump)
        assert {passage.file for passage in found.passages} == {pump}

    def test_k_limits(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        assert len(library.retriever("work").search("the turbine and the pump", k=1).passages) == 1

    def test_unchanged_files_are_passed_over(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        finished = self.index(library, "work", folder)
        assert (finished.indexed, finished.unchanged) == (0, 2)

    def test_changed_and_new_files_are_read(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        (folder / "turbine.txt").write_text("The turbine has a rated output of 5.6 MW since it was rebuilt.")
        (folder / "mast.txt").write_text("The mast is 120 metres high.")
        finished = self.index(library, "work", folder)
        assert (finished.indexed, finished.unchanged) == (2, 1)
        texts = [passage.text for passage in library.retriever("work").search("rated output turbine").passages]
        assert "5.6 MW" in texts[0]
        assert not any("4.2 MW" in text for text in texts)

    def test_what_cannot_be_read_is_told(self, library: Any, folder: Path) -> None:
        (folder / "empty.txt").write_text("")
        (folder / "program.exe").write_bytes(b"MZ\x90\x00")
        finished = self.index(library, "work", folder)
        assert finished.indexed == 2
        reasons = {Path(state.file).name: state for state in finished.skipped}
        assert reasons["empty.txt"].kind == "FileEmpty"
        assert "empty" in reasons["empty.txt"].reason
        assert reasons["program.exe"].kind == "FileUnsupported"
        states = {Path(state.file).name: state.state for state in library.files("work")}
        assert states == {
            "turbine.txt": "indexed",
            "pump.txt": "indexed",
            "empty.txt": "skipped",
            "program.exe": "skipped",
        }

    def test_a_vanished_file_is_missing_and_still_found(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        (folder / "turbine.txt").unlink()
        self.index(library, "work", folder)
        states = {Path(state.file).name: state.state for state in library.files("work")}
        assert states == {"turbine.txt": "missing", "pump.txt": "indexed"}
        assert "4.2 MW" in library.retriever("work").search("rated output turbine").passages[0].text

    def test_missing_path_and_empty_folder(self, library: Any, tmp_path: Path) -> None:
        with pytest.raises(FileMissing, match="nowhere"):
            self.index(library, "work", tmp_path / "nowhere.txt")
        (tmp_path / "bare").mkdir()
        with pytest.raises(NothingReadable, match="bare"):
            self.index(library, "work", tmp_path / "bare")

    def test_libraries_are_apart(self, library: Any, folder: Path) -> None:
        self.index(library, "turbines", folder / "turbine.txt")
        self.index(library, "@chat-1", folder / "pump.txt")
        assert [(info.name, info.files, info.hidden) for info in library.libraries()] == [
            ("@chat-1", 1, True),
            ("turbines", 1, False),
        ]
        found = library.retriever("turbines").search("When is the pump maintained? What output has the turbine?")
        assert {Path(passage.file).name for passage in found.passages} == {"turbine.txt"}

    def test_remove(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        library.remove("work", [str(folder / "turbine.txt")])
        assert [Path(state.file).name for state in library.files("work")] == ["pump.txt"]
        assert not any(
            "4.2 MW" in passage.text for passage in library.retriever("work").search("rated output turbine").passages
        )
        assert self.index(library, "work", folder).indexed == 1

    def test_delete(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        library.delete("work")
        assert library.libraries() == ()
        with pytest.raises(LibraryUnknown, match="work"):
            library.files("work")

    def test_unknown_and_empty(self, library: Any) -> None:
        with pytest.raises(LibraryUnknown, match="nothing"):
            library.retriever("nothing").search("anything")
        library.create("bare")
        library.create("bare")
        assert library.files("bare") == ()
        with pytest.raises(LibraryEmpty, match="bare"):
            library.retriever("bare").search("anything")

    def test_documents_and_pages(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        file = str(folder / "turbine.txt")
        document = library.document("work", file)
        assert document.file == file
        assert "4.2 MW" in document.pages[0].text
        assert {one.file for one in library.retriever("work").documents()} == {file, str(folder / "pump.txt")}
        assert {one.file for one in library.retriever("work").names()} == {file, str(folder / "pump.txt")}
        assert [one.file for one in library.retriever("work").documents([file, "gone.txt"])] == [file]
        assert library.retriever("work").documents(["gone.txt"]) == ()
        found = library.retriever("work").search("rated output of the turbine").passages[0]
        assert "4.2 MW" in library.retriever("work").page_text(found.file, found.page)
        assert library.page_text("work", "gone.txt", 1) == ""
        with pytest.raises(FileMissing):
            library.document("work", "gone.txt")

    def test_narrowed_to_some_files(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        turbine = str(folder / "turbine.txt")
        within = Within(places=(turbine,))
        retriever = library.retriever("work", None, within)
        found = retriever.search("When is the pump of the cooling water maintained?")
        assert {passage.file for passage in found.passages} <= {turbine}
        assert (found.files_searched, found.files_total, found.left_out, found.within) == (1, 1, 1, within)
        assert [document.file for document in retriever.documents()] == [turbine]
        assert [named.file for named in retriever.names()] == [turbine]
        with pytest.raises(NothingWithin, match="work"):
            library.retriever("work", None, Within(kinds=("pdf",))).search("pump")

    def test_similarity(self, library: Any) -> None:
        texts = ["The turbine has an output of 4 MW.", "Bananas are yellow."]
        near, far = library.retriever("any").similarity("What is the output of the turbine?", texts)
        assert near > far
        assert library.retriever("any").similarity("anything", []) == []

    def test_cancelled_before_it_starts(self, library: Any, folder: Path) -> None:
        cancel = Cancel()
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(library.add("work", [folder], cancel))

    def test_resume_with_nothing_left(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        events = list(library.resume("work"))
        assert isinstance(events[-1], IndexFinished)
        assert events[-1].indexed == 0

    def test_questions_with_odd_signs(self, library: Any, folder: Path) -> None:
        self.index(library, "work", folder)
        for query in ['"', "turbine AND (", "NEAR(", "*", "\0", "苹果", "", " ", "\ud800turbine", "x" * 5000]:
            library.retriever("work").search(query)
