"""Rating an order, answering, a closet's love notes, and reporting one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest, SiteRequest
from closets.models import Closet
from closets.views.identity import moved_closet
from payments.models import Order, Rating
from payments.ratings.forms import AnswerForm, RatingForm, RatingReportForm, rating_form
from payments.ratings.giving import rating_answer, rating_give
from payments.ratings.reporting import may_read, rating_report
from payments.ratings.reputation import closet_reputation
from payments.ratings.rules import BADGES, RatingRefused
from payments.ratings.selectors import RatingCard, love_notes_page, rating_card
from payments.views.access import order_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rate(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer's stars and note; POST gives or mends them."""
    row = order_of(request, number)
    card = rating_card(row, request.user)
    if card is None or row.buyer_id != request.user.pk:
        raise Http404("Nothing to rate.")
    form = RatingForm(request.POST) if request.method == "POST" else rating_form(card.given)
    if request.method == "POST" and form.is_valid():
        try:
            rating_give(order=row, said=form.said(), actor=request.user)
            messages.success(request, "Thank you. The seller has been told.")
            return redirect(row)
        except RatingRefused as refused:
            form.add_error(None, str(refused))
    if not card.may_give and not form.is_bound:
        return redirect(row)
    context = {"order": row, "rating": card, "rating_form": form}
    status = 422 if form.errors else 200
    return render(request, "payments/ratings/rate.html", context, status=status)


@require_POST
@login_required
def answer(request: MemberRequest, number: str) -> HttpResponse:
    """The seller's one answer."""
    row = order_of(request, number)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        card = _answerable(row, request)
        context = {"order": row, "rating": card, "answer_form": form}
        return render(request, "payments/ratings/answer.html", context, status=422)
    try:
        rating_answer(order=row, text=form.cleaned_data["answer"], actor=request.user)
        messages.success(request, "Your answer stands under the rating.")
    except (PermissionDenied, Rating.DoesNotExist) as error:
        raise Http404 from error
    except RatingRefused as refused:
        messages.error(request, str(refused))
    return redirect(row)


def _answerable(row: Order, request: MemberRequest) -> RatingCard:
    card = rating_card(row, request.user)
    if card is None or not card.may_answer:
        raise Http404("Nothing to answer.")
    return card


@require_safe
def love_notes(request: SiteRequest, handle: str) -> HttpResponse:
    """What buyers say of a closet, its stars and its badges."""
    visible = Closet.objects.visible_to(request.user.pk).select_related("user")
    owner = visible.named(handle).first()
    if owner is None:
        return moved_closet(request, "payments:love_notes", handle)
    try:
        page = love_notes_page(owner, request.user.pk, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:love_notes", handle)
    reputation = closet_reputation(owner.pk)
    context = {
        "closet": owner,
        "page": page,
        "reputation": reputation,
        "badges": [(badge, badge in reputation.badges) for badge in BADGES],
        "is_own": owner.user_id == request.user.pk,
    }
    return render(request, "payments/ratings/love_notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: MemberRequest, rating_id: int) -> HttpResponse:
    """Why a rating breaks a rule, and filing it."""
    shown = Rating.objects.filter(words_hidden_at=None, removed_at=None).select_related(
        "buyer__closet", "closet__user", "order"
    )
    rating = get_object_or_404(shown, pk=rating_id)
    if not may_read(rating, request.user):
        raise Http404("No such rating.")
    form = RatingReportForm(request.POST if request.method == "POST" else None)
    is_seller = rating.closet.user_id == request.user.pk
    notes = reverse("payments:love_notes", args=[rating.closet.handle])
    back = rating.order.get_absolute_url() if is_seller else notes
    if request.method == "POST" and form.is_valid():
        try:
            rating_report(rating=rating, reporter=request.user, **form.cleaned_data)
            messages.success(request, "Thank you. Our staff will look at it and tell you.")
            return redirect(back)
        except RatingRefused as refused:
            form.add_error(None, str(refused))
    context = {"rating": rating, "form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "payments/ratings/report.html", context, status=status)
