"""What does a live database hold? Reached by its URL, read without changing it, and written down as models."""
