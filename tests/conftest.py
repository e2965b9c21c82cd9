"""Fixtures that several test files share."""

from pathlib import Path

import pytest

from geo.register import read_register

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def register():
    """The registers that the project ships, read and checked once."""
    return read_register(DATA)
