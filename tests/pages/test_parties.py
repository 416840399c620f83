"""The pages of Posh Parties: calendar, live page, showroom, one's own items, the hosts' picks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from social.models import Party, PartyHost, PartyInvitation, PartyItem, PartyReminder, Share
from social.parties.services import party_share
from tests.shop import brand, on_sale

Throw = Callable[..., Party]


@pytest.fixture
def party(db: None) -> Throw:
    def thrown(title: str = "Boho party", minutes: int = 10) -> Party:
        starts = timezone.now() - timedelta(minutes=minutes)
        return Party.objects.create(
            title=title, starts_at=starts, ends_at=starts + timedelta(hours=2)
        )

    return thrown


@pytest.fixture
def dress(ana: User) -> Listing:
    return on_sale(ana)


def test_the_calendar_says_what_is_on_what_comes_and_what_was(
    party: Throw, client: Client, bea: User
) -> None:
    party("Denim now")
    comes = party("Bags tomorrow", -60 * 20)
    party("Coats yesterday", 60 * 24)
    visitor = client.get(reverse("parties")).text
    places = [visitor.index(word) for word in ("On now", "Denim now", "Coming up", "Bags tomorrow")]
    assert sorted(places) == places
    assert visitor.index("Showrooms") < visitor.index("Coats yesterday")
    assert "Remind me" not in visitor
    client.force_login(bea)
    client.post(reverse("social:party_reminder", args=[comes.pk]), {"next": "/parties/"})
    assert PartyReminder.objects.get().user == bea
    assert "Reminding you" in client.get(reverse("parties")).text


def test_an_empty_calendar_says_so(client: Client, db: None) -> None:
    assert "The next parties are being planned" in client.get(reverse("parties")).text


def test_the_page_of_a_party_shows_its_items_hosts_and_picks(
    party: Throw, client: Client, ana: User, bea: User, dress: Listing
) -> None:
    row = party()
    PartyHost.objects.create(party=row, user=bea)
    party_share(user=ana, party=row, listing=dress)
    page = client.get(row.get_absolute_url()).text
    for words in ("Silk dress", "Live", "1 item", "Hosted by", "bea", "Share your items"):
        assert words in page
    assert "Choose host picks" not in page
    assert "No host picks yet" in client.get(f"{row.get_absolute_url()}?picks").text
    client.force_login(bea)
    client.post(reverse("social:party_pick", args=[row.pk, dress.pk]))
    assert "Silk dress" in client.get(f"{row.get_absolute_url()}?picks").text
    assert "Picked" in client.get(reverse("party_picks", args=[row.pk])).text


def test_a_showroom_stays_and_takes_nothing_more(
    party: Throw, client: Client, ana: User, dress: Listing
) -> None:
    row = party()
    party_share(user=ana, party=row, listing=dress)
    Party.objects.update(ends_at=timezone.now())
    client.force_login(ana)
    page = client.get(row.get_absolute_url()).text
    assert "Showroom" in page
    assert "Silk dress" in page
    assert "Share your items" not in page
    url = reverse("social:party_item", args=[row.pk, dress.pk])
    answer = client.post(url, headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert "This party is over." in answer.text


def test_ones_own_items_say_why_they_do_not_fit(
    party: Throw, client: Client, ana: User, dress: Listing
) -> None:
    row = party()
    row.brands.set([brand("Zara")])
    fits = on_sale(ana, title="Linen coat", brand=brand("Zara"))
    client.force_login(ana)
    page = client.get(reverse("party_mine", args=[row.pk])).text
    assert "This party is for Zara only." in page
    assert "5,000 shares left today." in page
    url = reverse("social:party_item", args=[row.pk, fits.pk])
    assert f'action="{url}"' in page
    assert reverse("social:party_item", args=[row.pk, dress.pk]) not in page
    told = client.post(url, follow=True).text
    assert "Shared “Linen coat” to Boho party." in told
    assert PartyItem.objects.get().listing == fits
    client.post(url, {"_method": "delete"})
    assert not PartyItem.objects.exists()
    assert not Share.objects.exists()


def test_a_listing_is_offered_the_parties_that_are_on(
    party: Throw, client: Client, bea: User, dress: Listing
) -> None:
    client.force_login(bea)
    url = reverse("listing_parties", args=[dress.pk])
    assert "No party is on now" in client.get(url).text
    row = party()
    page = client.get(url).text
    assert f'action="{reverse("social:party_item", args=[row.pk, dress.pk])}"' in page
    assert url in client.get(dress.get_absolute_url()).text


def test_the_live_page_hears_of_new_items(
    party: Throw, client: Client, ana: User, dress: Listing
) -> None:
    row = party()
    url = reverse("party_fresh", args=[row.pk])
    since = {"since": row.starts_at.isoformat()}
    assert "new item" not in client.get(url, since).text
    party_share(user=ana, party=row, listing=dress)
    assert "1 new item<" in client.get(url, since).text
    for bad in ("", "yesterday", "2020-01-01T00:00:00+00:00", "2026-13-01T00:00:00Z"):
        assert client.get(url, {"since": bad}).status_code == 404


def test_followers_are_invited_once(party: Throw, client: Client, bea: User) -> None:
    row = party()
    client.force_login(bea)
    for said in ("Your followers are invited.", "You have invited your followers already."):
        url = reverse("social:party_invitation", args=[row.pk])
        assert said in client.post(url, follow=True).text
    assert PartyInvitation.objects.count() == 1


def test_strangers_choose_no_picks(
    party: Throw, client: Client, ana: User, bea: User, dress: Listing
) -> None:
    row = party()
    party_share(user=ana, party=row, listing=dress)
    client.force_login(bea)
    assert client.get(reverse("party_picks", args=[row.pk])).status_code == 404
    url = reverse("social:party_pick", args=[row.pk, dress.pk])
    assert client.post(url).status_code == 404
    assert not PartyItem.objects.filter(picked_at__isnull=False).exists()


def test_the_pages_cost_the_same_for_few_and_for_many(
    party: Throw, client: Client, ana: User, bea: User, dress: Listing
) -> None:
    row = party()
    PartyHost.objects.create(party=row, user=bea)
    party_share(user=ana, party=row, listing=dress)
    client.force_login(bea)
    on_sale(bea)
    pages = [
        *(reverse("parties"), row.get_absolute_url(), f"{row.get_absolute_url()}?picks"),
        *(reverse(name, args=[row.pk]) for name in ("party_mine", "party_picks")),
    ]

    def costs() -> list[int]:
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            found.append(len(captured))
        return found

    few = costs()
    for number in range(5):
        party(f"Party {number}", -60 * number - 60)
        party_share(user=ana, party=row, listing=on_sale(ana, brand=brand(f"Brand {number}")))
        on_sale(bea)
    assert costs() == few
    assert max(few) <= 22


def test_staff_make_a_party_of_two_hours_and_no_more_than_four_a_day(
    client: Client, sam: User, bea: User
) -> None:
    client.force_login(sam)
    url = reverse("admin:social_party_add")
    day = {
        "title": "Boho party",
        "starts_at_0": "2027-03-01",
        "ends_at_0": "",
        "ends_at_1": "",
        "brands": [brand("Zara").pk],
        "party_hosts-TOTAL_FORMS": "1",
        "party_hosts-INITIAL_FORMS": "0",
        "party_hosts-0-user": bea.pk,
    }
    for hour in (9, 12, 15, 18):
        assert client.post(url, day | {"starts_at_1": f"{hour}:00"}).status_code == 302
    fifth = client.post(url, day | {"starts_at_1": "21:00"})
    assert "4 begin on this day." in fifth.text
    row = Party.objects.order_by("pk")[0]
    assert row.ends_at - row.starts_at == timedelta(hours=2)
    assert [host.user for host in row.party_hosts.all()] == [bea]
    assert Party.objects.count() == 4
