"""How large a demo marketplace is."""

from dataclasses import dataclass

DAYS = 60
"""Over how many days the social acts are spread."""


@dataclass(frozen=True)
class Scale:
    """Numbers of rows; `designs` is how many different things are drawn for the listings."""

    members: int
    closets: int
    listings: int
    sales: int
    designs: int
    likes: int
    shares: int
    comments: int
    closet_follows: int
    brand_follows: int

    @property
    def acts(self) -> int:
        """All social acts together."""
        follows = self.closet_follows + self.brand_follows
        return self.likes + self.shares + self.comments + follows


SCALES = {
    "demo": Scale(1200, 400, 3000, 420, 680, 36_500, 12_000, 5_000, 5_000, 2_000),
    "small": Scale(120, 40, 240, 60, 120, 1_800, 600, 250, 250, 100),
}
