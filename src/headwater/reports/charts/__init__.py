"""Charts of released figures: a Vega-Lite specification, and the picture made of it."""
