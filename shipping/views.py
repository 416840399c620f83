"""Labels to print, the way of a parcel, and the carriers' door."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.resources import back
from closets.models import Address, User
from shipping import services
from shipping.addresses import PostalAddress
from shipping.carriers.base import WebhookRefused
from shipping.documents import Document, counter_reference, document
from shipping.forms import NewLabelForm
from shipping.models import Label, Shipment
from shipping.selectors import parcel_card, rate_quotes
from shipping.transitions import TransitionRefused


@require_safe
@login_required
def shipment(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """The parcel's page for its sender, its recipient and staff."""
    viewer = _member(request)
    found = get_object_or_404(Shipment.objects.seen_by(viewer), reference=reference)
    parcel = parcel_card(shipment=found, viewer=viewer)
    template = (
        "shipping/_timeline.html" if request.headers.get("HX-Request") else "shipping/shipment.html"
    )
    return render(request, template, {"parcel": parcel})


@require_safe
@login_required
def label(request: HttpRequest, reference: uuid.UUID, kind: str) -> HttpResponse:
    """Label, Letter sheet, packing slip or the counter's code: for the sender and staff."""
    shipments = Shipment.objects.sent_by(_member(request)).filter(reference=reference)
    live = Label.objects.printable().select_related("shipment")
    return _download(document(get_object_or_404(live, shipment__in=shipments), kind))


@require_safe
def counter(request: HttpRequest, token: str) -> HttpResponse:
    """The live label for whoever was shown the sender's QR code."""
    try:
        reference = counter_reference(token)
    except signing.BadSignature as forged:
        raise Http404("No such label.") from forged
    live = Label.objects.printable().select_related("shipment")
    return _download(document(get_object_or_404(live, shipment__reference=reference), "label.pdf"))


@require_POST
@login_required
def sender_address(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """The sender's default address becomes the one that the parcel starts from."""
    actor = _member(request)
    found = get_object_or_404(Shipment, reference=reference, sender=actor)
    address = Address.objects.filter(user=actor, is_default_from=True).first()
    if address is None:
        messages.error(request, "Add the address that you ship from first.")
        return back(request, found.get_absolute_url())
    try:
        services.shipment_sender_address_set(
            shipment=found, address=PostalAddress.of(address), actor=actor
        )
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    except TransitionRefused:
        messages.error(request, "The label is made already.")
    return back(request, found.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_label(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """Another label instead of an unused one; POST voids the old one."""
    actor = _member(request)
    found = get_object_or_404(Shipment, reference=reference, sender=actor)
    form = NewLabelForm(
        request.POST if request.method == "POST" else None,
        quotes=rate_quotes(at=found.created_at),
        initial={"weight_class": found.weight_class},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.label_renew(shipment=found, weight_lb=form.weight_lb(), actor=actor)
            messages.success(request, "The old label is void. The new one is being made.")
            return redirect(found.get_absolute_url())
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
    context = {"shipment": found, "form": form, "back": found.get_absolute_url()}
    status = 422 if form.errors else 200
    return render(request, "shipping/new_label.html", context, status=status)


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, carrier: str) -> JsonResponse:
    """The carriers' door: 200 when the message is kept, or was before."""
    try:
        is_new = services.webhook_receive(
            carrier_code=carrier, headers=request.headers, body=request.body
        )
    except WebhookRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    return JsonResponse({"received": "stored" if is_new else "known"})


def _member(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # login_required let nobody else in
    return request.user


def _download(file: Document) -> HttpResponse:
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={
            "Content-Disposition": f'inline; filename="{file.name}"',
            "Cache-Control": "private, no-store",
        },
    )
