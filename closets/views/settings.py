"""Settings of a member: the closet's face, addresses, sizes, blocks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.forms import AddressForm, ClosetForm, VacationForm
from closets.lib.requests import MemberRequest
from closets.lib.resources import resource
from closets.models import Closet
from closets.services import (
    address_add,
    address_change,
    address_remove,
    closet_edit,
    member_block,
    member_unblock,
    vacation_end,
    vacation_start,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: MemberRequest) -> HttpResponse:
    """The closet's face: display name, about, state."""
    closet = request.user.closet
    form = ClosetForm(request.POST or None, instance=closet)
    if request.method == "POST" and form.is_valid():
        closet_edit(actor=request.user, closet=closet, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(closet)
    status = 422 if form.errors else 200
    return render(request, "closets/settings.html", {"form": form}, status=status)


@require_safe
@login_required
def addresses(request: MemberRequest) -> HttpResponse:
    """All addresses of the member."""
    rows = request.user.addresses.order_by("-is_default_to", "-is_default_from", "-id")
    return render(request, "closets/addresses.html", {"addresses": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def address_new(request: MemberRequest) -> HttpResponse:
    """A new address."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address_add(user=request.user, address=form.save(commit=False))
        messages.success(request, "Address saved.")
        return redirect("closets:addresses")
    status = 422 if form.errors else 200
    return render(request, "closets/address.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def address(request: MemberRequest, address_id: int) -> HttpResponse:
    """Changes one of the member's own addresses."""
    row = get_object_or_404(request.user.addresses, pk=address_id)
    form = AddressForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        address_change(user=request.user, address=form.save(commit=False))
        messages.success(request, "Address saved.")
        return redirect("closets:addresses")
    context = {"form": form, "address": row}
    return render(request, "closets/address.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def address_delete(request: MemberRequest, address_id: int) -> HttpResponse:
    """Removes one of the member's own addresses; orders keep their copy."""
    address_remove(user=request.user, address_id=address_id)
    messages.success(request, "Address removed.")
    return redirect("closets:addresses")


@require_safe
@login_required
def vacation(request: MemberRequest) -> HttpResponse:
    """The vacation hold: whether it runs, and until when."""
    return _vacation_page(request, VacationForm(initial=_until(request)))


@resource
def vacation_hold(request: MemberRequest, starts: bool) -> HttpResponse:
    """POST holds the closet's sales (`until` a day or for now), DELETE puts it back on sale."""
    if not starts:
        vacation_end(user=request.user)
        messages.success(request, "Your closet is on sale again.")
        return redirect("closets:vacation")
    form = VacationForm(request.POST)
    if form.is_valid():
        try:
            vacation_start(user=request.user, until=form.cleaned_data["until"])
        except ValidationError as invalid:
            form.add_error("until", invalid)
    if form.errors:
        return _vacation_page(request, form)
    messages.success(request, "Your closet is on vacation: everybody sees it, nobody can buy.")
    return redirect("closets:vacation")


def _until(request: MemberRequest) -> dict[str, object]:
    away = request.user.closet.away
    return {"until": away.until if away else None}


def _vacation_page(request: MemberRequest, form: VacationForm) -> HttpResponse:
    context = {"form": form, "away": request.user.closet.away}
    status = 422 if form.errors else 200
    return render(request, "closets/vacation.html", context, status=status)


@resource
def block(request: MemberRequest, blocks: bool, closet_id: int) -> HttpResponse:
    """POST blocks the closet's member, DELETE takes the block back."""
    closet = get_object_or_404(
        Closet.objects.exclude(user=request.user).select_related("user"), pk=closet_id
    )
    if blocks:
        member_block(actor=request.user, blocked=closet.user)
        messages.success(request, f"You will no longer see @{closet.handle}, nor they you.")
    else:
        member_unblock(actor=request.user, blocked=closet.user)
    return redirect("closets:settings")
