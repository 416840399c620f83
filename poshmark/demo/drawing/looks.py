"""What each style wears: things that go together on a rail."""

Look = tuple[str, tuple[str, ...], str]

LOOKS: dict[str, tuple[Look, ...]] = {
    "boho": (
        ("maxi dress", ("cream", "orange", "brown"), "ditsy floral"),
        ("blouse", ("white",), "linen"), ("maxi skirt", ("orange", "cream", "brown"), "paisley"),
        ("cardigan", ("tan",), "cable"), ("wrap dress", ("brown", "orange", "cream"), "floral"),
        ("jumpsuit", ("green",), "linen"), ("leather jacket", ("brown",), "suede"),
    ),
    "minimal": (
        ("wool coat", ("tan",), "plain"), ("button-down shirt", ("white",), "plain"),
        ("trousers", ("black",), "plain"), ("turtleneck", ("cream",), "rib"),
        ("slip dress", ("grey",), "plain"), ("blazer", ("black",), "plain"),
        ("t-shirt", ("white",), "plain"),
    ),
    "streetwear": (
        ("hoodie", ("black",), "plain"), ("cargo trousers", ("green",), "camo"),
        ("puffer jacket", ("orange",), "plain"), ("t-shirt", ("white", "blue", "pink"), "tie-dye"),
        ("bomber jacket", ("green",), "plain"), ("joggers", ("grey",), "plain"),
        ("denim jacket", ("black",), "denim"),
    ),
    "preppy": (
        ("blazer", ("navy",), "plain"), ("sweater vest", ("navy", "cream", "red"), "argyle"),
        ("button-down shirt", ("blue", "white"), "stripes"),
        ("pleated skirt", ("green", "navy", "yellow"), "plaid"),
        ("sweater", ("cream",), "cable"), ("trousers", ("tan",), "plain"),
        ("t-shirt", ("white", "navy"), "breton"),
    ),
    "vintage": (
        ("mini dress", ("red", "white"), "polka"), ("trench coat", ("tan",), "plain"),
        ("shirt dress", ("yellow", "white"), "gingham"), ("cardigan", ("green",), "plain"),
        ("wide-leg jeans", ("blue",), "denim"), ("blouse", ("cream", "brown"), "polka"),
        ("wool coat", ("brown", "cream"), "houndstooth"),
    ),
    "glam": (
        ("evening gown", ("purple", "silver"), "sequin"), ("slip dress", ("gold",), "satin"),
        ("blazer", ("black",), "velvet"), ("mini dress", ("silver",), "sequin"),
        ("slip skirt", ("pink",), "satin"), ("blouse", ("black",), "satin"),
        ("leather jacket", ("black",), "leather"),
    ),
    "athleisure": (
        ("hoodie", ("grey",), "plain"), ("leggings", ("black",), "plain"),
        ("puffer vest", ("blue",), "plain"), ("tank top", ("white",), "rib"),
        ("joggers", ("navy",), "plain"), ("bomber jacket", ("black", "white"), "plain"),
        ("t-shirt", ("green",), "plain"),
    ),
    "cottagecore": (
        ("mini dress", ("white", "pink", "green"), "ditsy floral"),
        ("dungarees", ("blue",), "denim"), ("cardigan", ("yellow",), "plain"),
        ("blouse", ("white",), "linen"), ("maxi skirt", ("green", "cream"), "gingham"),
        ("shirt dress", ("blue", "white"), "gingham"), ("sweater", ("cream",), "cable"),
    ),
}  # fmt: skip
