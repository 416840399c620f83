"""Where Stripe tells us things (P5)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.webhooks import BadWebhook, stripe_event_receive


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Stores a signed event and answers at once; 400 for anything else."""
    signature = request.headers.get("Stripe-Signature", "")
    try:
        stripe_event_receive(payload=request.body, signature=signature)
    except BadWebhook:
        return HttpResponse("not an event of ours", status=400, content_type="text/plain")
    return HttpResponse("stored", content_type="text/plain")
