"""A contractor's invoicing."""
