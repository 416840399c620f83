"""The home feed: candidates, rank, order, reasons, pages."""
