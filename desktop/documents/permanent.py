"""Let Python's collector of cycles pass over what was loaded for good."""

from __future__ import annotations

import gc


def keep_loaded() -> None:
    """Call it after the import of a large library, on the thread that waited for it.

    torch and Chroma leave half a million objects behind, and each full collection looks at all of them: 0.1 to 0.2 s of
    one search in thirty, on slow cores.
    """
    gc.collect()
    gc.freeze()
