"""Files of figures: long tables of series, and of areas, in and out."""
