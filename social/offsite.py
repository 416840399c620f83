"""Words that ask to pay off the site, where nobody is protected (T4)."""

import re
import unicodedata

OFFSITE = re.compile(
    r"\b(?:venmo|zelle|cash\s?app|\$cashtag|apple\s?cash|google\s?pay|western\s?union|money\s?gram"
    r"|paypal|pay\s?pal|wire\s+transfer|bank\s+transfer|friends\s+(?:and|&)\s+family)\b"
    r"|\b(?:paypal\.me|venmo\.com|cash\.app|zellepay\.com|buy\.stripe\.com|square\.link|revolut\.me)\b"
    r"|\bwise\.com/pay\b|\bcash\.me\b"
    r"|\bpay\s+(?:me\s+|you\s+)?(?:off|outside)\b",
    re.IGNORECASE,
)


def offsite_words(text: str) -> str:
    """The first words of the text that ask to pay elsewhere, "" when there are none."""
    found = OFFSITE.search(unicodedata.normalize("NFKC", text))
    return found[0] if found else ""
