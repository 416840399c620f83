"""PoshMatch's style model: numpy, scipy and scikit-learn alone, no Django, no database.

    model = train(listings, Signals.of(rows), progress=progress)   # trainer.py
    model.save(folder); model = StyleModel.load(folder)            # memory-mapped
    history = model.look_up(ids, load)              # load(unknown ids) gives their Listings
    taste = model.taste(history, weights)           # newest first; live, under a millisecond
    scores = model.score(taste, candidates, now)    # scores.total, scores.parts
    model.reasons(taste, candidates, scores)   # why, in amounts that sum to the scores
    model.style_of(items), model.styles_for(taste, 8)   # style_id columns to draw candidates by

docs/poshmatch.md tells the method and its sources.
"""

from poshmatch.style.artifact import ArtifactError
from poshmatch.style.items import Items, join_items
from poshmatch.style.model import Scores, StyleModel
from poshmatch.style.reasons import KINDS, Reason
from poshmatch.style.tables import KIND_WEIGHTS, Listing, Signals, kind_weight
from poshmatch.style.taste import Taste
from poshmatch.style.trainer import train

__all__ = [
    "KINDS",
    "KIND_WEIGHTS",
    "ArtifactError",
    "Items",
    "Listing",
    "Reason",
    "Scores",
    "Signals",
    "StyleModel",
    "Taste",
    "join_items",
    "kind_weight",
    "train",
]
