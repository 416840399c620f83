"""Style onboarding (A4): sizes, brands, looks; the very next feed follows from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from closets.lib.requests import MemberRequest
from closets.services import my_sizes_set
from listings.models import Listing
from poshmark.forms import WelcomeForm
from poshmatch.services.picks import looks_pick, looks_to_show
from social.services.follows import brand_follow


@require_http_methods(["GET", "POST"])
@login_required
def welcome(request: MemberRequest) -> HttpResponse:
    """What to wear, from whom, and in which sizes; everything may be skipped."""
    looks = looks_to_show(request.user)
    form = WelcomeForm(request.POST or None, looks=looks, user=request.user)
    if request.method == "POST" and form.is_valid():
        _learn(request, form, looks)
        messages.success(request, "Your feed now follows your style. It learns with every like.")
        return redirect("home")
    status = 422 if form.errors else 200
    context = {"form": form, "looks": looks}
    return render(request, "pages/welcome.html", context, status=status)


def _learn(request: MemberRequest, form: WelcomeForm, looks: list[Listing]) -> None:
    for brand in form.cleaned_data["brands"]:
        brand_follow(user=request.user, brand=brand)
    chosen = {int(pk) for pk in form.cleaned_data["looks"]}
    looks_pick(user=request.user, listings=[look for look in looks if look.pk in chosen])
    my_sizes_set(user=request.user, sizes=form.sizes())
