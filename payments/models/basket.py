"""Baskets: what a member means to buy together, from any number of closets."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from listings.models import Listing, Size
from payments.models.order import Checkout


class Basket(models.Model):
    """A member's one basket. checkout: the last one that it was taken to.

    Nothing in a basket is reserved; that begins with the checkout.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="basket"
    )
    checkout = models.OneToOneField(
        Checkout, null=True, on_delete=models.SET_NULL, related_name="basket"
    )

    def __str__(self) -> str:
        return f"Basket of {self.user_id}"


class BasketItem(models.Model):
    """A listing, or of a boutique's a piece in `size`; gone once it is bought or taken out."""

    MOST_ITEMS = 40

    basket = models.ForeignKey(
        Basket, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    size = models.ForeignKey(Size, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["basket", "listing", "size"],
                nulls_distinct=False,
                name="basket_item_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in basket {self.basket_id}"
