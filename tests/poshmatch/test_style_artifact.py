import json
from pathlib import Path

import numpy as np
import pytest

from poshmatch.style import ArtifactError, StyleModel, train
from poshmatch.style.artifact import read_artifact, write_artifact
from tests.poshmatch.planted import planted_listing, planted_listings, planted_signals


@pytest.fixture(scope="module")
def model() -> StyleModel:
    return train(planted_listings(80), planted_signals(60, 80))


@pytest.fixture
def folder(model: StyleModel, tmp_path: Path) -> Path:
    model.save(tmp_path / "v1")
    return tmp_path / "v1"


def test_a_loaded_model_scores_as_the_saved_one(model: StyleModel, folder: Path) -> None:
    loaded = StyleModel.load(folder)
    for one in (model, loaded):
        assert one.about["listings"] == 80
    unseen = [planted_listing(number, seed=2) for number in range(500, 540)]
    liked, weights = np.array([1, 5, 9]), np.ones(3, np.float32)
    scores = [
        one.score(one.taste(one.items.take(liked), weights), one.encode(unseen)).total
        for one in (model, loaded)
    ]
    assert np.allclose(scores[0], scores[1], atol=0.02 * np.abs(scores[0]).max())
    assert loaded.clusters.names == model.clusters.names


def test_large_arrays_are_memory_mapped(folder: Path) -> None:
    arrays, _ = read_artifact(folder)
    assert isinstance(arrays["bag_tokens"], np.memmap)


def test_nothing_in_it_is_pickled_and_no_draft_is_left(folder: Path) -> None:
    for path in folder.glob("*.npy"):
        np.load(path, allow_pickle=False)
    assert [path.name for path in folder.parent.iterdir()] == ["v1"]


def test_a_changed_file_is_refused(folder: Path) -> None:
    path = folder / "token_vectors.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(ArtifactError, match=r"token_vectors\.npy in v1 is missing or was changed"):
        StyleModel.load(folder)


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "item_ids.npy").unlink()
    with pytest.raises(ArtifactError, match=r"item_ids\.npy"):
        StyleModel.load(folder)


def test_a_missing_or_torn_manifest_is_refused(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")
    with pytest.raises(ArtifactError, match="v1 has no readable manifest"):
        StyleModel.load(folder)
    with pytest.raises(ArtifactError, match="v2 has no readable manifest"):
        StyleModel.load(folder.parent / "v2")


def test_an_older_format_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 0}))
    with pytest.raises(ArtifactError, match="v1 is not of format"):
        StyleModel.load(folder)


def test_a_version_is_never_overwritten(model: StyleModel, folder: Path) -> None:
    before = (folder / "manifest.json").read_bytes()
    with pytest.raises(OSError, match="not empty"):
        model.save(folder)
    assert (folder / "manifest.json").read_bytes() == before
    assert len(list(folder.parent.iterdir())) == 1


def test_objects_are_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Object arrays cannot be saved"):
        write_artifact(tmp_path / "v1", {"bad": np.array([{}], dtype=object)}, {})
    assert list(tmp_path.iterdir()) == []
