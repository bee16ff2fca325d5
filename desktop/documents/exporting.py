"""Have embedders exported to ONNX, each once, in a process of its own; torch is left what cannot be."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop.documents.embed_openvino import OpenVinoEmbedder
from desktop.documents.export_process import SERVICE, Export, Made
from desktop.documents.exported import FOLDER, FORM, SHIPPED, Exported, find
from desktop.documents.precision import Precision, machine, quickest
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

    def open(self, files: EmbedderFiles, precision: Precision | None = None) -> OpenVinoEmbedder | None:
        """Return a transformer by OpenVINO, exported now where it was not: that takes as long as loading torch.

        Args:
            precision: what an earlier measurement or the user chose; None: as measured when it was exported, if that
                was on this processor, else as measured now.

        Returns:
            None where torch has to compute it: it cannot be exported, the disk is full, or what was exported is of no
            use.
        """
        found = find((self._place, SHIPPED), files.key) or self._made(files)
        if found is None:
            return None
        measured = found.about.measured if found.about.machine == machine() else {}
        if measured and precision is None:
            precision = quickest(measured)
        try:
            model = OpenVinoEmbedder(files, found, precision)
        except Exception:  # OpenVINO's errors have no class of their own
            shutil.rmtree(found.file.parent, ignore_errors=True)
            return None
        model.measured = model.measured or measured
        return model

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
