"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from poshmark.accounts import JoinView
from poshmark.mailing import mail_urls
from poshmark.pages import (
    about,
    closet,
    earn,
    health,
    home,
    likes,
    listing,
    looks,
    media,
    parties,
    recent,
    search,
    sitemaps,
    styleguide,
    stylesheet,
    trending,
    welcome,
)

handler400 = "poshmark.pages.refusals.bad_request"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/signup/", JoinView.as_view(), name="account_signup"),
    path("accounts/", include("allauth.urls")),
    path("staff/", admin.site.urls),
    path("shipping/", include("shipping.urls")),
    path("", home.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("search/", search.search, name="search"),
    path("trending/", trending.trending, name="trending"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:section>-<int:part>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("search/suggest", search.suggest, name="suggest"),
    path("search/recent", recent.recent_clear, name="recent_clear"),
    path("brands/<slug:slug>/", search.brand, name="brand"),
    path("categories/<path:path>/", search.category, name="category"),
    path("styles/<slug:slug>/", search.style, name="style"),
    path("listings/<int:listing_id>/", listing.listing, name="listing"),
    path("listings/<int:listing_id>/looks/", looks.looks, name="looks"),
    path("listings/<int:listing_id>/parties/", parties.listing_parties, name="listing_parties"),
    path("parties/", parties.parties, name="parties"),
    path("parties/<int:party_id>/", parties.party, name="party"),
    path("parties/<int:party_id>/fresh", parties.fresh, name="party_fresh"),
    path("parties/<int:party_id>/mine/", parties.party_mine, name="party_mine"),
    path("parties/<int:party_id>/picks/", parties.party_picks, name="party_picks"),
    path("likes/", likes.likes, name="likes"),
    path("closet/", closet.my_closet, name="my_closet"),
    path("closets/<str:handle>/", closet.closet, name="closet"),
    path("closets/<str:handle>/about/", about.closet_about, name="closet_about"),
    path("", include("closets.urls")),
    path("sell/earn", earn.earn, name="earn"),
    path("", include("listings.urls")),
    path("", include("social.urls")),
    path("", include("poshmatch.urls")),
    path("css/<slug:digest>.css", stylesheet.stylesheet, name="stylesheet"),
    path("", include("payments.urls")),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("media/photos/<path:name>", media.photo, name="photo"),
    *mail_urls(settings.MAIL_PROVIDER),
]

if settings.DEBUG:
    from poshmark.pages import outbox

    urlpatterns += [
        path("outbox/", outbox.outbox, name="outbox"),
        path("outbox/<str:name>", outbox.message, name="outbox_message"),
    ]
