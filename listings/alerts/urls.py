"""Addresses of saved searches, within `listings`."""

from django.urls import path

from listings.alerts import views

urlpatterns = [
    path("searches/", views.searches, name="searches"),
    path("searches/<int:saved_id>", views.search, name="saved_search"),
    path("searches/<int:saved_id>/change", views.change, name="saved_search_change"),
    path("wanted/", views.wanted, name="wanted"),
]
