"""Copies front-end files out of npm packages into static/vendor/ and writes down what they are.

    python -m tools.vendor

Needs npm. Versions are pinned here; VENDOR.json holds name, version, licence and SHA-256 of every
file, and a test compares them.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "static" / "vendor"
ICONS = (
    "alert-triangle building-factory calendar-event check chevron-right circle-check clipboard-list file-spreadsheet "
    "file-type-pdf file-zip history home info-circle list lock logout plus ruler scale search signature tool upload users"
).split()
PACKAGES = {
    ("@tabler/core", "1.6.1"): ("dist/css/tabler.min.css", "README.md"),
    ("@tabler/icons", "3.51.0"): ("LICENSE", *(f"icons/outline/{icon}.svg" for icon in ICONS)),
}


def fetch(name: str, version: str, folder: Path) -> Path:
    """Download one package and return the folder with its files."""
    done = subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / done.stdout.strip().splitlines()[-1]
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def write_sprite(icons: Path) -> None:
    """Gather the icons into one file that pages point into: one request for all of them."""
    symbols = []
    for icon in ICONS:
        body = re.search(r"<svg[^>]*>(.*)</svg>", (icons / f"{icon}.svg").read_text("utf-8"), re.DOTALL)
        shapes = " ".join(body[1].split()) if body else ""
        symbols.append(
            f'<symbol id="{icon}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"
    (TARGET.parent / "icons.svg").write_text(sprite, "utf-8")


def main() -> None:
    """Copy every file of every package and write VENDOR.json."""
    records = []
    for (name, version), files in PACKAGES.items():
        with tempfile.TemporaryDirectory() as temporary:
            package = fetch(name, version, Path(temporary))
            licence = json.loads((package / "package.json").read_text("utf-8"))["license"]
            place = TARGET / f"{name.replace('@', '').replace('/', '-')}-{version}"
            place.mkdir(parents=True, exist_ok=True)
            for file in files:
                content = (package / file).read_bytes()
                # A source map is not shipped, so nothing may ask for it.
                content = content.split(b"\n/*# sourceMappingURL")[0]
                (place / Path(file).name).write_bytes(content)
                records.append(
                    {
                        "file": f"{place.name}/{Path(file).name}",
                        "package": name,
                        "version": version,
                        "licence": licence,
                        "sha256": hashlib.sha256(content).hexdigest(),
                    }
                )
    write_sprite(TARGET / "tabler-icons-3.51.0")
    (TARGET / "VENDOR.json").write_text(json.dumps(records, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
