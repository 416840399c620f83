"""Items of several closets, paid at once; they stand on `payments.orders`, as bundles do."""
