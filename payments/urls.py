"""Money's addresses."""

from django.urls import path

from payments.sandbox.urls import urlpatterns as sandbox_urls
from payments.views import balance, checkout, orders, stripe

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
    path("balance/", balance.balance, name="balance"),
    path("balance/payout-setup", balance.payout_setup, name="payout_setup"),
    path("payments/stripe/webhook", stripe.webhook, name="stripe_webhook"),
    *sandbox_urls,
]
