"""Fetch the shipped fonts, unmodified, from their npm packages into assets/fonts.

The licence of Source Serif 4 reserves its name for unmodified files, so nothing here subsets, merges or renames a
font: complete static TrueType files are taken as their makers built them, and each is checked against a hash.

    python3 packaging/fonts.py            fetch (needs npm)
    python3 packaging/fonts.py --check    compare assets/fonts with the hashes, fetch nothing
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"


class Family(NamedTuple):
    """One typeface: its npm package, the name of its licence file here, and its files (ours, theirs, SHA-256)."""

    package: str
    licence: str
    files: tuple[tuple[str, str, str], ...]


FAMILIES = (
    Family(
        "@expo-google-fonts/inter@0.4.2",
        "Inter-OFL.txt",
        (
            (
                "Inter-Regular.ttf",
                "400Regular/Inter_400Regular.ttf",
                "a414b48aa577ef2c62ebb135341ddeef33ee26a4f5dc9f787f93c1aab08ebb50",
            ),
            (
                "Inter-Italic.ttf",
                "400Regular_Italic/Inter_400Regular_Italic.ttf",
                "c8c09e4bd08de7b901b4561f16ce9bb1ab3ffa420cfaef9f2a40286e14300e75",
            ),
            (
                "Inter-Medium.ttf",
                "500Medium/Inter_500Medium.ttf",
                "f1738576525e86db1d5cf63a6c1b56e0a7e2a2898b499ac93db95f2e7a9f9cd5",
            ),
            (
                "Inter-SemiBold.ttf",
                "600SemiBold/Inter_600SemiBold.ttf",
                "f30e9d2574c3bec5144347ff965f9841c8f06857f0b7383000f8c9489a161841",
            ),
        ),
    ),
    Family(
        "@expo-google-fonts/source-serif-4@0.4.1",
        "SourceSerif4-OFL.txt",
        (
            (
                "SourceSerif4-Regular.ttf",
                "400Regular/SourceSerif4_400Regular.ttf",
                "d47da11c5f55f031d9ec54c3172865d76009b2cbab5c706dfa73866b00096639",
            ),
            (
                "SourceSerif4-Italic.ttf",
                "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
                "8abc06ebcf3a84d6e18763fad2fd237c9149104f16963f459c8763390048aff2",
            ),
            (
                "SourceSerif4-SemiBold.ttf",
                "600SemiBold/SourceSerif4_600SemiBold.ttf",
                "d31cd1fb273e5399efc04691e9ac14b581eae836d783f6cf3c560225ebcf95c0",
            ),
        ),
    ),
    Family(
        "@expo-google-fonts/jetbrains-mono@0.4.1",
        "JetBrainsMono-OFL.txt",
        (
            (
                "JetBrainsMono-Regular.ttf",
                "400Regular/JetBrainsMono_400Regular.ttf",
                "b6b1ff4ddefe36d7f2a6174e1d001cab374e594519ee9049af028d577b64c5f5",
            ),
            (
                "JetBrainsMono-SemiBold.ttf",
                "600SemiBold/JetBrainsMono_600SemiBold.ttf",
                "55987f26bab41b3fc9f13ce5ca9db9d99a75e3be4bba0f7341d3c026ff6e4706",
            ),
        ),
    ),
    Family(  # the widths of Georgia, which decks are set in: for measuring and for the preview
        "@expo-google-fonts/gelasio@0.4.1",
        "Gelasio-OFL.txt",
        (
            (
                "Gelasio-Regular.ttf",
                "400Regular/Gelasio_400Regular.ttf",
                "44aae47442ad39e623788930f38f1e702febcf094c284c5058bf49f7da23de9a",
            ),
            (
                "Gelasio-Bold.ttf",
                "700Bold/Gelasio_700Bold.ttf",
                "fade86eca52203e2ccaf9aee494aa4b0335589879738c47e9d92a53630696d10",
            ),
        ),
    ),
    Family(  # the widths of Arial, which decks are set in: for measuring and for the preview
        "@expo-google-fonts/arimo@0.4.3",
        "Arimo-OFL.txt",
        (
            (
                "Arimo-Regular.ttf",
                "400Regular/Arimo_400Regular.ttf",
                "88cc899855d30f9c779b73c3319d0e077b098f927187aafce11ca029add707a6",
            ),
            (
                "Arimo-Bold.ttf",
                "700Bold/Arimo_700Bold.ttf",
                "ec96ac9fdd94766f66f6140c1375bf011577558f88d43f76b3b59307d2a6bca3",
            ),
        ),
    ),
)


def wrong_files() -> list[str]:
    """Return the names of shipped font files that are missing or differ from their hash."""
    wrong = []
    for family in FAMILIES:
        for name, _, digest in family.files:
            path = FONTS / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                wrong.append(name)
        if not (FONTS / family.licence).is_file():
            wrong.append(family.licence)
    return wrong


def fetch(family: Family, scratch: Path) -> None:
    """Download one package with npm and copy its chosen files and licence into assets/fonts."""
    done = subprocess.run(
        ["npm", "pack", "--silent", family.package], cwd=scratch, check=True, capture_output=True, text=True
    )
    archive = scratch / done.stdout.split()[-1]
    with tarfile.open(archive) as tar:
        wanted = [(name, theirs) for name, theirs, _ in family.files] + [(family.licence, "LICENSE_FONT")]
        for name, theirs in wanted:
            member = tar.extractfile(f"package/{theirs}")
            if member is None:
                raise FileNotFoundError(f"{family.package} holds no {theirs}")
            (FONTS / name).write_bytes(member.read())


def main() -> int:
    """Fetch or check, and say which files are wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the hashes, fetch nothing")
    if not parser.parse_args().check:
        FONTS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            for family in FAMILIES:
                fetch(family, Path(scratch))
    wrong = wrong_files()
    if wrong:
        print("These fonts are missing or not the expected files: " + ", ".join(wrong), file=sys.stderr)
        return 1
    print(f"All {sum(len(family.files) for family in FAMILIES)} fonts in {FONTS} are the expected files.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
