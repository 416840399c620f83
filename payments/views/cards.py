"""The cards that a member keeps for offers."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.requests import MemberRequest
from closets.lib.resources import back
from payments.cards import CardRefused, card_confirmed, card_remove, card_save
from payments.methods import MethodForm, payment_method_form
from payments.offers.selectors import cards_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cards(request: MemberRequest) -> HttpResponse:
    """The member's cards; POST keeps another one and goes back to where it was asked for."""
    if request.method != "POST":
        return _page(request, payment_method_form())
    form = payment_method_form(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    after = back(request, reverse("payments:cards"))["Location"]
    try:
        kept = card_save(user=request.user, payment_method=form.payment_method(), back=after)
    except CardRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, form, status=422)
    return redirect(kept.url or after)


@require_safe
@login_required
def come_back(request: MemberRequest) -> HttpResponse:
    """Where the bank sends the member after its questions about a card to keep."""
    try:
        card_confirmed(user=request.user, setup=request.GET.get("setup_intent", ""))
    except CardRefused as refused:
        messages.error(request, str(refused))
    return back(request, reverse("payments:cards"))


@require_POST
@login_required
def remove(request: MemberRequest, card_id: int) -> HttpResponse:
    """Forgets a card."""
    card = get_object_or_404(cards_of(request.user), pk=card_id)
    try:
        card_remove(user=request.user, card=card)
        messages.success(request, f"{card} is removed.")
    except CardRefused as refused:
        messages.error(request, str(refused))
    return redirect("payments:cards")


def _page(request: MemberRequest, form: MethodForm, *, status: int = 200) -> HttpResponse:
    context = {
        "cards": cards_of(request.user),
        "card_form": form,
        "stripe_key": settings.STRIPE_PUBLISHABLE_KEY,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "payments/cards.html", context, status=status)
