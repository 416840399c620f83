"""Avatars and banners of the demo's closets."""

import zlib

from closets.models import Closet
from listings.services.pictures import store_picture
from poshmark.demo.drawings import share_of
from poshmark.demo.people import DOMAIN
from poshmark.demo.styles import STYLES


def closets_bare(share: int | None = None, limit: int = 20) -> list[Closet]:
    """The demo's closets with things in them that show no picture of themselves yet."""
    bare = Closet.objects.filter(avatar_hash="", user__email__endswith=f"@{DOMAIN}")
    ours = bare.exclude(listings=None).order_by("-counts__followers", "pk")
    return [closet for closet in ours if share is None or share_of(closet.handle) == share][:limit]


def closet_dress(closet: Closet) -> None:
    """Draws the closet's avatar, and a banner of the style that hangs in it."""
    from poshmark.demo.drawing import draw_avatar, draw_cover

    seed = zlib.crc32(closet.handle.encode())
    banner = draw_cover(seed, _style(closet))
    cover_hash = store_picture(banner, ratio=(3, 1))
    avatar_hash = store_picture(draw_avatar(seed), ratio=(1, 1))
    Closet.objects.filter(pk=closet.pk).update(avatar_hash=avatar_hash, cover_hash=cover_hash)


def _style(closet: Closet) -> str:
    """The planted style that most of its listings are tagged with."""
    tags = [tag for tags in closet.listings.values_list("style_tags", flat=True) for tag in tags]
    return max(STYLES, key=tags.count)
