"""An admin page with facts, a form and one button; what it does is a service's; and its queue."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from closets.models import User

Facts = list[tuple[str, object]]


class WaitingFilter(admin.SimpleListFilter):
    """What waits for somebody, unless asked otherwise; the field says when it was decided."""

    title = "state"
    parameter_name = "state"
    field = "decided_at"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("done", "Done"), ("all", "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The first one, which Django calls "All", is what waits."""
        first, *others = super().choices(changelist)
        yield first | {"display": "Waiting"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(**{f"{self.field}__isnull": self.value() != "done"})


def decide(
    model_admin: BaseModelAdmin[Any],
    request: HttpRequest,
    *,
    title: str,
    facts: Facts,
    form: forms.Form | None,
    act: Callable[[User, Any], str],
    refusals: tuple[type[Exception], ...],
    back: str,
) -> HttpResponse:
    """The page; a valid form is given to `act`, whose answer is shown where `back` leads.

    form None: there is nothing left to decide. A refusal's text stands above the form.
    """
    if form and request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(cast(User, request.user), form))
            return redirect(back)
        except refusals as refusal:
            form.add_error(None, f"Nothing was changed: {refusal}")
    context = model_admin.admin_site.each_context(request) | {
        "title": title,
        "facts": facts,
        "form": form,
        "back": back,
        "opts": model_admin.opts,
    }
    status = 422 if form and form.errors else 200
    return render(request, "admin/payments/decide.html", context, status=status)
