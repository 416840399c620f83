"""`python -m tests.live_data`: what a live site starts with, by the real commands.

The small demo marketplace, whose photos all share one plain picture: drawing takes long, and who
walks the road brings photos of their own.
"""

import os
from io import StringIO

import django
from django.core.management import call_command
from PIL import Image


def main() -> None:
    """Schema, catalogue and marketplace, pictures, model."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    django.setup()
    from poshmark.demo.load import demo_load
    from poshmark.demo.pictures import picture_keep, pictures_settle, waiting_photos
    from poshmark.demo.progress import Progress

    call_command("migrate", verbosity=0)
    demo_load(seed=7, size="small", progress=Progress(StringIO()))
    pictures_settle(waiting_photos(), picture_keep(Image.new("RGB", (600, 800), "#c8a2c8")))
    call_command("poshmatch_train")


if __name__ == "__main__":
    main()
