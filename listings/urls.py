"""The seller's addresses. The listing's own page is composed at the top: it is named `listing`."""

from django.urls import include, path

from listings.views import acts, crops, helping, parts, sell, stock, uploads

app_name = "listings"
urlpatterns = [
    path("", include("listings.bulk.urls")),
    path("", include("listings.alerts.urls")),
    path("", include("listings.exchange.urls")),
    path("sell/", sell.sell, name="sell"),
    path("sell/brands", sell.brand_options, name="brand_options"),
    path("sell/sizes", sell.size_options, name="size_options"),
    path("sell/measurements", sell.measurements, name="measurements"),
    path("sell/<int:listing_id>/", sell.draft, name="draft"),
    path("sell/<int:listing_id>/guesses", helping.guesses, name="guesses"),
    path("sell/<int:listing_id>/hint", helping.hint, name="hint"),
    path("sell/<int:listing_id>/publish", sell.publish, name="publish"),
    path("listings/<int:listing_id>/photos", uploads.photos, name="photos"),
    path("listings/<int:listing_id>/photos/<int:photo_id>", uploads.photo, name="photo"),
    path("listings/<int:listing_id>/photos/<int:photo_id>/crop", crops.crop, name="crop"),
    path("listings/<int:listing_id>/uploads", parts.uploads, name="uploads"),
    path("listings/<int:listing_id>/uploads/<int:upload_id>", parts.part, name="part"),
    path("listings/<int:listing_id>/edit", acts.edit, name="edit"),
    path("listings/<int:listing_id>/price", acts.price, name="price"),
    path(
        "listings/<int:listing_id>/price/<int:change_id>/undo", acts.price_back, name="price_undo"
    ),
    path("listings/<int:listing_id>/sizes", stock.sizes, name="sizes"),
    path("listings/<int:listing_id>/hold", acts.hold, name="hold"),
    path("listings/<int:listing_id>/delete", acts.delete, name="delete"),
    path("listings/<int:listing_id>/restore", acts.restore, name="restore"),
    path("listings/<int:listing_id>/copy", acts.copy, name="copy"),
]
