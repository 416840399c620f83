"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from poshmark.pages import earn, health, media, styleguide, stylesheet

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("staff/", admin.site.urls),
    path("shipping/", include("shipping.urls")),
    path("", include("listings.urls")),
    path("", include("social.urls")),
    path("sell/earn", earn.earn, name="earn"),
    path("css/<slug:digest>.css", stylesheet.stylesheet, name="stylesheet"),
    path("", include("payments.urls")),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("media/photos/<path:name>", media.photo, name="photo"),
]

if settings.DEBUG:
    from poshmark.pages import outbox

    urlpatterns += [
        path("outbox/", outbox.outbox, name="outbox"),
        path("outbox/<str:name>", outbox.message, name="outbox_message"),
    ]
