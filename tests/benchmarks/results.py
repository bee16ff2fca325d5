"""The file of results: one section a benchmark, replaced each time it is measured."""

from __future__ import annotations

import platform
from pathlib import Path

import psutil

FILE = Path(__file__).with_name("RESULTS.md")
HEAD = "# Results\n\nWritten by the benchmarks themselves; ratios hold on other machines, seconds do not.\n"


def section(name: str) -> str:
    """Return what stands below the heading of a section now; empty where there is none."""
    content = FILE.read_text("utf-8") if FILE.exists() else HEAD
    return next((one for one in content.split("\n## ")[1:] if one.startswith(f"{name}\n")), "")


def write_section(name: str, text: str) -> None:
    """Replace the section `name`; the machine is named by its processor and cores."""
    content = FILE.read_text("utf-8") if FILE.exists() else HEAD
    sections = content.split("\n## ")
    kept = [section for section in sections[1:] if not section.startswith(f"{name}\n")]
    machine = f"{_processor()}, {psutil.cpu_count(logical=False)} cores, Python {platform.python_version()}"
    kept.append(f"{name}\n\nOn {machine}.\n\n{text.strip()}\n")
    FILE.write_text("\n## ".join([sections[0].rstrip() + "\n", *sorted(kept)]).rstrip() + "\n", "utf-8")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text("utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
