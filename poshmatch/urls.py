"""PoshMatch's addresses."""

from django.urls import path

from poshmatch import looked, my_style, views, why

app_name = "poshmatch"
urlpatterns = [
    path("poshmatch/less/<int:listing_id>", views.less, name="less"),
    path("poshmatch/mutes/<int:mute_id>/undo", views.unmute, name="unmute"),
    path("poshmatch/why/<int:listing_id>", why.why, name="why"),
    path("poshmatch/looked/<int:listing_id>", looked.looked, name="looked"),
    path("my-style/", my_style.my_style, name="my_style"),
    path("my-style/price-cap", my_style.price_cap, name="price_cap"),
    path("my-style/price-cap/<int:cents>", my_style.price_cap_back, name="price_cap_back"),
    path("my-style/styles", my_style.styles, name="styles"),
    path("my-style/dials/<int:dial_id>", my_style.dial, name="dial"),
    path("my-style/dials/<int:dial_id>/<slug:turn>", my_style.dial, name="dial_back"),
    path("my-style/forget", my_style.forget, name="forget"),
]
