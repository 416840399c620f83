"""The room of a case: opening it, what either side may do."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.requests import MemberRequest
from payments.cases.acts import Act, acts_of, case_act
from payments.cases.forms import CaseOpenForm, act_form
from payments.cases.opening import case_may_open, case_open
from payments.cases.selectors import case_of, case_room
from payments.cases.transitions import CaseRefused
from payments.models import Case
from payments.views.access import order_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_case(request: MemberRequest, number: str) -> HttpResponse:
    """What is wrong; POST opens the case."""
    order = order_of(request, number)
    if known := case_of(order):
        return redirect(known)
    if not case_may_open(order, request.user):
        raise Http404("No case can be opened.")
    is_sent = request.method == "POST"
    form = CaseOpenForm(request.POST, request.FILES) if is_sent else CaseOpenForm()
    if is_sent and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            case = case_open(order=order, reason=reason, said=form.said(), actor=request.user)
            messages.success(request, "Your case is open. The seller has been told.")
            return redirect(case)
        except CaseRefused as refused:
            form.add_error(None, str(refused))
    context = {"order": order, "form": form, "lines": order.lines.for_pages()}
    status = 422 if form.errors else 200
    return render(request, "payments/cases/open.html", context, status=status)


@require_safe
@login_required
def case(request: MemberRequest, number: str) -> HttpResponse:
    """What happened, what was sold, and what may be done now."""
    return _room(request, _case(request, number))


@require_POST
@login_required
def act(request: MemberRequest, number: str, name: str) -> HttpResponse:
    """Does one of the things that the room offers."""
    row = _case(request, number)
    chosen = next((one for one in acts_of(row, request.user) if one.name == name), None)
    if chosen is None:
        messages.error(request, f"This case is {row.get_status_display().lower()}: not now.")
        return redirect(row)
    form = act_form(chosen, row, request.POST, request.FILES)
    if not form.is_valid():
        return _room(request, row, chosen, form)
    try:
        case_act(case=row, name=name, said=form.said(), actor=request.user)
        messages.success(request, "Done. The other side has been told.")
    except CaseRefused as refused:
        form.add_error(None, str(refused))
        return _room(request, row, chosen, form)
    return redirect(row)


def _case(request: MemberRequest, number: str) -> Case:
    seen = Case.objects.seen_by(request.user).for_pages()
    return get_object_or_404(seen, order__number=number)


def _room(
    request: MemberRequest, row: Case, tried: Act | None = None, form: Any = None
) -> HttpResponse:
    room = case_room(row, request.user)
    forms = [(one, form if one == tried else act_form(one, row)) for one in room.acts]
    context = {"room": room, "case": row, "order": row.order, "forms": forms, "tried": tried}
    status = 422 if form is not None else 200
    return render(request, "payments/cases/case.html", context, status=status)
