"""The demo's standing people: the embedded mode makes their log-ins, no other mode does.

The launcher reads this file too, so it needs the standard library alone.
"""

PASSWORD = "closet-full-of-style-1"  # noqa: S105 - printed on every start of the demo
LOGINS = [
    ("shopper", "bea", "bea@poshmark.test", PASSWORD),
    ("seller", "ana", "ana@poshmark.test", PASSWORD),
    ("staff", "sam", "sam@poshmark.test", PASSWORD),
    ("stranger", "cleo", "cleo@poshmark.test", PASSWORD),
]
