"""What `workshop start` says, in both languages."""

from __future__ import annotations

WORDS = {
    "zh": {
        "opens": "在任何终端里先敲这一行：它带你进入实验目录，从那里用 {program}，不用激活什么",
        "title": "{id}：{title}（{minutes} 分钟）",
        "copied": "实验目录：{folder}",
        "kept": "你上次的实验目录还在，没有动它；要从头来，加上 --fresh（你在里面的改动会丢失）",
        "step": "下一步：[{step}] {title}",
        "all-held": "每一步都成立过；做完了就收拾",
        "needs": "它需要",
        "next": "接下来",
        "served": "打开网页",
        "built": "打开网页，它是上一次生成的；要最新的：{serve}",
        "serve": "打开网站，并打印地址；这个实验在 {page}，照着它做",
        "export": "这个终端里的 kubectl 从此只连实验的集群 {cluster}；每个新终端都要敲一遍，"
        "或者用 {program} shell 开一个敲好了的",
        "check": "看哪几步做对了",
        "hint": "卡住了，看提示",
        "reset": "收拾干净，从头再来",
    },
    "en": {
        "opens": "type this first, in any shell: it takes you to the lab's folder, where {program} works as it is",
        "title": "{id}: {title} ({minutes} min)",
        "copied": "Folder: {folder}",
        "kept": "Your copy from before is here and was left alone; to begin anew, add --fresh "
        "(what you changed in it is lost)",
        "step": "Next step: [{step}] {title}",
        "all-held": "Every step held; when you are done, tidy up",
        "needs": "It needs",
        "next": "Next",
        "served": "opens the page",
        "built": "opens the page as it was last built; for the latest: {serve}",
        "serve": "serves the site and prints its address; this lab is at {page} there",
        "export": "sets kubectl in this terminal to the lab's cluster {cluster}; type it again in each new terminal, "
        "or open one with {program} shell",
        "check": "tells which steps worked",
        "hint": "helps with the step you are at",
        "reset": "tidies up, to start over",
    },
}
FOREIGN = {
    "zh": ("目录不是空的，也不是这个实验的目录，没有动它", "换一个目录"),
    "en": ("is not empty, nor a copy of this lab, and was left alone", "choose another folder"),
}
