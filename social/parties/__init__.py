"""Posh Parties: what may come in, bringing it, the hosts' picks, and who is told."""
