"""Pages that a buyer or seller sees at Stripe or at their bank."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from payments.sandbox import control
from payments.sandbox.api.payouts import BAD_BANKS, GOOD_BANK
from payments.sandbox.calls import Data


@require_http_methods(["GET", "HEAD", "POST"])
def challenge(request: HttpRequest, intent: str) -> HttpResponse:
    """The bank's 3-D Secure page: the buyer confirms or refuses, and goes back to the shop."""
    found = _read("payment_intent", intent)
    action = found["next_action"]
    if request.method == "POST" and action:
        found = control.challenge_finish(intent, passed="confirm" in request.POST)
        if back := action["redirect_to_url"]["return_url"]:
            return redirect(_with_result(back, found))
    context = {"intent": found, "amount_cents": found["amount"], "is_open": bool(action)}
    return render(request, "payments/sandbox/challenge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def onboarding(request: HttpRequest, account: str) -> HttpResponse:
    """Stripe's form for sellers: which bank account the payouts go to."""
    found = _read("account", account)
    if request.method == "POST":
        number = request.POST.get("bank_number", "")
        if number in {GOOD_BANK, *BAD_BANKS}:
            back = control.onboarding_finish(account, number)
            return redirect(back or request.path)
    banks = [(GOOD_BANK, "Payouts arrive")] + [
        (number, f"Payouts fail: {message}") for number, (_, message) in BAD_BANKS.items()
    ]
    context = {"account": found, "banks": banks, "is_done": found["details_submitted"]}
    return render(request, "payments/sandbox/onboarding.html", context)


def _read(kind: str, object_id: str) -> Data:
    found = control.object_read(kind, object_id)
    if found is None:
        raise Http404
    return found


def _with_result(url: str, intent: Data) -> str:
    result = {
        "payment_intent": intent["id"],
        "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": "succeeded" if intent["status"] == "succeeded" else "failed",
    }
    return f"{url}{'&' if '?' in url else '?'}{urlencode(result)}"
