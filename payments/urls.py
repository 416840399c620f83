"""Money's addresses."""

from django.urls import path

from payments.sandbox.urls import urlpatterns as sandbox_urls
from payments.views import (
    addresses,
    balance,
    cards,
    checkout,
    offer,
    offers,
    orders,
    selling,
    stripe,
)

app_name = "payments"
urlpatterns = [
    path("listings/<int:listing_id>/buy", checkout.buy, name="buy"),
    path("checkout/<uuid:reference>/", checkout.checkout, name="checkout"),
    path("checkout/<uuid:reference>/address", checkout.address, name="checkout_address"),
    path("checkout/<uuid:reference>/pay", checkout.pay, name="checkout_pay"),
    path("checkout/<uuid:reference>/return", checkout.come_back, name="checkout_return"),
    path("checkout/<uuid:reference>/another-card", checkout.another_card, name="another_card"),
    path("checkout/<uuid:reference>/release", checkout.release, name="checkout_release"),
    path("purchases/", orders.purchases, name="purchases"),
    path("sales/", orders.sales, name="sales"),
    path("orders/<slug:number>/", orders.order, name="order"),
    path("orders/<slug:number>/accept", orders.accept, name="accept"),
    path("orders/<slug:number>/cancel", orders.cancel, name="cancel"),
    path("listings/<int:listing_id>/offer", offers.make, name="make_offer"),
    path("listings/<int:listing_id>/likers-offer", selling.to_likers, name="to_likers"),
    path("listings/<int:listing_id>/floor", selling.floor, name="floor"),
    path("offers/", offers.buying, name="offers"),
    path("offers/selling", offers.selling, name="offers_selling"),
    path("offers/to-likers/<uuid:reference>/", selling.likers_offer, name="likers_offer"),
    path("offers/<uuid:reference>/", offer.offer, name="offer"),
    path("offers/<uuid:reference>/accept", offer.accept, name="offer_accept"),
    path("offers/<uuid:reference>/counter", offer.counter, name="offer_counter"),
    path("offers/<uuid:reference>/decline", offer.decline, name="offer_decline"),
    path("offers/<uuid:reference>/withdraw", offer.withdraw, name="offer_withdraw"),
    path("offers/<uuid:reference>/prepare", offer.prepare, name="offer_prepare"),
    path("offers/address", addresses.add, name="offer_address"),
    path("cards/", cards.cards, name="cards"),
    path("cards/return", cards.come_back, name="card_return"),
    path("cards/<int:card_id>/remove", cards.remove, name="card_remove"),
    path("balance/", balance.balance, name="balance"),
    path("balance/payout-setup", balance.payout_setup, name="payout_setup"),
    path("payments/stripe/webhook", stripe.webhook, name="stripe_webhook"),
    *sandbox_urls,
]
