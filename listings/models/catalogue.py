"""The catalogue as a shop has it: departments, categories, brands, sizes, style tags."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse


class Department(models.Model):
    """Women, Men, Kids …"""

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('search')}?department={self.slug}"


class Category(models.Model):
    """A category of a department (parent null) or a subcategory of one.

    path: "women/dresses" or "women/dresses/maxi"; garment: what the thing is ("dress"), which
    measurements, weights and pictures go by; size_group: which sizes it comes in ("women-dresses").
    """

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="categories")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=120, unique=True)
    garment = models.SlugField(max_length=30)
    size_group = models.SlugField(max_length=40, blank=True)
    synonyms = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    weight_oz = models.PositiveSmallIntegerField(default=16)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.path])


class Brand(models.Model):
    """A brand; one a member typed in waits as `proposed` until the catalogue's staff approve it."""

    class Review(models.TextChoices):
        APPROVED = "approved", "Approved"
        PROPOSED = "proposed", "Proposed by a member"

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=90, unique=True)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    review = models.CharField(max_length=10, choices=Review.choices, default=Review.APPROVED)
    popularity = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        indexes = [
            GinIndex(fields=["name"], name="brand_name_trgm", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["-popularity"], name="brand_popular"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("brand", args=[self.slug])


class Size(models.Model):
    """One size of a size group in a size system: ("women-dresses", US, "8")."""

    class System(models.TextChoices):
        US = "us", "US"
        EU = "eu", "EU"
        UK = "uk", "UK"
        PLUS = "plus", "Plus"
        PETITE = "petite", "Petite"

    group = models.SlugField(max_length=40)
    system = models.CharField(max_length=10, choices=System.choices, default=System.US)
    label = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["group", "system", "position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "system", "label"], name="size_unique")
        ]

    def __str__(self) -> str:
        return self.label


class StyleTag(models.Model):
    """A style a listing may carry ("boho"); listings store the slug."""

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=30)
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("style", args=[self.slug])
