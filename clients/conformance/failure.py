"""What a scenario finds wrong."""


class Failure(Exception):
    """Says what is not as it must be."""
