"""From "Buy now" to "complete": checkouts, orders, refunds and payouts."""
