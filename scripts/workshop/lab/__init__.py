"""What a lab is: read, validated, its outputs compared. Pure: reads files and starts nothing."""

from workshop.lab.load import find_labs, load_lab, load_translation
from workshop.lab.model import CheckBlock, Command, ConsoleBlock, Expectation, FileBlock, FrontMatter, Lab
from workshop.lab.naming import NoLabError, get_lab

__all__ = [
    "CheckBlock",
    "Command",
    "ConsoleBlock",
    "Expectation",
    "FileBlock",
    "FrontMatter",
    "Lab",
    "NoLabError",
    "find_labs",
    "get_lab",
    "load_lab",
    "load_translation",
]
