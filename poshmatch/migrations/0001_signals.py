from django.db import migrations

CREATE = """
CREATE SEQUENCE poshmatch_signal_id_seq;
CREATE TABLE poshmatch_signal (
    id bigint NOT NULL DEFAULT nextval('poshmatch_signal_id_seq'),
    user_id bigint NOT NULL,
    kind varchar(16) NOT NULL,
    listing_id bigint,
    brand_id bigint,
    closet_id bigint,
    taken_back boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (created_at, id),
    CONSTRAINT signal_has_one_subject CHECK (num_nonnulls(listing_id, brand_id, closet_id) = 1)
) PARTITION BY RANGE (created_at);
CREATE INDEX poshmatch_signal_of_member ON poshmatch_signal (user_id, created_at DESC, id DESC);
CREATE TABLE poshmatch_signal_default PARTITION OF poshmatch_signal DEFAULT;
"""
DROP = "DROP TABLE poshmatch_signal; DROP SEQUENCE poshmatch_signal_id_seq;"


class Migration(migrations.Migration):
    """The signals table: Django's schema editor knows no partitions."""

    initial = True
    dependencies = []
    operations = [migrations.RunSQL(CREATE, DROP)]
