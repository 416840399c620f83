"""The catalogue's and the listings' place in the staff's workplace."""

from django import forms
from django.contrib import admin, messages
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from closets.lib.adminpages import UncountedPaginator
from listings.models import Brand, Category, Department, Listing, Size, StyleTag
from listings.models.listing import AVAILABLE, GONE
from listings.services.brands import brand_approve, brand_find, brand_merge
from listings.services.index import SEARCH_CONFIG, listings_index


@admin.register(Listing)
class ListingAdmin(admin.ModelAdmin[Listing]):
    """Listings to look at; what is to be done to one is a moderator's decision on a report."""

    list_display = ["id", "title", "closet", "status", "price", "published_at"]
    list_filter = ["status"]
    list_select_related = ["closet"]
    list_per_page = 50
    search_fields = ["title"]
    search_help_text = "A listing's number; or words of one that is on sale, reserved or sold."
    ordering = ["-id"]
    paginator = UncountedPaginator
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Listing | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Listing | None = None) -> bool:
        return False

    @admin.display(description="Price", ordering="price_cents")
    def price(self, listing: Listing) -> str:
        return f"${(listing.price_cents or 0) / 100:,.2f}"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Listing], search_term: str
    ) -> tuple[QuerySet[Listing], bool]:
        """By number, or by the words that search finds: both have an index at any size."""
        if not search_term or search_term.isdecimal():
            return queryset.filter(pk=search_term) if search_term else queryset, False
        words = Q(search_vector=SearchQuery(search_term, config=SEARCH_CONFIG))
        return queryset.filter(AVAILABLE & words | GONE & words), False


class BrandForm(forms.ModelForm[Brand]):
    """A brand, and the brand it turns out to be."""

    merge_into = forms.CharField(
        required=False,
        help_text="Another brand's name: its listings move there, its name becomes an alias.",
    )

    class Meta:
        model = Brand
        fields = ["name", "slug", "aliases", "review", "popularity"]

    def clean_merge_into(self) -> Brand | None:
        """The other brand; None when nothing is to be merged."""
        name = self.cleaned_data["merge_into"]
        other = brand_find(name)
        if name and (other is None or other.pk == self.instance.pk):
            raise ValidationError("There is no other brand of this name.")
        return other


@admin.register(Brand)
class BrandAdmin(admin.ModelAdmin[Brand]):
    """Brands; "Proposed by a member" is the queue to approve or merge."""

    form = BrandForm
    list_display = ["name", "review", "aliases", "popularity"]
    list_filter = ["review"]
    search_fields = ["name", "aliases"]
    ordering = ["-review", "name"]
    show_full_result_count = False
    actions = ["approve"]

    @admin.action(description="Approve the chosen brands")
    def approve(self, request: HttpRequest, queryset: QuerySet[Brand]) -> None:
        brands = list(queryset)
        for brand in brands:
            brand_approve(brand)
        messages.success(request, f"{len(brands)} approved.")

    def save_model(
        self, request: HttpRequest, obj: Brand, form: forms.ModelForm[Brand], change: bool
    ) -> None:
        """Saves the brand, then merges it when told into which."""
        super().save_model(request, obj, form, change)
        if into := form.cleaned_data.get("merge_into"):
            moved = brand_merge(brand=obj, into=into)
            messages.success(request, f"Merged into {into}; {moved} listings moved.")
        elif form.changed_data:
            listings_index(Listing.objects.filter(brand=obj))


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    list_display = ["path", "name", "garment", "size_group", "weight_oz", "position"]
    list_filter = ["department"]
    search_fields = ["path", "name", "synonyms"]
    ordering = ["path"]


@admin.register(Size)
class SizeAdmin(admin.ModelAdmin[Size]):
    list_display = ["group", "system", "label", "position"]
    list_filter = ["system", "group"]
    search_fields = ["label"]


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin[Department]):
    list_display = ["name", "slug", "position"]


@admin.register(StyleTag)
class StyleTagAdmin(admin.ModelAdmin[StyleTag]):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
