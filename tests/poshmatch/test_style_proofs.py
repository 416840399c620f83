import pytest

from tests.prove.figures import Figure
from tests.prove.poshmatch import figures


def test_the_long_proof_holds_in_its_short_form() -> None:
    short = list(figures(members=80, listings=200, cards=60, kills=2))
    assert [figure.name for figure in short if not figure.holds] == []
    assert len(short) == 4


@pytest.mark.parametrize(("value", "at_most", "holds"), [(2, False, False), (2, True, True)])
def test_a_figure_says_whether_it_holds(value: float, at_most: bool, holds: bool) -> None:
    figure = Figure("speed", value, 3, at_most)
    assert figure.holds is holds
    assert ("DOES NOT HOLD" in str(figure)) is not holds
