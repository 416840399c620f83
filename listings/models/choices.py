"""The closed lists a listing chooses from."""

from django.db import models


class Status(models.TextChoices):
    """Where a listing stands (L4); `listings.transitions` says what may follow what."""

    DRAFT = "draft", "Draft"
    AVAILABLE = "available", "Available"
    RESERVED = "reserved", "Reserved"
    SOLD = "sold", "Sold"
    NOT_FOR_SALE = "not_for_sale", "Not for sale"
    REMOVED = "removed", "Removed"


class Condition(models.TextChoices):
    """How worn the item is."""

    NWT = "nwt", "New with tags"
    LIKE_NEW = "like_new", "Like new"
    GOOD = "good", "Good"
    FAIR = "fair", "Fair"


class Colour(models.TextChoices):
    """The 16 colours a listing may name two of."""

    BLACK = "black", "Black"
    GREY = "grey", "Grey"
    WHITE = "white", "White"
    CREAM = "cream", "Cream"
    TAN = "tan", "Tan"
    BROWN = "brown", "Brown"
    RED = "red", "Red"
    PINK = "pink", "Pink"
    ORANGE = "orange", "Orange"
    YELLOW = "yellow", "Yellow"
    GREEN = "green", "Green"
    BLUE = "blue", "Blue"
    NAVY = "navy", "Navy"
    PURPLE = "purple", "Purple"
    GOLD = "gold", "Gold"
    SILVER = "silver", "Silver"
