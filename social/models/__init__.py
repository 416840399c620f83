"""What members do with listings, closets and brands, the news it makes, and reports."""

from social.models.acts import NEWEST, BrandFollow, ClosetFollow, Comment, Like, Share
from social.models.counts import ClosetCounts, ClosetDelta, ListingCounts, ListingDelta
from social.models.moderation import ModerationDecision, Report
from social.models.news import (
    MailStop,
    News,
    NewsChoice,
    NewsGroup,
    NewsMail,
    NewsRefold,
    NewsTimes,
)
from social.models.parties import Party, PartyHost, PartyInvitation, PartyItem, PartyReminder
from social.models.pictures import ClosetPicture

__all__ = [
    "NEWEST",
    "BrandFollow",
    "ClosetCounts",
    "ClosetDelta",
    "ClosetFollow",
    "ClosetPicture",
    "Comment",
    "Like",
    "ListingCounts",
    "ListingDelta",
    "MailStop",
    "ModerationDecision",
    "News",
    "NewsChoice",
    "NewsGroup",
    "NewsMail",
    "NewsRefold",
    "NewsTimes",
    "Party",
    "PartyHost",
    "PartyInvitation",
    "PartyItem",
    "PartyReminder",
    "Report",
    "Share",
]
