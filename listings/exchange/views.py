"""Listings out as a ZIP, and in from a CSV or ZIP; all pages are the owner's alone."""

import csv
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.db.models import Count
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.cursors import BadCursor, page_after
from closets.lib.requests import MemberRequest
from closets.models import Closet
from listings.exchange.columns import COLUMNS, EXAMPLE
from listings.exchange.exports import export_start
from listings.exchange.forms import FileForm, MappingForm
from listings.exchange.imports import ImportBusy, import_map, import_receive, import_start
from listings.exchange.refusals import FileRefused
from listings.models import Export, Import, ImportRow

ROWS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def exchange(request: MemberRequest) -> HttpResponse:
    """Export and import; POST takes a file in."""
    closet = get_object_or_404(Closet, user=request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = import_receive(actor=request.user, closet=closet, file=file, name=file.name)
            return redirect("listings:import", job.pk)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    context = {
        "closet": closet,
        "form": form,
        "columns": COLUMNS,
        "exports": _exports(closet),
        "imports": Import.objects.filter(closet=closet).order_by("-id")[:5],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "listings/exchange/exchange.html", context, status=status)


def _exports(closet: Closet) -> list[Export]:
    return list(Export.objects.filter(closet=closet).order_by("-id")[:3])


@require_safe
@login_required
def example(request: MemberRequest) -> HttpResponse:
    """A CSV with our header and one row, to fill in."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="listings.csv"'
    writer = csv.DictWriter(answer, list(COLUMNS))
    writer.writeheader()
    writer.writerow(EXAMPLE)
    return answer


@require_POST
@login_required
def export(request: MemberRequest) -> HttpResponse:
    """Has the ZIP made."""
    export_start(actor=request.user, closet=get_object_or_404(Closet, user=request.user))
    return redirect("listings:exchange")


@require_safe
@login_required
def exports(request: MemberRequest) -> HttpResponse:
    """The list of exports as a part of the page, which asks again while one is being made."""
    closet = get_object_or_404(Closet, user=request.user)
    return render(request, "listings/exchange/_exports.html", {"exports": _exports(closet)})


@require_safe
@login_required
@never_cache
def export_file(request: MemberRequest, export_id: int, part: int = 1) -> FileResponse:
    """One of the ZIPs, until they expire."""
    ready = Export.objects.filter(closet__user=request.user, expires_at__gt=timezone.now())
    job = get_object_or_404(ready, pk=export_id)
    path = next(iter(job.files[max(0, part - 1) : part]), "")
    if not path or not default_storage.exists(path):
        raise Http404
    name = f"listings-{job.created_at:%Y-%m-%d}{f'-{part}' if len(job.files) > 1 else ''}.zip"
    return FileResponse(default_storage.open(path), as_attachment=True, filename=name)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_page(request: MemberRequest, import_id: int) -> HttpResponse:
    """One import: its columns, its check, its progress, its result; POST says the columns."""
    job = _job(request, import_id)
    form = MappingForm(request.POST or None, job=job)
    if request.method == "POST" and form.is_valid():
        _tell(request, import_map, job, mapping=form.cleaned_data)
        return redirect("listings:import", job.pk)
    template = "_import.html" if request.htmx else "import.html"
    status = 422 if form.is_bound and form.errors else 200
    context = {"job": job, "form": form, **_rows(request, job)}
    return render(request, f"listings/exchange/{template}", context, status=status)


def _rows(request: MemberRequest, job: Import) -> dict[str, object]:
    if job.is_active or job.state == Import.State.MAPPING:
        return {}
    rows = job.rows.all()
    state = request.GET.get("state", "")
    if state in ImportRow.State.values:
        rows = rows.filter(state=state)
    after = request.GET.get("after", "")
    try:
        page = page_after(rows, order=["line", "id"], cursor=after, size=ROWS_SHOWN, salt="import")
    except BadCursor:
        page = page_after(rows, order=["line", "id"], cursor="", size=ROWS_SHOWN, salt="import")
    counted = job.rows.order_by().values_list("state").annotate(Count("pk"))
    labels = dict(ImportRow.State.choices)
    return {
        "rows": page,
        "state": state,
        "counts": [(key, labels[key], count) for key, count in sorted(counted)],
    }


@require_POST
@login_required
def import_go(request: MemberRequest, import_id: int) -> HttpResponse:
    """Has the checked rows brought in."""
    job = _job(request, import_id)
    _tell(request, import_start, job)
    return redirect("listings:import", job.pk)


def _job(request: MemberRequest, import_id: int) -> Import:
    return get_object_or_404(Import, pk=import_id, actor=request.user)


def _tell(request: MemberRequest, act: Callable[..., None], job: Import, **more: object) -> None:
    try:
        act(job=job, **more)
    except ImportBusy as busy:
        messages.error(request, str(busy))
