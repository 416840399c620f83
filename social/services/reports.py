"""Reports and the decisions on them (T1, T3)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from closets.models import User
from listings.models import Listing
from listings.services.status import listing_remove
from social.guards import ActRefused
from social.models import ModerationDecision, News, Report
from social.services.news import news_add


@transaction.atomic
def listing_report(*, reporter: User, listing: Listing, category: str, details: str) -> Report:
    """Files a report; a second one while the first is open adds nothing. Raises ActRefused."""
    if listing.closet.user_id == reporter.pk:
        raise ActRefused("This is your own listing.")
    report, _ = Report.objects.get_or_create(
        reporter=reporter,
        listing=listing,
        decision=None,
        defaults={"category": category, "details": details},
    )
    return report


@transaction.atomic
def report_decide(
    *, staff: User, report: Report, effect: str, rule: str, reason: str
) -> ModerationDecision:
    """Decides all open reports of the report's listing, with one decision that all parties hear of.

    Raises PermissionDenied for non-staff, ActRefused when it was decided already.
    """
    if not staff.is_staff:
        raise PermissionDenied
    listing = report.listing
    open_reports = Report.objects.select_for_update().filter(
        listing=listing, comment=report.comment, closet=report.closet, decision=None
    )
    reporters = {open_report.reporter_id for open_report in open_reports.order_by("pk")}
    if not reporters:
        raise ActRefused("This report has been decided already.")
    decision = ModerationDecision.objects.create(
        staff=staff,
        listing=listing,
        effect=effect,
        rule=rule,
        reason=reason.strip(),
        evidence=_evidence(listing) if listing else {},
    )
    open_reports.update(decision=decision)
    if listing and effect == ModerationDecision.Effect.REMOVED:
        _remove(listing, decision)
    _tell_reporters(reporters, decision)
    return decision


def _remove(listing: Listing, decision: ModerationDecision) -> None:
    listing_remove(listing=listing, actor=decision.staff)
    news_add(
        recipient_id=listing.closet.user_id,
        kind=News.Kind.MODERATION,
        listing=listing,
        text=f"We removed this listing. {decision.get_rule_display()}: {decision.reason}"[:200],
    )


def _tell_reporters(reporter_ids: set[int], decision: ModerationDecision) -> None:
    removed = decision.effect == ModerationDecision.Effect.REMOVED
    outcome = "we removed it" if removed else "we found nothing against our rules"
    for reporter_id in sorted(reporter_ids):
        news_add(
            recipient_id=reporter_id,
            kind=News.Kind.MODERATION,
            text=f"Thank you for your report: {outcome}.",
        )


def _evidence(listing: Listing) -> dict[str, Any]:
    """The listing as it stood when decided on."""
    return {
        "title": listing.title,
        "description": listing.description,
        "price_cents": listing.price_cents,
        "photos": list(listing.photos.values_list("content_hash", flat=True)),
    }
