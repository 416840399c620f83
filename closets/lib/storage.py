"""Files on this machine's disk, with the promise that object storage makes by itself."""

import uuid
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """A file appears whole or not at all, and saving under a name again replaces it.

    A worker killed half way through a picture leaves no torn file under the picture's name.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_overwrite=True, **options)

    def _save(self, name: str, content: File[Any]) -> str:
        half = super()._save(  # type: ignore[misc]  # the stubs leave it out
            f"{name}.{uuid.uuid4().hex}.part", content
        )
        Path(self.path(half)).replace(self.path(name))
        return name
