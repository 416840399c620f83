"""What a seller earned in a year (P8): lines, CSV, PDF, and the figures of form 1099-K."""

from payments.earnings.figures import Earnings, Form1099K, earnings_of, form_1099k, years_of
from payments.earnings.papers import earnings_csv, earnings_pdf

__all__ = [
    "Earnings",
    "Form1099K",
    "earnings_csv",
    "earnings_of",
    "earnings_pdf",
    "form_1099k",
    "years_of",
]
