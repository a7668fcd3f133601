"""Small labs for the commands that attendees use."""

from tests.venue.conftest import write_lab

__all__ = ["write_lab"]
