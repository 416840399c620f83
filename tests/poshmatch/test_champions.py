"""A challenger against the champion: by later signals, published whole or not at all (F7)."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from closets.models import User
from listings.models import Listing
from poshmatch.models import ModelVersion, StyledListing, TrainingRun
from poshmatch.rows import style_listings
from poshmatch.services.publishing import model_pin, model_publish
from poshmatch.services.pulse import model_pulse
from poshmatch.services.runs import (
    CHOICE,
    TrainingBusy,
    choice_kept,
    database_name,
    models_sweep,
    training_run,
)
from poshmatch.services.training import model_challenge, model_train
from poshmatch.serving import style_model, style_model_reload, style_version
from poshmatch.style import ArtifactError, Signals, StyleModel, train
from poshmatch.style.artifact import write_artifact
from poshmatch.style.contest import Contest, contest, contest_cut
from tests.poshmatch.conftest import BOHO, STREET, likes
from tests.poshmatch.planted import planted_listings, planted_signals
from tests.shop import on_sale

Shop = dict[str, list[Listing]]
FANS = 40


def acts(shop: Shop) -> Signals:
    """Each fan likes one style, seven pieces a day apart."""
    rows = [
        (fan, shop[BOHO if fan % 2 else STREET][(7 * fan + day * 3) % 40].pk, "like", float(day))
        for fan in range(FANS)
        for day in range(7)
    ]
    return Signals.of(rows)


def poisoned(model: StyleModel) -> StyleModel:
    """The same model, which likes what members do not."""
    ranker = replace(model.ranker, weights=-model.ranker.weights)
    return replace(model, ranker=ranker)


@pytest.fixture
def rivals(shop: Shop) -> tuple[Signals, StyleModel]:
    """What fans did in seven days, and a model of the first five."""
    signals = acts(shop)
    model = train(style_listings(), signals.take(signals.day < 5))
    return signals, replace(model, about=model.about | {"until": 4.0})


def test_a_poisoned_challenger_is_refused_and_the_champion_serves_on(
    rivals: tuple[Signals, StyleModel],
) -> None:
    signals, model = rivals
    champion = model_challenge(model=model, signals=signals)
    assert champion.status == ModelVersion.Status.CHAMPION
    challenger = model_challenge(model=poisoned(model), signals=signals)
    assert challenger.status == ModelVersion.Status.CHALLENGER
    assert "95 % between -" in challenger.verdict
    assert challenger.metrics["contest"]["high"] < 0
    assert challenger.metrics["contest"]["members"] == FANS
    assert style_model_reload() is not None
    assert style_version() == champion.version


def test_an_equal_challenger_goes_live(rivals: tuple[Signals, StyleModel]) -> None:
    signals, model = rivals
    first, second = (model_challenge(model=model, signals=signals) for _ in range(2))
    first.refresh_from_db()
    assert (first.status, second.status) == ("retired", "champion")
    assert second.metrics["contest"]["low"] == second.metrics["contest"]["high"] == 0


def test_a_pinned_version_stays_until_it_is_let_go(rivals: tuple[Signals, StyleModel]) -> None:
    signals, model = rivals
    champion = model_challenge(model=model, signals=signals)
    assert model_pin(version=champion, pinned=True)
    assert not model_pin(version=champion, pinned=True)
    other = model_challenge(model=model, signals=signals)
    assert other.verdict == f"{champion.version} is pinned"
    assert not model_pin(version=other, pinned=True)
    assert model_pin(version=champion, pinned=False)
    assert model_challenge(model=model, signals=signals).status == "champion"


def test_the_contest_counts_only_what_neither_has_learned_from() -> None:
    signals = planted_signals(members=80, listings=200)
    model = train(planted_listings(200), signals)
    cut = contest_cut(signals)
    assert cut == 7.0
    assert contest_cut(signals, known_until=7.5) > 7.5
    result = contest(model, poisoned(model), signals, cut, lambda ids: [])
    assert result is not None
    assert result.is_lost
    assert result.low <= result.lead <= result.high < 0
    assert contest(model, model, signals, 9.0, lambda ids: []) is None
    assert contest_cut(signals.take(signals.day < 0)) == np.inf


@pytest.mark.parametrize(
    ("challenger", "high", "is_lost"),
    [(0.10, 0.01, False), (0.098, 0.01, False), (0.096, 0.01, True), (0.0999, -1e-5, True)],
)
def test_worse_is_for_certain_or_by_more_than_three_hundredths(
    challenger: float, high: float, is_lost: bool
) -> None:
    assert Contest(50, 0.10, challenger, -0.02, high).is_lost is is_lost


@pytest.mark.usefixtures("model")
def test_a_pulse_brings_new_likes_and_prices_without_a_training(bea: User, shop: Shop) -> None:
    before = style_model()
    assert before is not None
    piece = shop[BOHO][3]
    row = int(np.searchsorted(before.items.ids, piece.pk))
    likes(bea, [piece])
    Listing.objects.filter(pk=piece.pk).update(price_cents=900)
    fresh = on_sale(piece.closet.user, title="Crochet maxi dress", style_tags=[BOHO])
    StyledListing.objects.filter(pk=fresh.pk).delete()
    live = model_pulse()
    assert live is not None
    after = style_model_reload()
    assert after is not None
    assert after.items.popularity[row] > before.items.popularity[row]
    assert np.exp(after.items.log_price[row]) == pytest.approx(900, rel=1e-3)
    assert StyledListing.objects.filter(pk=fresh.pk).exists()
    assert style_version() == live.version
    [run] = TrainingRun.objects.filter(kind="pulse")
    assert run.finished_at
    assert run.outcome.endswith("1 listings styled")


def test_a_pulse_without_a_live_version_does_nothing(db: None) -> None:
    assert model_pulse() is None


@pytest.mark.usefixtures("model")
def test_a_training_goes_on_from_the_half_that_a_killed_one_had_done() -> None:
    folder = Path(settings.MODEL_DIR) / CHOICE
    assert folder.is_dir()
    key = _key(folder)
    kept = choice_kept(folder, key)
    assert kept is not None
    assert kept.quality == ModelVersion.objects.get().metrics["heldout"]
    assert choice_kept(folder, "another day") is None
    assert choice_kept(folder / "nowhere", key) is None


def _key(folder: Path) -> str:
    import json

    return str(json.loads((folder / "manifest.json").read_text())["about"]["key"])


@pytest.mark.usefixtures("model")
def test_rests_of_killed_trainings_are_swept_and_versions_stay() -> None:
    live = ModelVersion.objects.get()
    root = Path(settings.MODEL_DIR)
    (root / ".draft-1").mkdir()
    for name, database in (("orphan", database_name()), ("theirs", "another")):
        write_artifact(root / name, {}, {"database": database})
    assert models_sweep() == 2
    assert {path.name for path in root.iterdir()} == {live.version, CHOICE, "theirs"}


@pytest.mark.usefixtures("shop")
def test_a_training_tells_how_it_went() -> None:
    row = model_train()
    [run] = TrainingRun.objects.all()
    assert (run.share, run.outcome) == (1.0, f"{row.version}: published")


def test_a_version_whose_folder_is_gone_cannot_be_published(db: None) -> None:
    row = ModelVersion.objects.create(version="gone")
    with pytest.raises(ArtifactError):
        model_publish(version=row)
    row.refresh_from_db()
    assert row.status == "challenger"


@pytest.mark.django_db(transaction=True)
def test_one_training_at_a_time() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def second() -> str:
        try:
            with training_run(TrainingRun.Kind.FULL):
                return "ran"
        except TrainingBusy:
            return "busy"
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with training_run(TrainingRun.Kind.FULL):
            assert pool.submit(second).result() == "busy"
        assert pool.submit(second).result() == "ran"
