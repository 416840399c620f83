"""Beat's table names tasks that exist."""

from poshmark.celery import app
from poshmark.schedule import beat_schedule


def test_every_entry_is_a_task_that_a_worker_knows() -> None:
    app.loader.import_default_modules()
    assert set(beat_schedule(embedded=True)) - set(app.tasks) == set()


def test_a_late_run_is_dropped_rather_than_piled_up() -> None:
    for entry in beat_schedule(embedded=True).values():
        assert entry["options"]["expires"] == entry["schedule"]
