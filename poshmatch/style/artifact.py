"""Artifacts: an immutable, versioned folder of .npy files and a manifest with their hashes.

Nothing here is ever pickled. A folder is written under another name and renamed when it is
whole and on disk, so that a reader finds all of it or nothing.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

FORMAT = 1
MANIFEST = "manifest.json"
SMALL = 4096
DRAFT = ".draft-"
Arrays = dict[str, NDArray[Any]]


class ArtifactError(Exception):
    """The folder is not a whole, unchanged artifact of this format."""


def write_artifact(folder: Path, arrays: Mapping[str, NDArray[Any]], about: dict[str, Any]) -> None:
    """Write arrays and what is told about them (JSON) as `folder`, which must not exist."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.parent / f"{DRAFT}{uuid4().hex}"
    draft.mkdir()
    try:
        for name, values in arrays.items():
            np.save(draft / f"{name}.npy", values, allow_pickle=False)
        _write_manifest(draft, about)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_manifest(draft: Path, about: dict[str, Any]) -> None:
    hashes = {path.stem: file_hash(path) for path in sorted(draft.glob("*.npy"))}
    manifest = {"format": FORMAT, "about": about, "sha256": hashes}
    with (draft / MANIFEST).open("w") as file:
        json.dump(manifest, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_artifact(folder: Path, verify: bool = True) -> tuple[Arrays, dict[str, Any]]:
    """Memory-mapped arrays by name, and what was told about them.

    Raises ArtifactError when a file is missing, changed (checked when `verify`) or of another
    format.
    """
    manifest = _manifest(folder)
    arrays = {}
    for name, digest in manifest["sha256"].items():
        path = folder / f"{name}.npy"
        if verify and (not path.is_file() or file_hash(path) != digest):
            raise ArtifactError(f"{path.name} in {folder.name} is missing or was changed")
        arrays[name] = _mapped(path)
    return arrays, manifest["about"]


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise ArtifactError(f"{folder.name} has no readable manifest") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArtifactError(f"{folder.name} is not of format {FORMAT}")
    return manifest


def _mapped(path: Path) -> NDArray[Any]:
    try:
        small = path.stat().st_size <= SMALL  # an empty file cannot be mapped
        values: NDArray[Any] = np.load(path, mmap_mode=None if small else "r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise ArtifactError(f"{path.name} cannot be read") from error
    return values
