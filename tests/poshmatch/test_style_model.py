from collections.abc import Iterable

import numpy as np
import pytest

from poshmatch.style import KINDS, Listing, Signals, StyleModel, train
from poshmatch.style.features import FEATURES
from poshmatch.style.items import Items
from tests.poshmatch.planted import (
    NAMES,
    planted_listing,
    planted_listings,
    planted_signals,
    style_of,
)

NO_SIGNALS = Signals.of([])
UNSEEN = [planted_listing(number, seed=1) for number in range(10_000, 10_200)]


@pytest.fixture(scope="module")
def model() -> StyleModel:
    return train(planted_listings(400), planted_signals(300, 400))


def nobody(ids: list[int]) -> Iterable[Listing]:
    return []


def history(model: StyleModel, *ids: int) -> Items:
    rows = np.array(ids)
    assert (model.items.ids[rows] == rows).all()
    return model.items.take(rows)


def styles_of_best(model: StyleModel, liked: Items, weights: list[float]) -> list[str]:
    candidates = model.encode(UNSEEN)
    taste = model.taste(liked, np.array(weights, dtype=np.float32))
    best = np.argsort(-model.score(taste, candidates).total)[:20]
    return [style_of(int(one)) for one in candidates.ids[best]]


def test_three_likes_of_a_style_bring_unseen_listings_of_it(model: StyleModel) -> None:
    best = styles_of_best(model, history(model, 1, 5, 9), [0.5, 0.5, 0.5])
    assert best.count("street") >= 18


def test_less_of_a_style_sends_it_away(model: StyleModel) -> None:
    best = styles_of_best(model, history(model, 1, 5, 9, 0), [-0.5, -0.5, -0.5, 0.5])
    assert best.count("street") == 0


def test_only_negative_signals_still_score_everything(model: StyleModel) -> None:
    best = styles_of_best(model, history(model, 1, 5, 9), [-0.5, -0.5, -0.5])
    assert len(best) == 20
    assert best.count("street") == 0


def test_a_followed_brand_is_a_listing_of_which_only_the_brand_is_known(model: StyleModel) -> None:
    brand = model.encode([Listing(id=-1, brand="Theory")])
    best = styles_of_best(model, brand, [0.5])
    assert best.count("office") >= 18


def test_a_like_moves_the_next_scores_without_training(model: StyleModel) -> None:
    before = styles_of_best(model, history(model, 1, 5), [0.5, 0.5])
    after = styles_of_best(model, history(model, 2, 1, 5), [1.0, 0.5, 0.5])
    assert after.count("office") > before.count("office")


def test_the_parts_sum_to_the_score_and_so_do_the_reasons(model: StyleModel) -> None:
    taste = model.taste(history(model, 1, 5, 9), np.full(3, 0.5, np.float32))
    candidates = model.encode(UNSEEN)
    scores = model.score(taste, candidates, now=60.0)
    assert np.allclose(scores.parts.sum(1), scores.total, atol=1e-5)
    assert scores.parts.shape == (200, len(FEATURES))
    for row, reasons in enumerate(model.reasons(taste, candidates, scores)):
        assert sorted(reason.kind for reason in reasons) == sorted(KINDS)
        assert sum(one.amount for one in reasons) == pytest.approx(scores.total[row], abs=1e-4)


def test_a_reason_names_the_token_that_says_most(model: StyleModel) -> None:
    liked = [one for one in planted_listings(400) if one.brand == "Supreme"][:5]
    taste = model.taste(model.encode(liked), np.full(5, 0.5, np.float32))
    card = model.encode([Listing(id=-1, brand="Supreme", category=("Women", "Tops", "Hoodies"))])
    [reasons] = model.reasons(taste, card, model.score(taste, card))
    values = {reason.kind: reason.value for reason in reasons}
    assert values["brand"] == "supreme"
    assert values["size"] == ""


def test_a_member_without_signals_gets_what_is_popular(model: StyleModel) -> None:
    taste = model.taste(model.items.take(np.arange(0)), np.zeros(0, np.float32))
    scores = model.score(taste, model.items)
    popular = np.argsort(-model.items.popularity, kind="stable")[:10]
    best = np.argsort(-scores.total, kind="stable")[:10]
    assert np.allclose(model.items.popularity[best], model.items.popularity[popular])


def test_only_the_latest_signals_count(model: StyleModel) -> None:
    rows = np.concatenate([np.arange(200), np.arange(200)])
    many = model.taste(model.items.take(rows), np.ones(400, np.float32))
    last = model.taste(model.items.take(rows[:200]), np.ones(200, np.float32))
    assert (many.long == last.long).all()
    assert many.strength == 200


def test_listings_are_looked_up_where_known_and_encoded_where_not(model: StyleModel) -> None:
    asked: list[int] = []

    def load(ids: list[int]) -> list[Listing]:
        asked.extend(ids)
        return [one for one in UNSEEN if one.id in ids]

    items = model.look_up(np.array([3, 10_001, 77_777]), load)
    assert asked == [10_001, 77_777]
    assert items.ids.tolist() == [3, 10_001]
    assert np.allclose(np.linalg.norm(items.vectors, axis=1), 1, atol=1e-3)


def test_nothing_to_look_up_is_nothing(model: StyleModel) -> None:
    assert len(model.look_up(np.array([], dtype=np.int64), nobody)) == 0


def test_style_clusters_gather_what_was_planted_and_are_named_after_it(model: StyleModel) -> None:
    clusters = model.style_of(model.items)
    for cluster in np.unique(clusters):
        planted = [style_of(int(one)) for one in model.items.ids[clusters == cluster]]
        assert max(planted.count(name) for name in NAMES) / len(planted) > 0.9
    assert all(model.clusters.names)


def test_the_nearest_styles_of_a_taste_hold_its_listings(model: StyleModel) -> None:
    taste = model.taste(history(model, 1, 5, 9), np.full(3, 0.5, np.float32))
    nearest = model.styles_for(taste, 2)
    inside = np.isin(model.style_of(model.items), nearest)
    assert {style_of(int(one)) for one in model.items.ids[inside]} == {"street"}


def test_training_twice_gives_the_same_model() -> None:
    listings, signals = planted_listings(60), planted_signals(40, 60)
    one, two = train(listings, signals), train(listings[::-1], signals)
    assert (one.items.vectors == two.items.vectors).all()
    assert (one.ranker.weights == two.ranker.weights).all()


@pytest.mark.parametrize("listings", [0, 1, 3])
@pytest.mark.parametrize("members", [0, 1, 60])
def test_the_smallest_worlds_train_and_score(listings: int, members: int) -> None:
    signals = planted_signals(members, listings) if listings else NO_SIGNALS
    model = train(planted_listings(listings), signals)
    taste = model.taste(model.items, np.ones(listings, np.float32))
    scores = model.score(taste, model.encode(UNSEEN))
    assert np.isfinite(scores.total).all()
    assert len(model.style_of(model.items)) == listings


def test_signals_of_unknown_listings_are_dropped() -> None:
    stray = Signals.of([(1, 999, "like", 0.0), (1, 0, "like", 1.0)])
    assert train(planted_listings(4), stray).about["signals"] == 1


def test_one_account_that_likes_everything_moves_nobody_else() -> None:
    listings, signals = planted_listings(200), planted_signals(120, 200)
    rows = [(999, number % 200, "like", 100.0 + number) for number in range(5_000)]
    flood = Signals.of(rows)
    poisoned = Signals(
        *(np.concatenate(pair) for pair in zip(columns(signals), columns(flood), strict=True))
    )
    honest, attacked = train(listings, signals), train(listings, poisoned)
    liked = np.array([1, 5, 9])
    for model in (honest, attacked):
        best = styles_of_best(model, model.items.take(liked), [0.5, 0.5, 0.5])
        assert best.count("street") >= 18


def columns(signals: Signals) -> tuple[np.ndarray, ...]:
    return signals.member, signals.item, signals.weight, signals.day
