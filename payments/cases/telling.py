"""News and mail about a case, to both sides; they lead to the order, which leads to the case."""

from closets.models import User
from payments.models import Case
from payments.orders.telling import order_tell


def tell_buyer(case: Case, subject: str, text: str) -> None:
    _tell(case, case.order.buyer, subject, text)


def tell_seller(case: Case, subject: str, text: str) -> None:
    _tell(case, case.order.closet.user, subject, text)


def tell_both(case: Case, subject: str, text: str) -> None:
    tell_buyer(case, subject, text)
    tell_seller(case, subject, text)


def tell_other(case: Case, actor: User, subject: str, text: str) -> None:
    """Tells whoever of the two did not act."""
    if actor.pk == case.order.buyer_id:
        tell_seller(case, subject, text)
    else:
        tell_buyer(case, subject, text)


def _tell(case: Case, member: User, subject: str, text: str) -> None:
    order_tell(case.order, member, subject[:120], text[:300])
