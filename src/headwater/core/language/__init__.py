"""Reading grade, long sentences, and wording that can do harm."""
