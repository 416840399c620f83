"""`python -m tests.listings.photo_cost FILE …`: what preparing files costs a worker's process.

Prints one line of JSON: CPU seconds of preparing all, the most memory the process ever had, in MB,
with all that a worker loads, and how many files were refused as no picture of ours.
"""

import hashlib
import json
import os
import re
import sys
import time
from pathlib import Path


def main(names: list[str]) -> None:
    """Prepares each file as the worker's task does; storage is MEDIA_ROOT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    from poshmark.celery import app

    app.loader.init_worker()
    from listings.models import Photo
    from listings.pictures import PictureRefused
    from listings.services.preparing import photo_make_ready

    before, refused = time.process_time(), 0
    for name in names:
        content_hash = hashlib.sha256(name.encode()).hexdigest()
        try:
            photo_make_ready(Photo(content_hash=content_hash, upload=name))
        except PictureRefused:
            refused += 1
    cost = {
        "cpu_seconds": time.process_time() - before,
        "memory_mb": _most_kb() / 1024,
        "refused": refused,
        "sizes": len(list(Path(os.environ["MEDIA_ROOT"]).rglob("*.webp"))),
    }
    print(json.dumps(cost))  # noqa: T201 - the answer to who started it


def _most_kb() -> int:
    """The peak of this program alone; ru_maxrss would count what the starting process had."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0])


if __name__ == "__main__":
    main(sys.argv[1:])
