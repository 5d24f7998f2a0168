"""The web pages, and the database behind them."""
