"""Makes text in a printed PDF what a reader would type. Knows nothing of decks or browsers.

Chinese fonts have one shape for 文 and for the radical ⽂, and a PDF names a shape by the lower of its characters, the
radical: who searches for 文件 finds nothing, nor who searches for "files" where a font joins "fi" into one shape. Here
the PDF's own table of characters is put right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import StreamObject

_BLOCK = re.compile(rb"\d+\s+begin(bfchar|bfrange)\s(.*?)end\1", re.DOTALL)
_WORD = re.compile(rb"<([0-9A-Fa-f]+)>")
_MOST = 100
"""Entries a block. Source: ISO 32000, 9.10.3, with Adobe's note 5411 on ToUnicode mapping files."""

# Radicals that Unicode gives no equivalent, each before the character of the same shape.
# Source: glyphs that Noto Sans CJK SC shares between the block "CJK Radicals Supplement" and the unified characters.
_PAIRS = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺭礻⺯糹⺰纟⺱罓⺳㓁⺹耂⺺肀⺾艹"
    "⻂衤⻅见⻆角⻈讠⻉贝⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾"
    "⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀⼾户"
)
_UNIFIED = {ord(radical): character for radical, character in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
_REPLACED = {*_UNIFIED, *range(0x2F00, 0x2FE0), *range(0xFB00, 0xFB07)}


def make_searchable(file: Path) -> None:
    """Let every radical in the PDF *file* be read as the character of its shape, every ligature as its letters."""
    writer = PdfWriter(clone_from=file)
    for number in range(1, len(writer._objects) + 1):
        found = writer.get_object(number)
        if isinstance(found, StreamObject):
            data = found.get_data()
            if b"beginbf" in data and (mended := mend(data)) != data:
                found.set_data(mended)
    writer.write(file)


def mend(table: bytes) -> bytes:
    """A font's table of characters, a `ToUnicode` CMap, with radicals and ligatures replaced."""
    return _BLOCK.sub(_mend_block, table)


def _mend_block(block: re.Match[bytes]) -> bytes:
    words = [word.decode() for word in _WORD.findall(block[2])]
    if b"[" in block[2]:  # a range with a list of its own; Chromium writes none
        return block[0]
    size = 2 if block[1] == b"bfchar" else 3
    entries = [words[at : at + size] for at in range(0, len(words), size)]
    if not any(set(map(ord, _texts(entry))) & _REPLACED for entry in entries):
        return block[0]
    singles = [single for entry in entries for single in _singles(entry)]
    chunks = [singles[at : at + _MOST] for at in range(0, len(singles), _MOST)]
    blocks = (f"{len(chunk)} beginbfchar\n" + "".join(chunk) + "endbfchar" for chunk in chunks)
    return "\n".join(blocks).encode()


def _texts(entry: list[str]) -> str:
    """The characters of *entry*, in the order of their codes; "" where one code stands for several."""
    if len(entry[-1]) != 4:
        return ""
    codes = int(entry[-2], 16) - int(entry[0], 16) + 1
    return "".join(chr(int(entry[-1], 16) + at) for at in range(codes))


def _singles(entry: list[str]) -> Iterator[str]:
    """*entry* as one line a code."""
    if len(entry[-1]) != 4 and entry[0] == entry[-2]:
        yield f"<{entry[0]}> <{entry[-1]}>\n"
        return
    first, width = int(entry[0], 16), len(entry[0])
    for at, text in enumerate(_texts(entry)):
        yield f"<{first + at:0{width}X}> <{_unify(text).encode('utf-16-be').hex()}>\n"


def _unify(text: str) -> str:
    if ord(text) in _UNIFIED:
        return _UNIFIED[ord(text)]
    return unicodedata.normalize("NFKC", text) if ord(text) in _REPLACED else text
