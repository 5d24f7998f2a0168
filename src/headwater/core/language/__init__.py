"""How words read: grade, long sentences and harmful wording."""
