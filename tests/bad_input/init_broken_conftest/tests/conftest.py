import pytest


def broken(:
    pass
