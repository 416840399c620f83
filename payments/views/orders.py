"""Orders of buyers and sellers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from payments.forms import CancelForm
from payments.models import Order
from payments.orders.cancelling import order_cancel, order_undo
from payments.orders.life import order_accept
from payments.orders.transitions import OrderRefused
from payments.ratings.forms import AnswerForm, rating_form
from payments.ratings.selectors import rating_card
from payments.reposh.services import reposh_start
from payments.selectors import checkout_open, order_page, purchases_page, sales_page
from payments.views.access import order_of


@require_safe
@login_required
def purchases(request: MemberRequest) -> HttpResponse:
    """What the member bought."""
    try:
        page = purchases_page(request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:purchases")
    context = {"page": page, "side": "purchases", "waiting": checkout_open(request.user)}
    return render(request, "payments/orders.html", context)


@require_safe
@login_required
def sales(request: MemberRequest) -> HttpResponse:
    """What the member sold."""
    try:
        page = sales_page(request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:sales")
    return render(request, "payments/orders.html", {"page": page, "side": "sales"})


@require_safe
@login_required
def order(request: MemberRequest, number: str) -> HttpResponse:
    """One order, for its buyer and its seller."""
    return _page(request, order_of(request, number), CancelForm())


@require_POST
@login_required
def accept(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer accepts."""
    row = order_of(request, number)
    try:
        order_accept(order=row, actor=request.user)
        messages.success(request, "Accepted. Thank you! The seller has been paid. How was it?")
    except PermissionDenied as error:
        raise Http404 from error
    except OrderRefused as refused:
        messages.error(request, str(refused))
    return redirect(row)


@require_POST
@login_required
def cancel(request: MemberRequest, number: str) -> HttpResponse:
    """Either side cancels, within the rules."""
    row = order_of(request, number)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)
    try:
        order_cancel(order=row, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "The order is cancelled and the money is on its way back.")
    except OrderRefused as refused:
        messages.error(request, str(refused))
    return redirect(row)


@require_POST
@login_required
def undo(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer takes the purchase back within ten minutes."""
    row = order_of(request, number)
    try:
        order_undo(order=row, actor=request.user)
        messages.success(request, "Undone. The money is on its way back.")
    except PermissionDenied as error:
        raise Http404 from error
    except OrderRefused as refused:
        messages.error(request, str(refused))
    return redirect(row)


@require_POST
@login_required
def reposh(request: MemberRequest, number: str, line_id: int) -> HttpResponse:
    """The buyer sells a bought item again: its form opens, filled in."""
    row = order_of(request, number)
    line = get_object_or_404(row.lines.select_related("order", "listing", "size"), pk=line_id)
    try:
        listing = reposh_start(actor=request.user, line=line)
    except PermissionDenied as error:
        raise Http404 from error
    except OrderRefused as refused:
        messages.error(request, str(refused))
        return redirect(row)
    return redirect("listings:draft", listing.pk)


def _page(request: MemberRequest, row: Order, form: CancelForm) -> HttpResponse:
    rating = rating_card(row, request.user)
    context = {
        "order": row,
        "page": order_page(row, request.user),
        "cancel_form": form,
        "rating": rating,
        "rating_form": rating_form(rating.given) if rating and rating.may_give else None,
        "answer_form": AnswerForm(),
    }
    return render(request, "payments/order.html", context, status=422 if form.errors else 200)
