"""How much we read before we say that it is too much.

A plan of ten thousand actions is about 4 MB as a workbook. The limits leave
room for many times that, and keep memory and time bounded whatever we are
handed.
"""

from __future__ import annotations


MEGABYTE = 1_000_000

LARGEST_FILE = 20 * MEGABYTE
MOST_ROWS = 50_000  # in one table, without headings, notes and blank rows
MOST_RETURN_ROWS = 100_000  # in one return, read row by row
MOST_BLANK_ROWS = 10_000  # one below the other, with something under them
MOST_COLUMNS = 256  # read in one table

# Inside a workbook, which is a zip file of XML parts.
MOST_PARTS = 2_000
LARGEST_UNPACKED = 200 * MEGABYTE  # all parts together
# Repeated cells pack about 40 to one; a bomb packs near a thousand to one.
HIGHEST_RATIO = 250
RATIO_COUNTS_FROM = MEGABYTE
MOST_IN_ROW = 50_000  # XML elements: Excel's 16,384 columns, three to a cell
MOST_IN_PART = 1_000_000  # XML elements outside rows: texts, styles, names
LONGEST_TEXT = 100_000  # characters between two tags; Excel's cell holds 32,767
MOST_ROWS_UNMEASURED = 200_000  # in a sheet that does not give its size
LAST_ROW = 1_048_576  # Excel's own
