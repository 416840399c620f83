"""Sales tax (P9): `tax_for` asks the configured provider, the embedded table by default."""

from payments.tax.provider import TaxItem, TaxQuote, tax_cents, tax_for

__all__ = ["TaxItem", "TaxQuote", "tax_cents", "tax_for"]
