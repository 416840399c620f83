"""The ledger balances, never changes and posts once (P3)."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closets.models import User
from payments.ledger import (
    KeyReused,
    Line,
    Unbalanced,
    account,
    balance,
    balance_of,
    post,
    reference_lines,
    snapshots_take,
    statement,
    statement_lines,
)
from payments.models import Account, BalanceSnapshot, Entry, Transfer

Kind = Account.Kind
POTS = [Kind.STRIPE, Kind.FEE_INCOME, Kind.TAX_PAYABLE, Kind.SHIPPING_INCOME]
MOVE = st.tuples(st.sampled_from(POTS), st.sampled_from(POTS), st.integers(1, 10**12))


def post_sale(cents: int = 1000, key: str = "sale:1") -> Transfer:
    return post(
        template="sale",
        reference="PM-1",
        key=key,
        entries=[Line(Kind.STRIPE, -cents), Line(Kind.FEE_INCOME, cents)],
    )


def refusal_of(sql: str) -> str:
    """Runs SQL that must be refused; returns what the database said."""
    with (
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(refusal.value)


def test_a_posting_moves_money_between_accounts(db: None) -> None:
    post_sale(1000)
    assert balance_of(Kind.STRIPE) == -1000
    assert balance_of(Kind.FEE_INCOME) == 1000
    assert balance_of(Kind.TAX_PAYABLE) == 0


def test_lines_of_zero_are_left_out(db: None) -> None:
    transfer = post(
        template="sale",
        reference="PM-1",
        key="sale:1",
        entries=[Line(Kind.STRIPE, -5), Line(Kind.TAX_PAYABLE, 0), Line(Kind.FEE_INCOME, 5)],
    )
    assert sorted(e.amount_cents for e in transfer.entries.all()) == [-5, 5]


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [Line(Kind.STRIPE, -5)],
        [Line(Kind.STRIPE, 0), Line(Kind.FEE_INCOME, 0)],
        [Line(Kind.STRIPE, -5), Line(Kind.FEE_INCOME, 4)],
    ],
)
def test_it_refuses_what_does_not_balance(db: None, entries: list[Line]) -> None:
    with pytest.raises(Unbalanced):
        post(template="sale", reference="PM-1", key="sale:1", entries=entries)
    assert not Transfer.objects.exists()


def test_the_same_key_returns_the_stored_transfer(db: None) -> None:
    first = post_sale()
    assert post_sale() == first
    assert Entry.objects.count() == 2


def test_the_same_key_with_other_content_is_refused(db: None) -> None:
    post_sale(1000)
    with pytest.raises(KeyReused):
        post_sale(999)
    assert balance_of(Kind.FEE_INCOME) == 1000


def test_the_database_refuses_an_unbalanced_transfer(db: None) -> None:
    transfer = post_sale()
    cash = account(Kind.STRIPE)
    assert "sum to 1" in refusal_of(
        "INSERT INTO payments_entry (transfer_id, account_id, amount_cents)"  # noqa: S608
        f" VALUES ({transfer.pk}, {cash.pk}, 1)"
    )


def test_the_database_refuses_a_transfer_without_entries(db: None) -> None:
    assert "0 entries" in refusal_of(
        "INSERT INTO payments_transfer (template, reference, key, created_at)"
        " VALUES ('sale', 'PM-1', 'k', now())"
    )


def test_the_database_refuses_an_entry_of_zero(db: None) -> None:
    transfer = post_sale()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(transfer=transfer, account=account(Kind.STRIPE), amount_cents=0)


@pytest.mark.parametrize("table", ["payments_entry", "payments_transfer", "payments_account"])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "SET LOCAL session_replication_role = replica; DELETE FROM {}",
    ],
)
def test_history_cannot_be_changed_even_by_the_owner(db: None, table: str, sql: str) -> None:
    post_sale()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ledger.test_may_truncate = 'no'")
    assert "the ledger is append-only" in refusal_of(sql.format(table))
    assert Entry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_unbalanced_transfer_fails_at_commit() -> None:
    with pytest.raises(IntegrityError, match="sum to 7"), transaction.atomic():
        transfer = Transfer.objects.create(template="sale", reference="PM-1", key="k")
        for cents in (3, 4):
            Entry.objects.create(
                transfer=transfer, account=account(Kind.STRIPE), amount_cents=cents
            )
    assert not Transfer.objects.exists()


def test_an_account_of_a_member_needs_its_owner(ana: User) -> None:
    with pytest.raises(ValueError, match="needs an owner"):
        account(Kind.SELLER_BALANCE)
    with pytest.raises(ValueError, match="has no owner"):
        account(Kind.STRIPE, ana)
    assert account(Kind.SELLER_BALANCE, ana) == account(Kind.SELLER_BALANCE, ana)


def test_posting_takes_few_queries(db: None, django_assert_num_queries: Any) -> None:
    post_sale()
    with django_assert_num_queries(3):
        post_sale(key="sale:2")


def test_a_statement_pages_newest_first_with_the_balance_after_each_line(db: None) -> None:
    for number in range(1, 6):
        post_sale(number, key=f"sale:{number}")
    fees = account(Kind.FEE_INCOME)
    page = statement(fees, size=3)
    lines = statement_lines(fees, page)
    seen = [(line.entry.amount_cents, line.balance_cents) for line in lines]
    assert seen == [(5, 15), (4, 10), (3, 6)]
    rest = statement(fees, cursor=page.next_cursor, size=3)
    lines = statement_lines(fees, rest)
    assert [(line.entry.amount_cents, line.balance_cents) for line in lines] == [(2, 3), (1, 1)]
    assert rest.next_cursor == ""


def test_everything_about_an_order_sums_to_zero(db: None) -> None:
    post_sale()
    assert sorted(line.amount_cents for line in reference_lines("PM-1")) == [-1000, 1000]


def test_snapshots_change_no_balance_and_are_taken_once(db: None) -> None:
    post_sale(1000)
    assert snapshots_take() == 2
    assert snapshots_take() == 0
    post_sale(500, key="sale:2")
    fees = account(Kind.FEE_INCOME)
    first = Entry.objects.filter(account=fees).earliest("id")
    assert (balance(fees), balance(fees, up_to=first.pk)) == (1500, 1000)
    assert snapshots_take() == 2
    assert balance(fees) == 1500
    newest = BalanceSnapshot.objects.filter(account=fees).latest("up_to")
    assert newest.balance_cents == 1500


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.one_of(MOVE.filter(lambda m: m[0] != m[1]), st.none()), max_size=12))
def test_whatever_is_posted_balances_are_the_sums(
    db: None, acts: list[tuple[Account.Kind, Account.Kind, int] | None]
) -> None:
    expected = dict.fromkeys(POTS, 0)
    with transaction.atomic():
        for number, act in enumerate(acts):
            if act is None:
                snapshots_take()
                continue
            source, target, cents = act
            expected[source] -= cents
            expected[target] += cents
            for _ in range(2):
                lines = [Line(source, -cents), Line(target, cents)]
                post(template="move", reference="r", key=f"k{number}", entries=lines)
        assert {kind: balance_of(kind) for kind in POTS} == expected
        transaction.set_rollback(True)
