"""Our cash beside Stripe's books (P3): read, compare, and let finance settle what differs."""

from payments.reconciling.comparing import compare
from payments.reconciling.resolving import difference_explain, difference_settle
from payments.reconciling.running import reconcile

__all__ = ["compare", "difference_explain", "difference_settle", "reconcile"]
