"""Find which system libraries and tools are missing, and install them where that is allowed.

The libraries are those that ldd names for PySide6's QtGui, QtPdf, QtNetwork and its xcb, Wayland and offscreen
platform plugins, less what every Debian has. Package names are Debian 12's (Ubuntu's are the same).
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

# Library -> package, by what needs it.
ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libzstd.so.1": "libzstd1",
    "libgomp.so.1": "libgomp1",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
CJK_FONT_PACKAGE = "fonts-noto-cjk"
# The tests turn decks into pages with these, to see that another program opens them.
TEST_TOOLS = {"soffice": "libreoffice-impress", "pdftoppm": "poppler-utils"}


@dataclass(frozen=True)
class Missing:
    """Packages that are not there: `needed` stop the setting up, `wished` only leave something out."""

    needed: list[str] = field(default_factory=list)
    wished: list[str] = field(default_factory=list)

    @property
    def packages(self) -> list[str]:
        """Return both lists together, in order and each name once."""
        return list(dict.fromkeys(self.needed + self.wished))


def loads(library: str) -> bool:
    """Tell whether the dynamic linker finds a library by this name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_cjk_font() -> bool:
    """Tell whether a font with Chinese is installed."""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
        return bool(listed.stdout.strip())
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def missing(*, tests: bool, build: bool) -> Missing:
    """Return what is missing on this Linux for running, for building the engine and, with `tests`, for the tests."""
    needed: list[str] = []
    wished: list[str] = []

    def want(libraries: dict[str, str], into: list[str]) -> None:
        into.extend(package for library, package in libraries.items() if not loads(library))

    want(ALWAYS, needed)
    want(X11, needed if os.environ.get("DISPLAY") else wished)
    want(WAYLAND, needed if os.environ.get("WAYLAND_DISPLAY") else wished)
    if importlib.util.find_spec("ensurepip") is None:
        needed.append("python3-venv")
    if build and not (shutil.which("gcc") and shutil.which("g++")):
        needed.append("g++")
    if not has_cjk_font():
        wished.append(CJK_FONT_PACKAGE)
    if tests:
        wished.extend(package for tool, package in TEST_TOOLS.items() if not shutil.which(tool))
    return Missing(list(dict.fromkeys(needed)), list(dict.fromkeys(wished)))


def can_install() -> bool:
    """Tell whether packages can be installed here without asking anybody: root on a Debian."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_line(packages: list[str]) -> str:
    """Return the one line that a person types to install these packages."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)
