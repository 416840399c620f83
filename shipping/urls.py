"""Addresses of parcels, under /shipping/."""

from django.urls import path, register_converter

from shipping import views
from shipping.documents import KINDS

app_name = "shipping"


class DocumentConverter:
    """One of the files that belong to a label."""

    regex = "|".join(kind.replace(".", r"\.") for kind in KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        if value not in KINDS:
            raise ValueError(value)
        return value


register_converter(DocumentConverter, "label_document")

urlpatterns = [
    path("webhooks/<slug:carrier>/", views.webhook, name="webhook"),
    path("counter/<str:token>/", views.counter, name="counter"),
    path("<uuid:reference>/", views.shipment, name="shipment"),
    path("<uuid:reference>/sender-address/", views.sender_address, name="sender_address"),
    path("<uuid:reference>/new-label/", views.new_label, name="new_label"),
    path("<uuid:reference>/<label_document:kind>", views.label, name="label"),
]
