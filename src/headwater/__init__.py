"""Headwater: a workbench for preventing violence against women and girls."""

__version__ = "0.1.0"
