"""The meaning: pure values and functions, without files, clocks or frameworks."""
