"""A plan as open data: CSV files, and descriptions that programs can read.

Everything is generated from the declared columns and the framework, so that the
data, the import and the descriptions cannot come apart.
"""

from headwater.exchange.open_data.cell_words import HOW_TO_READ
from headwater.exchange.open_data.files import DataFile, OpenData, open_data


__all__ = ["HOW_TO_READ", "DataFile", "OpenData", "open_data"]
