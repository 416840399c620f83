"""The hourly part between two trainings: popularity, prices, and the styles of new listings."""

from datetime import UTC, datetime

import numpy as np
from django.utils import timezone

from listings.models import Listing
from poshmatch.models import ModelVersion, TrainingRun
from poshmatch.rows import SECONDS_A_DAY
from poshmatch.services.history import signals_since
from poshmatch.services.runs import database_name, training_run
from poshmatch.services.styles import listings_restyle_missed
from poshmatch.serving import model_folder
from poshmatch.style import StyleModel
from poshmatch.style.arrays import Floats, positions
from poshmatch.style.artifact import write_artifact


def model_pulse() -> ModelVersion | None:
    """Renews what the live version knows of popularity and prices, for every process at once, and
    styles listings that have no style yet; None without a live version.

    Raises TrainingBusy while a training runs, and ArtifactError.
    """
    with training_run(TrainingRun.Kind.PULSE) as progress:
        live = ModelVersion.objects.filter(status=ModelVersion.Status.CHAMPION).first()
        if live is None:
            progress.outcome = "no live version"
            return None
        model = StyleModel.load(model_folder(live.version))
        live.pulse = _write(live, model)
        live.save(update_fields=["pulse"])
        styled = listings_restyle_missed(model)
        progress.outcome = f"{live.pulse}: {styled} listings styled"
    return live


def _write(live: ModelVersion, model: StyleModel) -> str:
    name = f"{live.version}.{timezone.now():%m%d%H%M%S%f}"
    arrays = {"popularity": _popularity(model), "log_price": _log_price(model)}
    about = {"version": live.version, "database": database_name()}
    write_artifact(model_folder(name), arrays, about)
    return name


def _popularity(model: StyleModel) -> Floats:
    """As trained, and what was done since; as trained where a model does not tell until when."""
    if "until" not in model.about:
        return np.array(model.items.popularity)
    since = datetime.fromtimestamp(float(model.about["until"]) * SECONDS_A_DAY, UTC)
    signals = signals_since(since)
    liked = signals.take(signals.weight > 0)
    rows = positions(model.items.ids, liked.item)
    mean = float(liked.weight.mean()) if len(liked) else 1.0
    counts = np.bincount(rows[rows >= 0], liked.weight[rows >= 0] / mean, len(model.items))
    return np.log1p(np.expm1(np.asarray(model.items.popularity)) + counts).astype(np.float32)


def _log_price(model: StyleModel) -> Floats:
    """What each listing costs now; as trained where it is gone."""
    prices = np.array(model.items.log_price)
    on_sale = Listing.objects.available().values_list("pk", "price_cents")
    found = np.array(list(on_sale.iterator(chunk_size=50_000)), dtype=np.int64).reshape(-1, 2)
    rows = positions(model.items.ids, found[:, 0])
    prices[rows[rows >= 0]] = np.log(found[rows >= 0, 1])
    return prices
