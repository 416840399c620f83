"""What comparable things sold for on this site."""

from django.db import connection
from django.db.models import F

from listings.models import Category, PriceHint

LEAST_SALES = 5
"""Below this a hint would rest on chance; the table's constraint says the same."""

_RECOMPUTE = """
WITH fresh AS (
    SELECT sold.brand_id, node.id AS category_id, sold.condition, count(*) AS sales,
        100 * round(percentile_cont(0.25) WITHIN GROUP (ORDER BY price_cents) / 100) AS quick_cents,
        100 * round(percentile_cont(0.75) WITHIN GROUP (ORDER BY price_cents) / 100)
            AS patient_cents
    FROM listings_listing sold
    CROSS JOIN LATERAL (
        SELECT category_id AS id UNION SELECT subcategory_id WHERE subcategory_id IS NOT NULL
    ) node
    WHERE sold.status = 'sold' AND sold.brand_id IS NOT NULL
        AND sold.sold_at > now() - interval '1 year'
    GROUP BY sold.brand_id, node.id, sold.condition
    HAVING count(*) >= %s
), stored AS (
    INSERT INTO listings_pricehint
        (brand_id, category_id, condition, sales, quick_cents, patient_cents)
    SELECT brand_id, category_id, condition, sales, quick_cents, patient_cents FROM fresh
    ON CONFLICT (brand_id, category_id, condition) DO UPDATE SET
        sales = excluded.sales,
        quick_cents = excluded.quick_cents,
        patient_cents = excluded.patient_cents
)
DELETE FROM listings_pricehint old WHERE NOT EXISTS (
    SELECT 1 FROM fresh WHERE fresh.brand_id = old.brand_id
        AND fresh.category_id = old.category_id AND fresh.condition = old.condition)
"""


def price_hints_recompute() -> None:
    """Makes the table anew from the last year's sales, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOMPUTE, [LEAST_SALES])


def price_hint(brand_id: int | None, category: Category | None, condition: str) -> PriceHint | None:
    """The hint for such a thing, the subcategory's if it has one; one query, None for none."""
    if not (brand_id and category and condition):
        return None
    nodes = [category.pk, category.parent_id]
    hints = PriceHint.objects.filter(brand=brand_id, category__in=nodes, condition=condition)
    return hints.order_by(F("category__parent").asc(nulls_last=True)).first()
