"""Have embedders exported to ONNX, each once, in a process of its own; torch is left what cannot be."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop.documents.embed_onnx import OnnxEmbedder
from desktop.documents.export_process import SERVICE, Export, Made
from desktop.documents.exported import FOLDER, FORM, SHIPPED, Exported, find
from desktop.documents.precision import has_units, machine
from desktop.errors import Fault, LecternError, NotAModel
from desktop.worker.host import Worker

if TYPE_CHECKING:
    from desktop.documents.embedder_files import EmbedderFiles
    from desktop.documents.store import Store


class Exporting:
    """Knows the exports that ship and those in the data folder."""

    def __init__(self, store: Store) -> None:
        """Prepare; nothing is looked at yet."""
        self._store = store
        self._place = store.folder / FOLDER

    def open(self, files: EmbedderFiles) -> tuple[OnnxEmbedder, Exported] | None:
        """Return a transformer by ONNX Runtime, exported now where it was not: that takes as long as loading torch.

        One that was measured on another processor is measured again, if this one may do better than fp32.

        Returns:
            None where torch has to compute it: it cannot be exported, the disk is full, or what was exported is of no
            use.
        """
        found = find((self._place, SHIPPED), files.key)
        if found is None or (found.about.machine != machine() and has_units()):
            found = self._made(files) or found
        if found is None:
            return None
        try:
            return OnnxEmbedder(files, found), found
        except Exception:  # ONNX Runtime's errors have no class of their own
            shutil.rmtree(found.file.parent, ignore_errors=True)
            return None

    def _made(self, files: EmbedderFiles) -> Exported | None:
        if self._store.setting(_refused(files)):
            return None
        worker = Worker(SERVICE, name="export process")
        try:
            list(worker.call(Export(files.folder, str(self._place)), Made))
        except LecternError as error:
            if type(error) in (NotAModel, Fault):  # anything else, such as a full disk, may not come again
                self._store.remember(_refused(files), error.message)
            return None
        finally:
            worker.close()
        return find((self._place,), files.key)


def _refused(files: EmbedderFiles) -> str:
    return f"not exported {FORM} {files.key}"
