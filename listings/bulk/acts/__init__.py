"""What can be done to many listings at once. Higher floors add their own by `act_add`."""

from listings.bulk.acts.base import ACTS, Act, BulkRefused, Change, act_add
from listings.bulk.acts.copy import COPY
from listings.bulk.acts.edit import EDIT
from listings.bulk.acts.price import PRICE
from listings.bulk.acts.status import DELETE, HIDE, SHOW

for _act in (EDIT, PRICE, HIDE, SHOW, COPY, DELETE):
    act_add(_act)

__all__ = ["ACTS", "Act", "BulkRefused", "Change", "act_add"]
