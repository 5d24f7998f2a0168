"""What may be released about few people."""
