"""lectern models: what is installed, and what fits this computer."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.engine import catalog, gguf
from desktop.errors import CannotWrite, UsageError

if TYPE_CHECKING:
    import argparse

    from desktop.cli.report import Report
    from desktop.domain.model import ModelInfo
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel
