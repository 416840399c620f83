"""The community's addresses."""

from django.urls import path

from social.views import acts, comments, mine, news, parties, people, pictures, reports

app_name = "social"
urlpatterns = [
    path("listings/<int:listing_id>/like", acts.like, name="like"),
    path("listings/<int:listing_id>/share", acts.share, name="share"),
    path("listings/<int:listing_id>/comments", comments.comments, name="comments"),
    path("listings/<int:listing_id>/mentions", comments.mentions, name="mentions"),
    path("listings/<int:listing_id>/likes", people.likers, name="likers"),
    path("listings/<int:listing_id>/report", reports.report, name="report"),
    path("comments/<int:comment_id>", comments.comment, name="comment"),
    path("closets/<int:closet_id>/follow", acts.closet_follows, name="follow_closet"),
    path("closets/<str:handle>/followers/", people.followers, name="followers"),
    path("closets/<str:handle>/following/", people.following, name="following"),
    path("people/", people.suggestions, name="suggestions"),
    path("trending/followers/", people.trends, name="trends"),
    path("brands/<int:brand_id>/follow", acts.brand_follows, name="follow_brand"),
    path("shares/", mine.shares, name="my_shares"),
    path("comments/", mine.comments, name="my_comments"),
    path("news/", news.news, name="news"),
    path("news/read", news.read, name="news_read"),
    path("news/badge", news.badge, name="news_badge"),
    path("news/stop/<str:token>", news.unsubscribe, name="unsubscribe"),
    path("settings/pictures/", pictures.pictures, name="pictures"),
    path("settings/pictures/<slug:kind>", pictures.picture, name="picture"),
    path("settings/news/", news.choices, name="news_choices"),
    path("settings/news/mail-again", news.mail_again, name="mail_again"),
    path("parties/<int:party_id>/items/<int:listing_id>", parties.item, name="party_item"),
    path("parties/<int:party_id>/picks/<int:listing_id>", parties.pick, name="party_pick"),
    path("parties/<int:party_id>/reminder", parties.reminder, name="party_reminder"),
    path("parties/<int:party_id>/invitation", parties.invitation, name="party_invitation"),
]
