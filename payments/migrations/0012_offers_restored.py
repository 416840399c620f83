"""A declined offer may come back, to whoever was asked.

The pairs are those of `payments.offers.transitions` as of this migration; whoever changes the table
there replaces the function in a new migration (a test compares the two).
"""

from django.db import migrations, models


FUNCTION = """
CREATE OR REPLACE FUNCTION offer_status_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        %s
    ) THEN
        RAISE EXCEPTION 'offer %%: %% may not become %%', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_status_moves';
    END IF;
    RETURN NEW;
END $$;
"""
BEFORE = """
        ('seller', 'buyer'), ('seller', 'accepted'), ('seller', 'declined'),
        ('seller', 'withdrawn'), ('seller', 'expired'), ('seller', 'closed'),
        ('buyer', 'seller'), ('buyer', 'accepted'), ('buyer', 'declined'),
        ('buyer', 'withdrawn'), ('buyer', 'expired'), ('buyer', 'closed'),
        ('accepted', 'paid'), ('accepted', 'unpaid')
"""
AFTER = f"{BEFORE}, ('declined', 'seller'), ('declined', 'buyer')"
MOVES = FUNCTION % AFTER


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0011_balance_at_checkout"),
    ]

    operations = [
        migrations.RunSQL(MOVES, FUNCTION % BEFORE),
        migrations.RemoveConstraint(
            model_name="offermove",
            name="offer_move_allowed",
        ),
        migrations.AddConstraint(
            model_name="offermove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_status", ""), ("to_status__in", ("seller", "buyer"))),
                    models.Q(
                        ("from_status", "seller"),
                        (
                            "to_status__in",
                            ["accepted", "buyer", "closed", "declined", "expired", "withdrawn"],
                        ),
                    ),
                    models.Q(
                        ("from_status", "buyer"),
                        (
                            "to_status__in",
                            ["accepted", "closed", "declined", "expired", "seller", "withdrawn"],
                        ),
                    ),
                    models.Q(("from_status", "accepted"), ("to_status__in", ["paid", "unpaid"])),
                    models.Q(("from_status", "declined"), ("to_status__in", ["buyer", "seller"])),
                    _connector="OR",
                ),
                name="offer_move_allowed",
            ),
        ),
    ]
