"""A member's own pages."""

from django.urls import path

from closets.views import identity, settings

app_name = "closets"
urlpatterns = [
    path("settings/closet/", settings.settings, name="settings"),
    path("settings/handle/", identity.handle, name="handle"),
    path("settings/addresses/", settings.addresses, name="addresses"),
    path("settings/addresses/new/", settings.address_new, name="address_new"),
    path("settings/addresses/<int:address_id>/", settings.address, name="address"),
    path(
        "settings/addresses/<int:address_id>/delete", settings.address_delete, name="address_delete"
    ),
    path("settings/vacation/", settings.vacation, name="vacation"),
    path("settings/vacation/hold", settings.vacation_hold, name="vacation_hold"),
    path("closets/<int:closet_id>/block", settings.block, name="block"),
]
