class BaseFactory:
    """Written by hand."""
