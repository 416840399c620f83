"""What `make bench` finds out about slow queries."""

from bench.explain import slow_queries
from bench.work import WORK, Shop
from poshmark.demo.plan import Plan


def test_slow_queries_are_shown_with_their_plans(marketplace: Plan) -> None:
    shop = Shop.load()
    found = list(slow_queries("closet page", WORK["closet page"], shop, 0.0001))
    assert found[0].startswith("closet page: GET /closets/")
    assert any("Buffers: shared hit=" in text for text in found)
    assert list(slow_queries("closet page", WORK["closet page"], shop, 1e9)) == []
