"""The embedded carrier numbers its parcels from a sequence, so that no two ever share a number."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shipping", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE shipping_embedded_serial AS bigint MAXVALUE 9999999999",
            "DROP SEQUENCE shipping_embedded_serial",
        )
    ]
