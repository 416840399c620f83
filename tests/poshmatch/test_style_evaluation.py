import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from poshmatch.style import Signals
from poshmatch.style.folders import FolderError, read_folder
from poshmatch.style.holdout import hold_out
from poshmatch.style.metrics import recall_ndcg
from poshmatch.style.tables import Listing, recency_ranks
from tests.poshmatch.planted import planted_listings, planted_signals

KEYS = {
    *("members", "recall@20", "ndcg@20", "coverage"),
    *("fit_seconds", "ms_per_member", "model_mb", "peak_mb"),
}
LISTINGS = 240
Writer = Callable[..., Path]


def write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def item_row(one: Listing) -> tuple[object, ...]:
    return (f"L{one.id}", one.title, one.brand, "|".join(one.category), one.price_cents)


def is_new(row: tuple[object, ...]) -> bool:
    return int(str(row[1])[1:]) >= 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A world in which the listings from 200 on are ranked and were never met in training."""
    header = ("item_id", "title", "brand", "category", "price_cents")
    write(tmp_path / "items.csv", header, [item_row(one) for one in planted_listings(LISTINGS)])
    signals = planted_signals(160, LISTINGS, each=10, faithful=1.0)
    rows: list[tuple[object, ...]] = [
        (f"M{member}", f"L{item}", "like", day)
        for member, item, day in zip(signals.member, signals.item, signals.day, strict=True)
    ]
    columns = ("member_id", "item_id", "kind", "day")
    write(tmp_path / "train.csv", columns, [row for row in rows if not is_new(row)])
    write(tmp_path / "test.csv", columns, [row for row in rows if is_new(row)])
    write(tmp_path / "candidates.csv", ("item_id",), [(f"L{one}",) for one in range(200, LISTINGS)])
    return tmp_path


def yardstick(folder: Path, *options: str) -> dict[str, float]:
    out = StringIO()
    call_command("poshmatch_evaluate", str(folder), *options, stdout=out)
    result: dict[str, float] = json.loads(out.getvalue().splitlines()[-1])
    return result


def test_the_yardstick_prints_one_object_and_finds_planted_taste(folder: Path) -> None:
    result = yardstick(folder)
    assert set(result) >= KEYS
    assert result["members"] > 100
    assert result["recall@20"] > 0.9
    assert result["coverage"] == 1


def test_it_draws_progress_on_standard_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    yardstick(folder)
    assert "100%" in capsys.readouterr().err


def test_it_plots_when_asked(folder: Path) -> None:
    yardstick(folder, "--plot", str(folder / "quality.svg"))
    assert (folder / "quality.svg").read_text().startswith("<svg")


def test_columns_may_be_missing_or_empty(folder: Path) -> None:
    write(folder / "items.csv", ("item_id", "brand"), [(f"L{n}", "") for n in range(LISTINGS)])
    assert 0 <= yardstick(folder)["recall@20"] <= 1


def test_listings_that_items_csv_leaves_out_are_ranked_all_the_same(folder: Path) -> None:
    write(folder / "items.csv", ("item_id",), [])
    assert yardstick(folder)["members"] > 100


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "test.csv").unlink()
    with pytest.raises(CommandError, match=r"test\.csv cannot be read: No such file"):
        yardstick(folder)


def test_a_missing_column_is_named(folder: Path) -> None:
    write(folder / "train.csv", ("member_id", "kind", "day"), [("M1", "like", 1)])
    with pytest.raises(FolderError, match=r"train\.csv has no column 'item_id'"):
        read_folder(folder)


def test_several_values_and_dates_are_read(tmp_path: Path) -> None:
    header = ("item_id", "category", "colours", "listed_at", "price_cents")
    row = ("x", "Women|Dresses", "red| blue", "1970-01-03T00:00:00+00:00", "")
    write(tmp_path / "items.csv", header, [row])
    for name in ("train", "test"):
        columns = ("member_id", "item_id", "kind", "day")
        write(tmp_path / f"{name}.csv", columns, [("m", "x", "purchase", "2.5")])
    read = read_folder(tmp_path)
    assert read.listings[0].category == ("Women", "Dresses")
    assert read.listings[0].colours == ("red", "blue")
    assert read.listings[0].listed_at == 2.0
    assert (read.train.weight.tolist(), read.train.day.tolist()) == ([1.0], [2.5])


def test_recall_and_ndcg_by_hand() -> None:
    recall, ndcg = recall_ndcg(np.array([7, 1, 2]), np.array([1, 9]))
    assert recall == 0.5
    assert ndcg == pytest.approx((1 / np.log2(3)) / (1 + 1 / np.log2(3)))


def test_ranks_count_later_signals_of_the_same_member() -> None:
    member, day = np.array([1, 2, 1, 1]), np.array([5.0, 1.0, 7.0, 6.0])
    assert recency_ranks(member, day).tolist() == [2, 0, 0, 1]


def test_unseen_candidates_are_imitated_by_hiding_whole_listings() -> None:
    signals = planted_signals(100, 100)
    split = hold_out(signals, np.arange(200) >= 100)
    assert not set(split.pool) & set(split.past.item)
    assert set(split.later.item) == set(split.pool)


def test_next_actions_are_imitated_by_hiding_each_members_latest() -> None:
    signals: Signals = planted_signals(100, 100)
    split = hold_out(signals, np.ones(100, dtype=bool))
    assert (split.later.day >= 7).all()
    assert 20 <= len(split.later) <= 40
    assert len(split.past) + len(split.later) == len(signals)
