"""What a lab is: read, validated, its outputs compared. Pure: reads files and starts nothing."""

from workshop.lab.load import find_labs, get_lab, load_lab, load_translation
from workshop.lab.model import CheckBlock, Command, ConsoleBlock, Expectation, FileBlock, FrontMatter, Lab

__all__ = [
    "CheckBlock",
    "Command",
    "ConsoleBlock",
    "Expectation",
    "FileBlock",
    "FrontMatter",
    "Lab",
    "find_labs",
    "get_lab",
    "load_lab",
    "load_translation",
]
