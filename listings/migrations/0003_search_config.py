from django.db import migrations

CREATE = """
CREATE TEXT SEARCH CONFIGURATION shop (COPY = english);
ALTER TEXT SEARCH CONFIGURATION shop
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""


class Migration(migrations.Migration):
    """English words without their accents: "cafe" finds "café"."""

    dependencies = [("listings", "0002_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP TEXT SEARCH CONFIGURATION shop")]
