"""What PoshMatch knows of members, its model's versions, and what its feeds showed."""

from poshmatch.models.shown import FeedDay, FeedPosition, Impression
from poshmatch.models.taste import (
    Dial,
    ModelVersion,
    Mute,
    PriceCap,
    Signal,
    StyledListing,
    TrainingRun,
    Trend,
)

__all__ = [
    "Dial",
    "FeedDay",
    "FeedPosition",
    "Impression",
    "ModelVersion",
    "Mute",
    "PriceCap",
    "Signal",
    "StyledListing",
    "TrainingRun",
    "Trend",
]
