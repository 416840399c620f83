"""PoshMatch's addresses."""

from django.urls import path

from poshmatch import my_style, views

app_name = "poshmatch"
urlpatterns = [
    path("poshmatch/less/<int:listing_id>", views.less, name="less"),
    path("poshmatch/mutes/<int:mute_id>/undo", views.unmute, name="unmute"),
    path("my-style/", my_style.my_style, name="my_style"),
    path("my-style/price-cap", my_style.price_cap, name="price_cap"),
    path("my-style/price-cap/<int:cents>", my_style.price_cap_back, name="price_cap_back"),
    path("my-style/forget", my_style.forget, name="forget"),
]
