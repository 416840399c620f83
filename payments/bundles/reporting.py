"""A line of a bundle's talk that breaks a rule goes to the moderators (T1)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from closets.models import User
from payments.bundles.making import BundleRefused, require_side
from payments.models import BundleMessage
from social.models import Report


@transaction.atomic
def bundle_message_report(
    *, reporter: User, message: BundleMessage, category: str, details: str
) -> Report:
    """Reports who wrote it, with the words as evidence; while it is open once however often.

    Raises PermissionDenied for who is not in the bundle, BundleRefused for one's own words.
    """
    require_side(message.bundle, reporter)
    if message.author is None:
        raise PermissionDenied
    if message.author_id == reporter.pk:
        raise BundleRefused("These are your own words.")
    words = f"Bundle message {message.pk}: “{message.body}”"
    mine = Report.objects.filter(reporter=reporter, closet=message.author.closet, decision=None)
    known = mine.filter(details__startswith=words).first()
    return known or Report.objects.create(
        reporter=reporter,
        closet=message.author.closet,
        category=category,
        details=f"{words}\n{details}".strip(),
    )
