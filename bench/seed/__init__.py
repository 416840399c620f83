"""The big data set: `make bench-seed SIZE=600k|6m` writes it, `SIZE=600k make bench` measures it.

From the ground up: sizes, dice (numpy's), copying (COPY and INSERT … SELECT), schema (indexes set
aside) < pieces, pictures < members, listings, acts (plans: columns of numbers in memory) < rows/
(the plans written) < load, checks < database (which one may be filled), __main__.
"""
