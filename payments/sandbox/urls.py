"""The sandbox's own pages; there are none when Stripe's keys are set."""

from django.conf import settings
from django.urls import path

from payments.sandbox import views

urlpatterns = (
    [
        path("sandbox/challenge/<str:intent>/", views.challenge, name="sandbox_challenge"),
        path("sandbox/onboarding/<str:account>/", views.onboarding, name="sandbox_onboarding"),
    ]
    if settings.PAYMENTS_SANDBOX
    else []
)
