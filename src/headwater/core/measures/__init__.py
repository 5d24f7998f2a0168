"""What is measured, and the numbers themselves."""
