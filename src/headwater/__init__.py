"""Headwater: a workbench for preventing violence against women and girls."""
