from django.db import migrations

SLIM = """
ALTER TABLE poshmatch_signal DROP COLUMN id;
DROP SEQUENCE poshmatch_signal_id_seq;
CREATE INDEX poshmatch_signal_of_member ON poshmatch_signal (user_id, created_at DESC);
"""
BACK = """
DROP INDEX poshmatch_signal_of_member;
CREATE SEQUENCE poshmatch_signal_id_seq;
ALTER TABLE poshmatch_signal
    ADD COLUMN id bigint NOT NULL DEFAULT nextval('poshmatch_signal_id_seq');
ALTER TABLE poshmatch_signal ADD PRIMARY KEY (created_at, id);
CREATE INDEX poshmatch_signal_of_member ON poshmatch_signal (user_id, created_at DESC, id DESC);
"""


class Migration(migrations.Migration):
    """Nothing looks a signal up by its number: column and key took two fifths of the log's disk.

    The indexes on them go with the column. An index of partitions cannot be made concurrently.
    """

    dependencies = [("poshmatch", "0005_dial")]

    operations = [migrations.RunSQL(SLIM, BACK)]
