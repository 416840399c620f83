"""PoshMatch for staff: how good its versions and its feeds are, as tables and plots (F7)."""
