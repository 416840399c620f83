"""A member's own pages."""

from django.urls import path

from closets import views

app_name = "closets"
urlpatterns = [
    path("settings/closet/", views.settings, name="settings"),
    path("settings/addresses/", views.addresses, name="addresses"),
    path("settings/addresses/new/", views.address_new, name="address_new"),
    path("settings/addresses/<int:address_id>/", views.address, name="address"),
    path("settings/addresses/<int:address_id>/delete", views.address_delete, name="address_delete"),
    path("settings/vacation/", views.vacation, name="vacation"),
    path("settings/vacation/hold", views.vacation_hold, name="vacation_hold"),
    path("closets/<int:closet_id>/block", views.block, name="block"),
]
