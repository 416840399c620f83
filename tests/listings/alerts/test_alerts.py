"""Members hear once of what they wait for (B5, X7)."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from closets.models import Block, MySize, User, Vacation
from listings import events
from listings.alerts.digests import digests_write
from listings.alerts.mails import alert_mail, mails_sweep
from listings.alerts.work import matching_do, matchings_sweep
from listings.models import Listing, Matching, SavedSearch, SearchAlert, SearchDigest, Size
from listings.services.prices import price_change
from social.models import News
from tests.listings.alerts.waiting import publish, wait

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)


def news_of(user: User) -> list[str]:
    """What the member reads, the newest first."""
    return list(News.objects.filter(recipient=user).order_by("-id").values_list("text", flat=True))


def test_who_waits_hears_of_it_in_their_news(ana: User, bea: User, cleo: User) -> None:
    wait(bea, "q=silk&max_price=50")
    wait(cleo, "q=denim")
    work = publish(ana, title="Silk dress", price_cents=4000)
    assert matching_do(work.pk) == 1
    assert news_of(bea) == ["New for “q=silk&max_price=50”"]
    assert News.objects.get(recipient=bea).listing_id == work.listing_id
    assert news_of(cleo) == []
    assert not Matching.objects.exists()


def test_two_searches_that_find_the_same_tell_once(ana: User, bea: User) -> None:
    wait(bea, "q=silk", alert="daily")
    instant = wait(bea, "q=dress")
    work = publish(ana, title="Silk dress")
    assert matching_do(work.pk) == 1
    assert SearchAlert.objects.get().saved == instant
    assert len(news_of(bea)) == 1


def test_matching_it_again_tells_nobody_again(ana: User, bea: User) -> None:
    wait(bea, "q=silk")
    work = publish(ana)
    assert matching_do(work.pk) == 1
    again = Matching.objects.create(listing=work.listing)
    assert matching_do(again.pk) == 0
    assert matching_do(work.pk) == 0
    assert len(news_of(bea)) == 1


def test_no_alert_of_ones_own_of_blocked_people_or_when_it_is_off(
    ana: User, bea: User, cleo: User, sam: User
) -> None:
    for user in (ana, bea, cleo):
        wait(user, "q=silk")
    wait(sam, "q=silk", alert="off")
    Block.objects.create(blocker=bea, blocked=ana)
    Block.objects.create(blocker=ana, blocked=cleo)
    assert matching_do(publish(ana).pk) == 0
    assert not SearchAlert.objects.exists()


def test_a_suspended_member_is_told_nothing(ana: User, bea: User) -> None:
    wait(bea, "q=silk")
    User.objects.filter(pk=bea.pk).update(is_active=False)
    assert matching_do(publish(ana).pk) == 0


def test_a_deleted_search_finds_nothing(ana: User, bea: User) -> None:
    saved = wait(bea, "q=silk")
    SavedSearch.objects.filter(pk=saved.pk).update(deleted_at=timezone.now())
    assert matching_do(publish(ana).pk) == 0


def test_what_is_gone_by_then_is_not_told(ana: User, bea: User) -> None:
    wait(bea, "q=silk")
    work = publish(ana)
    Listing.objects.filter(pk=work.listing_id).update(deleted_at=timezone.now())
    assert matching_do(work.pk) == 0
    assert not Matching.objects.exists()


def test_during_a_vacation_it_waits(ana: User, bea: User) -> None:
    wait(bea, "q=silk")
    hold = Vacation.objects.create(closet=ana.closet)
    work = publish(ana)
    Matching.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert matching_do(work.pk) == 0
    matchings_sweep()
    assert news_of(bea) == []
    hold.delete()
    matchings_sweep()
    assert len(news_of(bea)) == 1


def test_a_search_in_my_size_tells_of_what_fits(ana: User, bea: User, cleo: User) -> None:
    medium = Size.objects.create(group="women-dresses", label="M", position=0)
    MySize.objects.create(user=bea, department="women", group="women-dresses", label="S")
    MySize.objects.create(user=cleo, department="women", group="women-dresses", label="M")
    wait(bea, "q=silk&my_size=1")
    wait(cleo, "q=silk&my_size=1")
    assert matching_do(publish(ana, size=medium).pk) == 1
    assert len(news_of(cleo)) == 1
    assert matching_do(publish(ana).pk) == 2


def test_a_price_that_comes_under_a_limit_tells_who_waits(ana: User, bea: User) -> None:
    wait(bea, "q=silk&max_price=30")
    work = publish(ana, price_cents=4000)
    assert matching_do(work.pk) == 0
    price_change(actor=ana, listing=work.listing, price_cents=2500)
    assert matching_do(Matching.objects.get().pk) == 1


def test_the_instant_mail_leaves_once(ana: User, bea: User) -> None:
    wait(bea, "q=silk", by_mail=True)
    matching_do(publish(ana, title="Silk dress").pk)
    alert = SearchAlert.objects.get()
    alert_mail(alert.pk)
    alert_mail(alert.pk)
    mails_sweep()
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["bea@example.com"], "New for “q=silk”: Silk dress")
    ]
    assert f"/listings/{alert.listing_id}/" in str(mail.outbox[0].body)


def test_the_sweep_mails_what_a_lost_worker_left(ana: User, bea: User) -> None:
    wait(bea, "q=silk", by_mail=True)
    matching_do(publish(ana).pk)
    mails_sweep()
    assert len(mail.outbox) == 1


def test_the_daily_digest_comes_once_a_day(ana: User, bea: User) -> None:
    wait(bea, "q=silk", alert="daily", by_mail=True)
    for _ in range(2):
        matching_do(publish(ana).pk)
    assert news_of(bea) == []
    assert digests_write(NOON) == 1
    assert digests_write(NOON) == 0
    matching_do(publish(ana).pk)
    assert digests_write(NOON + timedelta(hours=5)) == 0
    assert news_of(bea) == ["2 new for your saved searches"]
    assert digests_write(NOON + timedelta(days=1)) == 1
    mails_sweep()
    assert [one.subject for one in mail.outbox] == [
        "2 new for your saved searches",
        "1 new for your saved searches",
    ]


def test_a_digest_leaves_out_what_is_sold_and_none_is_sent_of_nothing(ana: User, bea: User) -> None:
    wait(bea, "q=silk", alert="daily")
    matching_do(publish(ana).pk)
    Listing.objects.update(status="reserved")
    assert digests_write(NOON) == 0
    assert not SearchDigest.objects.exists()
    assert news_of(bea) == []


def test_a_digest_leaves_out_whom_the_member_blocked_since(ana: User, bea: User) -> None:
    wait(bea, "q=silk", alert="daily")
    matching_do(publish(ana).pk)
    Block.objects.create(blocker=bea, blocked=ana)
    assert digests_write(NOON) == 0
    assert news_of(bea) == []


def test_nothing_is_left_of_a_matching_that_died_half_way(ana: User, bea: User) -> None:
    wait(bea, "q=silk")
    work = publish(ana)

    def die(sender: object, **_: object) -> None:
        raise KeyboardInterrupt

    events.searches_matched.connect(die)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        matching_do(work.pk)
    events.searches_matched.disconnect(die)
    assert not SearchAlert.objects.exists()
    assert news_of(bea) == []
    assert matching_do(work.pk) == 1
    assert len(news_of(bea)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once(ana: User, bea: User) -> None:
    wait(bea, "q=silk")
    work = publish(ana)
    Matching.objects.create(listing=work.listing)

    def run(matching_id: int) -> None:
        matching_do(matching_id)
        connection.close()

    ids = [*Matching.objects.values_list("pk", flat=True), work.pk]
    threads = [threading.Thread(target=run, args=[pk]) for pk in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(news_of(bea)) == 1
    assert SearchAlert.objects.count() == 1
