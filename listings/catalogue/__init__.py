"""The catalogue every site starts with: departments, categories, sizes, style tags and brands.

The data is in the TSV files here and in `sizes`; `load.catalogue_load` puts it into the database.
"""
