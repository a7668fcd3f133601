"""A build backend of nothing but the standard library: installs `workshop`, and notes in builds.txt when it was at it.

Where there is a named pipe `gate`, a build waits until somebody has opened that for writing and closed it again.
"""

import zipfile
from pathlib import Path

INFO = "sample-1.dist-info"


def build_editable(wheel_directory: str, config_settings: object = None, metadata_directory: object = None) -> str:
    """Write the wheel that pip asks for, and return its name."""
    with Path("builds.txt").open("a") as builds:
        builds.write("begin\n")
    if Path("gate").exists():
        Path("gate").read_text()
    name = "sample-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w") as wheel:
        wheel.writestr(f"{INFO}/METADATA", "Metadata-Version: 2.1\nName: sample\nVersion: 1\n")
        wheel.writestr(
            f"{INFO}/WHEEL", "Wheel-Version: 1.0\nGenerator: sample\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{INFO}/entry_points.txt", "[console_scripts]\nworkshop = locked:main\npytest = locked:main\n")
        wheel.writestr(f"{INFO}/RECORD", "")
    with Path("builds.txt").open("a") as builds:
        builds.write("end\n")
    return name
