class UserFactory:
    """Written by hand."""
