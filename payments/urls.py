"""Money's addresses."""

from django.urls import path

from payments.sandbox.urls import urlpatterns as sandbox_urls
from payments.views import stripe

app_name = "payments"
urlpatterns = [
    path("payments/stripe/webhook", stripe.webhook, name="stripe_webhook"),
    *sandbox_urls,
]
