"""A seller's years, to read and to keep."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.requests import MemberRequest
from payments.earnings import (
    Earnings,
    earnings_csv,
    earnings_of,
    earnings_pdf,
    form_1099k,
    years_of,
)


@require_safe
@login_required
def earnings(request: MemberRequest) -> HttpResponse:
    """Every year with its sums and its papers."""
    years = [earnings_of(request.user, year) for year in years_of(request.user)[:10]]
    rows = [(year, form_1099k(year)) for year in years]
    return render(request, "payments/earnings.html", {"rows": rows})


@require_safe
@login_required
def csv_file(request: MemberRequest, year: int) -> HttpResponse:
    """The year as a table for a spreadsheet."""
    text = earnings_csv(_year(request, year))
    return _file(text.encode(), "text/csv; charset=utf-8", f"earnings-{year}.csv")


@require_safe
@login_required
def pdf_file(request: MemberRequest, year: int) -> HttpResponse:
    """The year on paper."""
    pdf = earnings_pdf(_year(request, year), request.user.closet.handle)
    return _file(pdf, "application/pdf", f"earnings-{year}.pdf")


def _year(request: MemberRequest, year: int) -> Earnings:
    if not 2000 <= year <= 9998:
        raise Http404("No such year.")
    return earnings_of(request.user, year)


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
