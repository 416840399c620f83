"""Cases that wait for staff: what was sold, what was said and shown, and the decision."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from closets.lib.adminpages import row_or_404
from closets.models import User
from closets.templatetags.money import money
from payments.admin.deciding import Facts, WaitingFilter, decide
from payments.admin.read_only import ReadOnlyAdmin
from payments.cases.deciding import case_decide, proposal_waiting
from payments.cases.forms import VerdictForm
from payments.cases.selectors import CaseRoom, Step, case_room
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.models import Case, Order, OrderLine

WAITING = [CaseStatus.REVIEW, CaseStatus.APPEALED]


class WaitingForStaff(WaitingFilter):
    """Cases that wait for a decision, unless asked otherwise."""

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("open", "Open"), ("closed", "Closed"), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        if self.value() in {"open", "closed"}:
            return queryset.filter(closed_at__isnull=self.value() == "open")
        return queryset.filter(status__in=WAITING)


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin[Case]):
    """The queue, the oldest first; opening one shows all evidence and decides."""

    list_display = ["order", "reason", "status", "opened_at", "due_at"]
    list_filter = [WaitingForStaff, "reason"]
    list_select_related = ["order"]
    list_per_page = 50
    search_fields = ["=order__number", "=order__buyer__username", "=order__closet__handle"]
    ordering = ["opened_at"]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """All that is known, and the decision when the case waits for one."""
        if not request.user.has_perm("payments.change_case"):
            raise PermissionDenied
        case = row_or_404(Case.objects.for_pages(), object_id)
        viewer = request.user
        assert isinstance(viewer, User)  # noqa: S101  # the admin let nobody else in
        return decide(
            self,
            request,
            title=f"{case}: {case.get_reason_display()}",
            facts=_facts(case_room(case, viewer)),
            form=_form(case, request.POST or None) if case.status in WAITING else None,
            act=lambda actor, form: _decide(case, actor, form),
            refusals=(CaseRefused,),
            back=reverse("admin:payments_case_changelist"),
        )


def _form(case: Case, data: Any) -> VerdictForm:
    """What a second person is asked about stands in it: to agree is to send it."""
    proposal = proposal_waiting(case)
    if proposal is None:
        return VerdictForm(data)
    said = {"outcome": proposal.outcome, "rule": proposal.rule, "words": proposal.words}
    return VerdictForm(data, initial=said | {"amount": proposal.item_cents or None})


def _facts(room: CaseRoom) -> Facts:
    case, order = room.case, room.case.order
    link = reverse("admin:payments_order_change", args=[order.pk])
    facts: Facts = [
        ("State", case.get_status_display()),
        ("Order", format_html('<a href="{}">{}</a>', link, order)),
        ("Buyer", order.buyer),
        ("Seller", order.closet),
        ("Sent", _sent(order)),
        ("Refund of it all", room.whole or "-"),
        *((f"Sold: {line.title}", _sold(line)) for line in room.lines),
        *((f"{step.at:%Y-%m-%d %H:%M} {step.who}", _told(step)) for step in room.steps),
    ]
    if room.decision:
        said = f"{room.decision.get_outcome_display()}: {room.decision.words}"
        facts.append(("Decided before", said))
    if proposal := proposal_waiting(case):
        what, cents = proposal.get_outcome_display(), money(proposal.refund_cents)
        asked = f"{what}, {cents} to the buyer: decided when somebody else says the same"
        facts.append((f"Proposed by {proposal.staff}", asked))
    return facts


def _sent(order: Order) -> SafeString | str:
    """The carrier's side of it, with what was declared."""
    parcel = order.shipment
    if parcel is None:
        return "-"
    link = reverse("admin:shipping_shipment_change", args=[parcel.pk])
    weight = f"{parcel.weight_lb} lb declared, label for {parcel.weight_class} lb"
    return format_html('<a href="{}">{}</a>, {}', link, parcel.get_status_display(), weight)


def _sold(line: OrderLine) -> SafeString | str:
    evidence = getattr(line, "evidence", None)
    if evidence is None:
        return "bought before evidence was kept"
    facts = format_html_join("", "<br>{}: {}", evidence.facts)
    return format_html("{}{}<br>{}", evidence.description, facts, _photos(evidence.pictures))


def _told(step: Step) -> SafeString | str:
    if step.message is None:
        return step.move.what if step.move else ""
    return format_html("{}<br>{}", step.message.body, _photos(step.message.pictures))


def _photos(pictures: list[tuple[str, str]]) -> SafeString:
    image = '<a href="{}"><img src="{}" alt="Photo, whole behind the link" width="90"></a> '
    return format_html_join("", image, ((whole, small) for small, whole in pictures))


def _decide(case: Case, actor: User, form: VerdictForm) -> str:
    if case_decide(case=case, verdict=form.verdict(), actor=actor):
        return "Decided. Both sides have been told."
    return "Proposed. More than $500 goes back only when somebody else decides the same."
