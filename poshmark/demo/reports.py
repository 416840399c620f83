"""Some reports for the staff's queue, and two that are decided, by way of the services."""

from closets.models import Closet
from listings.models import Listing
from poshmark.demo.dice import Dice
from poshmark.demo.plan import Plan
from social.models import ModerationDecision, Report
from social.services.reports import listing_report, report_decide

_WORDS = {
    Report.Category.COUNTERFEIT: "The logo and the stitching are not right for this brand.",
    Report.Category.STOLEN_PHOTOS: "These are the photos from the shop's website.",
    Report.Category.OFFSITE: "Asked me to pay outside the site in the comments.",
    Report.Category.SPAM: "Same item listed three times.",
    Report.Category.PROHIBITED: "Says real fur in the description.",
}


def reports_write(plan: Plan, closets: list[Closet], listings: list[Listing]) -> int:
    """A dozen reports by members who liked the listings; returns how many."""
    dice = Dice(plan.seed, "reports")
    gone = {sale.item for sale in plan.sales}
    likes = [
        act
        for act in plan.acts.likes
        if act.item not in gone and plan.items[act.item].status == "available"
    ]
    chosen = {act.item: act for act in dice.sample(likes, 12)}
    reports = []
    for act in chosen.values():
        category = dice.choice(list(_WORDS))
        reports.append(
            listing_report(
                reporter=closets[act.member].user,
                listing=listings[act.item],
                category=category,
                details=_WORDS[category],
            )
        )
    staff = next(c.user for c in closets if c.user.is_staff)
    for report, effect in zip(reports, ModerationDecision.Effect, strict=False):
        report_decide(
            staff=staff,
            report=report,
            effect=effect,
            rule=ModerationDecision.Rule.COUNTERFEIT,
            reason="Compared the label and the seams with the maker's own photos.",
        )
    return len(reports)
