"""Ratings that break a rule: members say so, staff decide."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.models import Order, Rating, RatingReport
from payments.ratings.reputation import reputation_shift
from payments.ratings.rules import RatingRefused
from social.models import News
from social.services.news import news_add

Effect = RatingReport.Effect


@transaction.atomic
def rating_report(*, rating: Rating, category: str, details: str, reporter: User) -> RatingReport:
    """Files a report; a second one of the same member adds nothing.

    Raises PermissionDenied for a rating that the member cannot read, RatingRefused for their own.
    """
    if not may_read(rating, reporter):
        raise PermissionDenied
    if rating.buyer_id == reporter.pk:
        raise RatingRefused("This is your own rating.")
    report, _ = RatingReport.objects.get_or_create(
        rating=rating, reporter=reporter, defaults={"category": category, "details": details}
    )
    return report


@transaction.atomic
def rating_report_decide(*, report: RatingReport, effect: str, reason: str, actor: User) -> None:
    """Decides every open report of the same rating; buyer and reporters are told.

    Raises PermissionDenied for non-staff, RatingRefused when it is decided.
    """
    if not actor.is_staff:
        raise PermissionDenied
    rating = Rating.objects.select_for_update(no_key=True).get(pk=report.rating_id)
    waiting = RatingReport.objects.filter(rating=rating, decided_at=None)
    reporters = set(waiting.values_list("reporter_id", flat=True))
    if not reporters:
        raise RatingRefused("This report is decided already.")
    waiting.update(effect=effect, reason=reason[:200], decided_by=actor, decided_at=timezone.now())
    if effect != Effect.KEPT:
        _take_away(rating, effect)
        _tell(rating.buyer_id, f"We took words of your rating away: {reason}", rating.order)
    for reporter_id in sorted(reporters):
        _tell(reporter_id, f"Thank you for your report: {_outcome(effect)}.")


def may_read(rating: Rating, member: User) -> bool:
    """Love notes are everybody's; the rest is between buyer and seller."""
    return rating.is_love_note or member.pk in {rating.buyer_id, rating.closet.user_id}


def _take_away(rating: Rating, effect: str) -> None:
    now = timezone.now()
    rating.words_hidden_at = rating.words_hidden_at or now
    if effect == Effect.REMOVED and rating.removed_at is None:
        rating.removed_at = now
        reputation_shift(rating.closet, {rating.stars: -1})
    rating.save(update_fields=["words_hidden_at", "removed_at"])


def _outcome(effect: str) -> str:
    return {
        Effect.KEPT: "we found nothing against our rules",
        Effect.WORDS_HIDDEN: "we took the words away",
        Effect.REMOVED: "we took the rating away",
    }[Effect(effect)]


def _tell(member_id: int, text: str, order: Order | None = None) -> None:
    url = order.get_absolute_url() if order else ""
    news_add(recipient_id=member_id, kind=News.Kind.MODERATION, text=text[:200], url=url)
