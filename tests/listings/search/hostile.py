"""Addresses of search that nobody's browser would make up."""

# ruff: noqa: RUF001 - strange letters are what it is about

import random
from urllib.parse import quote, urlencode

PIECES = [
    *("dress", "free people", "size 8", "under $50", "nwt", "pit to pit 48 ± 2 cm", "sz", "$", "<"),
    *(
        "🦄",
        "👗👠",
        "﷽",
        "שלום",
        "مرحبا",
        "\u202e",
        "\u200b",
        "ﬁ",
        "½",
        "①",
        "𝕯𝖗𝖊𝖘𝖘",
        "é",
        "e\u0301",
    ),
    *(
        "\x00",
        "\x01",
        "\r\n",
        "\t",
        "\\",
        "'",
        "''",
        '"',
        "`",
        ";",
        "--",
        "/*",
        "%00",
        "%",
        "_",
        "\x7f",
    ),
    *("' OR 1=1 --", "'; DROP TABLE listings_listing; --", "UNION SELECT", "pg_sleep(10)", "$$"),
    *(
        "&",
        "|",
        "!",
        "!!",
        "(",
        ")",
        "((",
        ":*",
        ":A",
        "<->",
        "<2>",
        "a & b",
        "a:*&",
        "'a':B",
        "=b1",
    ),
    *("999999999999999999999", "-1", "1e309", "NaN", "0x41", "8.5.5", "20-", "-40", "32x", "x30"),
    *("²", "٣", "৪", "Ⅷ", "½½", "1/0", "size ²", "under ٣", "$99999999999", "sz 99999", "w²² l²²"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "../../etc/passwd", "${7*7}"),
]
FIELDS = [
    *("q", "q", "q", "q", "department", "category", "brand", "size", "colour", "condition"),
    *(
        "style",
        "min_price",
        "max_price",
        "availability",
        "my_size",
        "sort",
        "after",
        "fit",
        "words",
    ),
    *("fit_kind", "fit_length", "fit_within", "fit_unit", "like", "unknown", "\x00", "q[]"),
]
REAL = {
    "sort": ["relevance", "most_liked", "price_up", "just_in"],
    "fit": ["waist:1-2", "waist:9999-0", "waist:-1-5", "rise:٣-٤", "x:1-2", "pit_to_pit:0-3000"],
    "availability": ["sold", "all"],
    "words": ["typed", "started"],
    "fit_kind": ["waist", "inseam"],
    "fit_unit": ["in", "cm"],
    "my_size": ["1"],
    "like": ["1", "99999999999999999999", "²"],
    "after": ["0~", "0~abc", "abc.def", "eyJ:1:2", "." * 50],
}


def hostile_query(dice: random.Random) -> str:
    """An address of search or of its suggestions."""
    pairs = [_pair(dice) for _ in range(dice.choice([1, 1, 2, 3, 6]))]
    path = dice.choice(["/search/", "/search/", "/search/", "/search/suggest"])
    query = urlencode(pairs, quote_via=quote, errors="surrogatepass")
    return f"{path}?{query}" if dice.random() < 0.95 else f"{path}?{_noise(dice)}"


def _pair(dice: random.Random) -> tuple[str, str]:
    name = dice.choice(FIELDS)
    if name in REAL and dice.random() < 0.6:
        return name, dice.choice(REAL[name])
    return name, _text(dice)


def _text(dice: random.Random) -> str:
    shape = dice.random()
    if shape < 0.04:
        return dice.choice(PIECES) * (10_000 // 3)
    if shape < 0.25:
        return "".join(
            chr(dice.choice([*range(1, 256), *range(0x300, 0x2FFF, 37)])) for _ in range(30)
        )
    joint = dice.choice(["", " ", " ", "  "])
    return joint.join(dice.choice(PIECES) for _ in range(dice.randint(1, 9)))


def _noise(dice: random.Random) -> str:
    return (
        "".join(dice.choice("%&=;q[]+25Z\udc80é") for _ in range(40))
        .encode("utf-8", "replace")
        .decode()
    )
