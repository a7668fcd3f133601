"""`workshop load`: the images of a bundle into this machine's engine, where there is no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import NO_ENGINE, Lang, choose_language
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.errors import RequirementError, UsageError

if TYPE_CHECKING:
    from workshop.venue.bundle import Manifest, OldManifest
    from workshop.venue.load import Outcome

STEPS = {
    "zh": {"compare": "与引擎里的比对 {file}", "verify": "校验 {file}", "load": "装载 {file}"},
    "en": {
        "compare": "comparing the engine's images with {file}",
        "verify": "verifying {file}",
        "load": "loading {file}",
    },
}
OUTCOMES = {
    "zh": {
        "present": "✓ {file}：镜像都已经有了",
        "loaded": "✓ {file}：已装载 {images}",
        "missing": "✗ {file}：文件不在离线包里",
        "unreadable": "✗ {file}：读不出来：{got}",
        "wrong size": "✗ {file}：大小不对，没有装载\n    应为 | {expected} 字节\n    实为 | {got} 字节",
        "damaged": "✗ {file}：已损坏，没有装载\n    应为 | sha256 {expected}\n    实为 | sha256 {got}",
        "refused": "✗ {file}：Docker 拒绝装载：{got}",
        "incomplete": "✗ {file}：装载之后仍然没有 {got}",
    },
    "en": {
        "present": "✓ {file}: its images are here already",
        "loaded": "✓ {file}: loaded {images}",
        "missing": "✗ {file}: is not in the bundle",
        "unreadable": "✗ {file}: cannot be read: {got}",
        "wrong size": "✗ {file}: wrong size, nothing of it was loaded\n"
        "    expected | {expected} bytes\n    got      | {got} bytes",
        "damaged": "✗ {file}: damaged, nothing of it was loaded\n"
        "    expected | sha256 {expected}\n    got      | sha256 {got}",
        "refused": "✗ {file}: Docker refused it: {got}",
        "incomplete": "✗ {file}: was loaded, and yet there is no {got}",
    },
}
LACKING = {
    "zh": "仍然没有：{images}\n请把上面标着 ✗ 的文件重新拷一份，再运行一次",
    "en": "still not here: {images}\ncopy the files marked ✗ above again, and run this once more",
}
NO_BUNDLE = {
    "zh": ("这个目录里没有 bundle.json", "给出离线包的目录"),
    "en": ("there is no bundle.json in this folder", "name the folder of the bundle"),
}
OTHER_PLATFORM = {
    "zh": (
        "离线包是给 {bundle} 的，这台机器的引擎是 {engine}",
        "向讲师要 {engine} 的离线包；一定要用这个，就加 --any-platform",
    ),
    "en": (
        "the bundle is for {bundle}, and the engine of this machine is {engine}",
        "ask the presenter for one for {engine}; --any-platform loads it all the same",
    ),
}


@app.command()
def load(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The bundle: a folder with a bundle.json.")],
    any_platform: Annotated[
        bool, typer.Option("--any-platform", help="Load it even if it is for another kind of machine.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Load the images of a bundle that this machine lacks, after proving that they are whole."""
    from workshop.cli.progress import Transfer
    from workshop.venue.engine import DockerEngine
    from workshop.venue.load import load_bundle

    language, terminal, engine = choose_language(lang), Terminal(), DockerEngine()
    manifest = read_bundle(folder, language)
    platform = engine.platform()
    if platform is None:
        message, hint = NO_ENGINE[language]
        raise RequirementError(message, hint=hint)
    if platform != manifest.platform and not any_platform:
        message, hint = (text.format(bundle=manifest.platform, engine=platform) for text in OTHER_PLATFORM[language])
        raise RequirementError(message, where=str(folder), hint=hint)
    lacking: list[str] = []
    failed = False
    with Transfer(terminal) as transfer:

        def tell(step: str, file: str, done: int, total: int) -> None:
            transfer.update(STEPS[language][step].format(file=file), done, total)

        for outcome in load_bundle(folder, manifest, engine, tell):
            terminal.out.print(describe(outcome, language), style="" if outcome.fine else "red")
            if not outcome.fine:
                lacking += [image.name for image in outcome.archive.images if not engine.find_image(image.name)]
            failed = failed or not outcome.fine
    if lacking:
        terminal.note(LACKING[language].format(images=", ".join(lacking)))
    if failed:
        raise typer.Exit(1)


def read_bundle(folder: Path, language: Language) -> Manifest | OldManifest:
    """The manifest of the bundle in *folder*. Raises UsageError where there is none."""
    from workshop.venue.bundle import read_manifest

    try:
        return read_manifest(folder)
    except (FileNotFoundError, NotADirectoryError):
        message, hint = NO_BUNDLE[language]
        raise UsageError(message, where=str(folder), hint=hint) from None


def describe(outcome: Outcome, language: Language) -> str:
    """What became of an archive, with what was expected and what is there where they differ."""
    archive = outcome.archive
    images = ", ".join(image.name for image in archive.images)
    return OUTCOMES[language][outcome.result].format(
        file=archive.file, images=images, expected=outcome.expected, got=outcome.got
    )
