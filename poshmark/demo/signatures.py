"""Model names that everybody who sells these brands writes into the title."""

from poshmark.demo.dice import Dice

_TABLE = """
Lululemon      | leggings        | Align, Wunder Under, Fast and Free, Align 25"
Lululemon      | half-zip        | Scuba, Swiftly Tech
Lululemon      | sports-bra      | Energy, Free To Be, Flow Y
Lululemon      | track-jacket    | Define
Lululemon      | joggers         | Dance Studio, Scuba, ABC
Lululemon      | athletic-shorts | Hotty Hot, Speed Up, Pace Breaker
Alo Yoga       | leggings        | Airlift, High-Waist Airbrush
Athleta        | leggings        | Salutation Stash, Elation
Levi's         | jeans           | 501, Ribcage, Wedgie, 505
Levi's         | wide-jeans      | 94 Baggy, Silvertab
Levi's         | flare-jeans     | 517, 70s High
Levi's         | skinny-jeans    | 721, 511, 711
Levi's         | denim-jacket    | Trucker, Type III Trucker, Sherpa Trucker
Wrangler       | jeans           | Cowboy Cut, 13MWZ
AGOLDE         | jeans           | 90s Pinch Waist, Riley, Parker
Madewell       | jeans           | Perfect Vintage, Curvy Perfect Vintage
Madewell       | tote            | Transport, Medium Transport
Mother         | flare-jeans     | Weekender, Insider Crop
Nike           | sneakers        | Air Force 1, Dunk Low, Air Max 90, Blazer, Pegasus
Nike           | high-tops       | Dunk High, Blazer Mid
Nike           | hoodie          | Tech Fleece, Club
Jordan         | high-tops       | 1 Retro High OG, 4 Retro
Jordan         | sneakers        | 1 Low, 3 Retro
adidas         | sneakers        | Samba, Gazelle, Superstar, Stan Smith, Ultraboost
adidas         | track-jacket    | Firebird, Beckenbauer
New Balance    | sneakers        | 574, 990v5, 327, 9060
Converse       | high-tops       | Chuck 70, Chuck Taylor All Star
Converse       | sneakers        | Chuck Taylor Low, Run Star Hike
Vans           | sneakers        | Old Skool, Authentic, Slip-On
HOKA           | sneakers        | Clifton 8, Bondi 8
On Running     | sneakers        | Cloud 5, Cloudmonster
Veja           | sneakers        | Campo, V-10
Golden Goose   | sneakers        | Superstar, Ball Star
Dr. Martens    | ankle-boots     | 1460, Jadon, 2976 Chelsea
Blundstone     | ankle-boots     | 500 Chelsea
Frye           | tall-boots      | Campus, Melissa Button, Harness
Frye           | ankle-boots     | Harness 8R, Veronica
UGG            | ankle-boots     | Classic Mini, Neumel
Birkenstock    | sandals         | Arizona, Gizeh, Mayari
Birkenstock    | loafers         | Boston
Tory Burch     | sandals         | Miller
Tory Burch     | flats           | Reva, Minnie
Tory Burch     | tote            | Ella, Perry
Gucci          | loafers         | Jordaan Horsebit, Princetown
Coach          | shoulder-bag    | Tabby, Soho
Coach          | crossbody       | Willis, Dinky
Kate Spade     | tote            | Molly, All Day
Louis Vuitton  | tote            | Neverfull MM
Louis Vuitton  | satchel         | Speedy 30
Longchamp      | tote            | Le Pliage
Patagonia      | half-zip        | Better Sweater, Synchilla Snap-T
Patagonia      | puffer          | Nano Puff, Down Sweater
The North Face | puffer          | 1996 Retro Nuptse, Aconcagua
The North Face | backpack        | Borealis, Jester
Carhartt       | shacket         | Detroit, Rugged Flex
Carhartt       | beanie          | Watch Hat
Barbour        | coat            | Beadnell, Bedale
Burberry       | trench          | Kensington, Westminster
Free People    | maxi-dress      | Adella, Feeling Groovy
Free People    | cardigan        | Montana, Nightingale
Reformation    | midi-dress      | Juliette, Tagliatelle
Hill House Home| midi-dress      | Ellie Nap Dress, Louisa Nap Dress
Lilly Pulitzer | mini-dress      | Delia Shift, Essie
Ray-Ban        | sunglasses      | Wayfarer, Clubmaster, Aviator
Fjällräven     | backpack        | Kanken
Champion       | hoodie          | Reverse Weave
Champion       | sweatshirt      | Reverse Weave
"""


def _read() -> dict[tuple[str, str], list[str]]:
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return {
        (brand.strip(), garment.strip()): [name.strip() for name in names.split(",")]
        for brand, garment, names in rows
    }


SIGNATURES = _read()


def signature_for(dice: Dice, brand: str | None, garment: str) -> str:
    """A model's name, "" when the brand has none that we know or the seller leaves it out."""
    names = SIGNATURES.get((brand or "", garment))
    return dice.choice(names) if names and dice.happens(0.8) else ""
