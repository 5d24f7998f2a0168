"""Tables that partners already keep: read, mapped to ours, and brought in.

`grids` reads the file, `guess` says what it thinks each column means,
`mapping` holds that as a small text file to mend, `dry_run` shows what would be
read, `bring` makes the tables of a plan, `remarks` writes on a copy of theirs.
"""
