"""Addresses of saved searches, within `listings`."""

from django.urls import path

from listings.alerts import views

urlpatterns = [
    path("searches/", views.searches, name="searches"),
    path("searches/<int:saved_id>", views.search, name="saved_search"),
    path("searches/<int:saved_id>/change", views.change, name="saved_search_change"),
    path("searches/stop/<str:token>", views.stop, name="searches_stop"),
    path("wanted/", views.wanted, name="wanted"),
]
