"""What `workshop load` says, in both languages."""

from __future__ import annotations

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
        "unknown": "✗ {file}：看不出里面有哪些镜像，没有装载：{got}",
        "unlisted": "✗ {file}：里面有 bundle.json 没有列出的镜像名，没有装载：{got}",
        "kept": "✗ {file}：会拿走别的镜像的名字，没有装载：{got}",
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
        "unknown": "✗ {file}: there is no telling which images are in it, nothing of it was loaded: {got}",
        "unlisted": "✗ {file}: holds image names that bundle.json does not list, nothing of it was loaded: {got}",
        "kept": "✗ {file}: would take names from other images, nothing of it was loaded: {got}",
        "refused": "✗ {file}: Docker refused it: {got}",
        "incomplete": "✗ {file}: was loaded, and yet there is no {got}",
    },
}
LACKING = {"zh": "仍然没有：{images}", "en": "still not here: {images}"}
ADVICE = {
    "zh": {
        "unknown": "信得过 {file} 的来历，就自己装：docker load -i {path}",
        "unlisted": "请向讲师要一份新的 {file}",
        "kept": "要保留这里的镜像，先另起一个名字：docker tag {name} NEWNAME；然后运行：workshop load {folder} --yes",
        "": "请把上面标着 ✗ 的文件重新拷一份，再运行一次",
    },
    "en": {
        "unknown": "if you trust where {file} comes from, load it yourself: docker load -i {path}",
        "unlisted": "ask the presenter for another {file}",
        "kept": "to keep the image that is here, give it another name first: docker tag {name} NEWNAME; "
        "then run: workshop load {folder} --yes",
        "": "copy the files marked ✗ above again, and run this once more",
    },
}
MOVED = {
    "zh": {
        "has": "{file} 里有这里已经用在别的镜像上的名字，装载之后它们就归离线包的镜像：",
        "ask": "装载吗？",
    },
    "en": {
        "has": "{file} has names that other images have here; once it is loaded, they are the bundle's:",
        "ask": "Load it?",
    },
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
