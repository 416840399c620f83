from django.db import migrations

FILL = """
UPDATE poshmatch_styledlisting AS styled
SET closet = listing.closet_id, brand = listing.brand_id, cents = listing.price_cents
FROM listings_listing AS listing WHERE listing.id = styled.listing_id
"""


class Migration(migrations.Migration):
    """Each styled listing's closet, brand and price, as they are now."""

    dependencies = [("poshmatch", "0007_impressions")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
