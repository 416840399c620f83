"""My Style: what the feed learned of a member and what they told it, listed and changed (F4)."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.templatetags.money import money_short
from poshmatch.forms import PriceCapForm
from poshmatch.learned import Anchor, learned_styles, style_title
from poshmatch.models import Dial
from poshmatch.selectors import mutes_of, price_cap_of
from poshmatch.services.controls import (
    MOST_CENTS,
    dial_turn,
    history_forget,
    price_cap_set,
    style_turn,
)

MUTES = 30
PAGE = "poshmatch:my_style"
TURNED = {
    Dial.Turn.UP: "More “{}” in your feed.",
    Dial.Turn.USUAL: "“{}” is back as your feed learned it.",
    Dial.Turn.DOWN: "Less “{}” in your feed.",
    Dial.Turn.OFF: "No “{}” in your feed.",
}


@require_safe
@login_required
def my_style(request: MemberRequest) -> HttpResponse:
    """The page; ?page= leads through what is hidden."""
    return _page(request, PriceCapForm(initial={"cap": price_cap_of(request.user)}))


@require_POST
@login_required
def price_cap(request: MemberRequest) -> HttpResponse:
    """Sets the price cap to `cap` dollars; left empty, lifts it."""
    form = PriceCapForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    cents = form.cleaned_data["cap"]
    before = price_cap_set(user=request.user, cents=cents) or 0
    notice(request, _said(cents), undo=reverse("poshmatch:price_cap_back", args=[before]))
    return redirect(PAGE)


@require_POST
@login_required
def price_cap_back(request: MemberRequest, cents: int) -> HttpResponse:
    """Sets the cap to what it was; 0: none."""
    kept = min(cents, MOST_CENTS) or None
    price_cap_set(user=request.user, cents=kept)
    notice(request, f"Taken back. {_said(kept)}")
    return redirect(PAGE)


@require_POST
@login_required
def forget(request: MemberRequest) -> HttpResponse:
    """Deletes all that the feed learned of the member."""
    history_forget(user=request.user)
    notice(request, "Forgotten. Your feed starts to learn anew.")
    return redirect(PAGE)


@require_POST
@login_required
def styles(request: MemberRequest) -> HttpResponse:
    """Turns the learned style named by `style` (Anchor.signed) as `turn` says."""
    anchor, turn = Anchor.read(request.POST.get("style", "")), request.POST.get("turn", "")
    if anchor is None or turn not in Dial.Turn:
        return HttpResponseBadRequest()
    made = style_turn(user=request.user, anchor=anchor, turn=Dial.Turn(turn))
    _told_of_dial(request, made, Dial.Turn.USUAL)
    return redirect(PAGE)


@require_POST
@login_required
def dial(request: MemberRequest, dial_id: int, turn: str = "") -> HttpResponse:
    """Turns a style that was turned before; an undo has `turn` in its address."""
    turn = turn or request.POST.get("turn", "")
    if turn not in Dial.Turn:
        return HttpResponseBadRequest()
    done = dial_turn(user=request.user, dial_id=dial_id, turn=Dial.Turn(turn))
    if done:
        _told_of_dial(request, *done)
    return redirect(PAGE)


def _told_of_dial(request: MemberRequest, row: Dial, before: Dial.Turn) -> None:
    text = TURNED[Dial.Turn(row.turn)].format(style_title(row.name))
    undo = reverse("poshmatch:dial_back", args=[row.pk, before])
    notice(request, text, undo=undo if before != row.turn else "")


def _said(cents: int | None) -> str:
    if cents is None:
        return "Your feed has no price limit."
    return f"Your feed shows nothing over {money_short(cents)}."


def _page(request: MemberRequest, form: PriceCapForm, status: int = 200) -> HttpResponse:
    mutes = Paginator(mutes_of(request.user), MUTES).get_page(request.GET.get("page"))
    styles = learned_styles(request.user)
    context = {"form": form, "mutes": mutes, "styles": styles, "turns": Dial.Turn.choices}
    return render(request, "poshmatch/my_style.html", context, status=status)
