"""Names of small boutique labels, so that the catalogue is as long as a real shop's.

The same names come out on every machine: the order is a shuffle by a fixed seed.
"""

import random
from collections.abc import Iterator

FIRST = """Amber Arbor Aspen Aster Azalea Basil Bayleaf Birch Blossom Bluebell Bramble Briar Bronze
Cactus Calico Camellia Canyon Cedar Cinder Clementine Clover Cobalt Copper Coral Cypress Daisy
Desert Dove Dune Ember Fable Fawn Fern Feather Fig Flax Foxglove Garnet Ginger Golden Harbor Harvest
Hazel Heather Honey Indigo Iris Ivory Jasmine Juniper Lark Laurel Lavender Linden Little Lotus Luna
Magnolia Maple Marigold Marlow Meadow Mesa Midnight Mint Mirabel Moonlit Moss Nectar Nettle North
Oaken Olive Opal Orchard Painted Paloma Pearl Peony Petal Pine Plum Poppy Prairie Quartz Quiet
Rambling Raven River Rosewood Rowan Saffron Sage Sandstone Scarlet Silver Solstice Sorrel Sparrow
Starling Summer Sunday Tansy Tawny Thistle Tulip Velvet Violet Wander Whistle Wild Willow Winter
Wren Yarrow Zinnia"""
SECOND = """Anchor Arrow Atelier Avenue Bay Beach Bird Bloom Bluff Branch Brook Cabin Canyon Cloth
Coast Collective Cottage Cove Creek Crown Dawn Daughter Dove Dream Field Finch Forest Fox Garden
Gate Grove Harbor Hare Heart Hill Hollow House Island Jewel Kin Lane Ledger Loft Loom Market
Mercantile Moon Needle Nest Oak Orchid Outfitters Parlor Path Pebble Pony Quill Rabbit Ribbon Ridge
Road Rose Row Shore Sister Sky Spindle Spool Stitch Stone Story Studio Sun Supply Thread Threads
Tide Trail Twine Valley Vine Wagon Wardrobe Wave Weaver Wheel Wing Wood Yard"""
SHAPES = ["{a} & {b}", "{a} {b}", "{a} {b}", "{a} {b} Co.", "The {a} {b}", "Maison {a} {b}"]


def boutique_names(seed: int = 5000) -> Iterator[str]:
    """Names without end in sight (about ten thousand), none twice."""
    dice = random.Random(seed)  # noqa: S311  # names, not secrets
    pairs = [(a, b) for a in FIRST.split() for b in SECOND.split() if a != b]
    dice.shuffle(pairs)
    for a, b in pairs:
        yield dice.choice(SHAPES).format(a=a, b=b)
