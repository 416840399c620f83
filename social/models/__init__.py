"""What members do with listings, closets and brands, the news it makes, and reports."""

from social.models.acts import BrandFollow, ClosetFollow, Comment, Like, Share
from social.models.counts import ClosetCounts, ListingCounts
from social.models.moderation import ModerationDecision, Report
from social.models.news import News

__all__ = [
    "BrandFollow",
    "ClosetCounts",
    "ClosetFollow",
    "Comment",
    "Like",
    "ListingCounts",
    "ModerationDecision",
    "News",
    "Report",
    "Share",
]
