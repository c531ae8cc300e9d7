"""What does a project need to begin with? Its configuration and a session fixture, made from what its files say."""

from factorygen.init.beginning import Beginning, beginning

__all__ = ["Beginning", "beginning"]
