from django.db import migrations


class Migration(migrations.Migration):
    """Closets that are there keep their handles; of those that look alike the oldest has the look,
    and the others keep what they have until they change it."""

    dependencies = [("closets", "0005_handle_look_guard")]

    operations = [
        migrations.RunSQL(
            [
                "SET LOCAL statement_timeout = 0",
                "INSERT INTO closets_handlelook (look, closet_id)"
                " SELECT handle_look(handle), id FROM closets_closet ORDER BY id"
                " ON CONFLICT (look) DO NOTHING",
            ],
            "DELETE FROM closets_handlelook",
        )
    ]
