"""`workshop pack`: the images of the labs in a folder, for a venue without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import NO_ENGINE, Lang, choose_language, get_named_lab, get_project_of
from workshop.cli.language import Language
from workshop.cli.output import writing
from workshop.cli.terminal import Terminal
from workshop.errors import RequirementError, UsageError, WorkshopError

if TYPE_CHECKING:
    from workshop.venue.bundle import Manifest
    from workshop.venue.engine import Engine

WORDS = {
    "zh": {
        "packing": "打包 {file}",
        "archive": "✓ {file}（{size}）：{images}",
        "done": "离线包：{folder}，共 {size}，用于 {platform}\n"
        "在别的机器上：workshop load DIR，或者逐个 docker load -i",
        "none": "这些实验不用任何镜像",
        "missing": "本机没有这些镜像：{images}",
        "refused": "Docker 没能导出镜像：{reason}；原来的离线包没有动",
        "unusable": "Docker 导出的不能用：{reason}；原来的离线包没有动",
    },
    "en": {
        "packing": "packing {file}",
        "archive": "✓ {file} ({size}): {images}",
        "done": "Bundle: {folder}, {size} in all, for {platform}\n"
        "On another machine: workshop load DIR, or docker load -i one by one",
        "none": "these labs use no images",
        "missing": "images that are not here: {images}",
        "refused": "Docker could not save the images: {reason}; a bundle that was there is as it was",
        "unusable": "what Docker saved cannot be used: {reason}; a bundle that was there is as it was",
    },
}
FAULTS = {
    "zh": {
        "no tar": "不是 tar 文件",
        "cut": "没有写完",
        "no file": "里面没有 {subject}",
        "wrong file": "里面的 {subject} 不是 Docker 写的样子",
        "no image": "里面没有叫 {subject} 的镜像",
        "no manifest": "里面没有 {subject} 的清单的摘要",
        "hint": "把 Docker 升级到 25 或更新的版本，再打包一次",
    },
    "en": {
        "no tar": "it is no tar archive",
        "cut": "it breaks off before its end",
        "no file": "there is no {subject} in it",
        "wrong file": "{subject} in it is not as Docker writes it",
        "no image": "there is no image called {subject} in it",
        "no manifest": "it does not tell the digest of {subject}'s manifest",
        "hint": "upgrade Docker to 25 or later, and pack again",
    },
}


@app.command()
def pack(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write the bundle to.")],
    labs: Annotated[
        list[str] | None, typer.Argument(metavar="LAB", help="Labs to pack for; all of them by default.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Write the images that labs use into a folder that other machines load them from."""
    from workshop.cli.progress import Transfer
    from workshop.lab import find_labs, load_lab
    from workshop.venue.bundle import find_digests
    from workshop.venue.engine import DockerEngine, EngineError
    from workshop.venue.layout import ArchiveError, Fault
    from workshop.venue.pack import pack_bundle

    language, terminal = choose_language(lang), Terminal()
    words, engine = WORDS[language], DockerEngine()
    project = get_project_of(Path.cwd())
    named = [get_named_lab(project, name, language) for name in labs or []]
    chosen = named or [load_lab(each) for each in find_labs(project)]
    images = find_images({image for lab in chosen for image in lab.front.images}, engine, language)
    try:
        with writing(folder, "pack", language, unmarked=find_digests(folder)) as new, Transfer(terminal) as transfer:

            def tell(file: str, done: int, total: int) -> None:
                transfer.update(words["packing"].format(file=file), done, total)

            manifest = pack_bundle(new, images, engine, tell)
    except EngineError as error:
        raise WorkshopError(words["refused"].format(reason=error)) from error
    except ArchiveError as error:
        faults = FAULTS[language]
        message = words["unusable"].format(reason=faults[error.fault].format(subject=error.subject))
        raise WorkshopError(message, hint=faults["hint"] if error.fault is Fault.NO_MANIFEST else None) from error
    terminal.result(describe(manifest, folder, language))


def find_images(names: set[str], engine: Engine, language: Language) -> dict[str, int]:
    """The bytes of each of the images *names*. Raises RequirementError, naming all that are not there."""
    words = WORDS[language]
    if not names:
        raise UsageError(words["none"])
    if engine.platform() is None:
        message, hint = NO_ENGINE[language]
        raise RequirementError(message, hint=hint)
    found = {name: image[1] for name in sorted(names) if (image := engine.find_image(name))}
    if missing := sorted(names - set(found)):
        hint = "; ".join(f"docker pull {name}" for name in missing)
        raise RequirementError(words["missing"].format(images=", ".join(missing)), hint=hint)
    return found


def describe(manifest: Manifest, folder: Path, language: Language) -> str:
    """Each archive with its size and images, then where all of it is and what to do with it."""
    words = WORDS[language]
    lines = []
    for archive in manifest.archives:
        images = ", ".join(image.name for image in archive.images)
        lines.append(words["archive"].format(file=archive.file, size=format_size(archive.bytes), images=images))
    size = format_size(sum(archive.bytes for archive in manifest.archives))
    return "\n".join([*lines, "", words["done"].format(folder=folder, size=size, platform=manifest.platform)])


def format_size(size_bytes: int) -> str:
    """*size_bytes* in MB of a million bytes, as Docker counts them, at least 0.1."""
    return f"{max(size_bytes / 1e6, 0.1):.1f} MB"
