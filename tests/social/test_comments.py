"""Comments (S3)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.guards import ActRefused
from social.models import Comment, News
from social.selectors import counts_of
from social.services.comments import comment_add, comment_delete, comment_restore
from tests.people import person


def test_it_tells_the_seller_and_whoever_is_mentioned(
    bea: User, cleo: User, dress: Listing
) -> None:
    comment_add(user=bea, listing=dress, body="Would this suit you, @cleo? And @ana, is it lined?")
    told = set(News.objects.values_list("recipient__username", "kind"))
    assert told == {("ana", "comment"), ("cleo", "mention")}
    assert counts_of(dress).comments == 1


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "Write something"),
        ("  \u200b\u200d ", "Write something"),
        ("x" * 501, "at most 500 characters"),
        ("<b>" + "x" * 9_997, "this 10,000"),
        (" ".join(f"@person{n}" for n in range(11)), "at most 10 people"),
        (" ".join(f"@p{n:02}" for n in range(100)), "at most 10 people"),
        ("Send it by Venmo and save", "“Venmo”: please pay on the site"),
        ("https://paypal.me/bea is fine", "please pay on the site"),
        ("or pay me outside", "please pay on the site"),
    ],
)
def test_it_says_what_is_wrong_and_stores_nothing(
    body: str, says: str, bea: User, dress: Listing
) -> None:
    with pytest.raises(ActRefused, match=says):
        comment_add(user=bea, listing=dress, body=body)
    assert not Comment.objects.exists()
    assert not News.objects.exists()


def test_the_same_words_again_are_the_comment_that_is_there(bea: User, dress: Listing) -> None:
    comment = comment_add(user=bea, listing=dress, body="Is it lined?")
    assert comment_add(user=bea, listing=dress, body=" Is it lined? ") == comment
    assert comment_add(user=bea, listing=dress, body="Is it long?") != comment
    assert counts_of(dress).comments == Comment.objects.count() == News.objects.count() == 2


@pytest.mark.parametrize("parted_from", ["ana", "bea"])
def test_a_mention_reaches_nobody_who_cannot_see_the_comment(
    parted_from: str, ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    other = ana if parted_from == "ana" else bea
    member_block(actor=cleo, blocked=other)
    comment_add(user=bea, listing=dress, body="Look, @cleo!")
    assert set(News.objects.values_list("recipient__username", flat=True)) == {"ana"}


def test_a_handle_is_found_whatever_its_case(bea: User, dress: Listing) -> None:
    dora = person("Dora")
    comment_add(user=bea, listing=dress, body="Look, @dora!")
    assert News.objects.get(kind="mention").recipient == dora


def test_writer_and_seller_may_delete_and_strangers_not(
    ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    comment = comment_add(user=bea, listing=dress, body="Lovely!")
    with pytest.raises(PermissionDenied):
        comment_delete(actor=cleo, comment=comment)
    assert counts_of(dress).comments == 1
    comment_delete(actor=ana, comment=comment)
    comment_delete(actor=ana, comment=comment)
    assert counts_of(dress).comments == 0


def test_only_the_one_who_deleted_brings_it_back(ana: User, bea: User, dress: Listing) -> None:
    comment = comment_add(user=bea, listing=dress, body="Lovely!")
    comment_delete(actor=ana, comment=comment)
    comment.refresh_from_db()
    with pytest.raises(PermissionDenied):
        comment_restore(actor=bea, comment=comment)
    comment_restore(actor=ana, comment=comment)
    comment.refresh_from_db()
    assert comment.deleted_at is None
    assert counts_of(dress).comments == 1


def test_what_was_typed_is_shown_as_text_with_links_to_closets(
    client: Client, bea: User, dress: Listing
) -> None:
    client.force_login(bea)
    url = reverse("social:comments", args=[dress.pk])
    response = client.post(url, {"body": "<b>Hi</b> @ana"}, headers={"hx-request": "true"})
    assert response.status_code == 200
    assert '&lt;b&gt;Hi&lt;/b&gt; <a href="/closets/ana/">@ana</a>' in response.text


def test_a_bad_comment_keeps_what_was_typed(client: Client, bea: User, dress: Listing) -> None:
    client.force_login(bea)
    response = client.post(reverse("social:comments", args=[dress.pk]), {"body": "y" * 501})
    assert response.status_code == 422
    assert "y" * 501 in response.text


def test_a_stranger_cannot_delete_by_address(
    client: Client, bea: User, cleo: User, dress: Listing
) -> None:
    comment = comment_add(user=bea, listing=dress, body="Lovely!")
    client.force_login(cleo)
    assert client.delete(reverse("social:comment", args=[comment.pk])).status_code == 404
    comment.refresh_from_db()
    assert comment.deleted_at is None
