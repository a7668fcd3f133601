"""The words that the site itself puts on pages, in each language. Knows nothing of pages."""

from __future__ import annotations

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = LANGUAGES[0]

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "minutes": "{} 分钟",
        "slides": "看幻灯片",
        "lab": "实验",
        "time": "时间",
        "needs": "需要",
        "images": "镜像",
        "tools": "工具",
        "ports": "端口",
        "tested": "测试",
        "executed": "在 {date} 执行过，用时 {seconds} 秒",
        "executed-with": "在 {date} 用 {versions} 执行过，用时 {seconds} 秒",
        "not-executed": "还没有执行过",
        "comma": "、",
        "none": "无",
        "docker": "Docker",
        "kind": "Docker、kind、kubectl",
        "cluster": "集群",
        "shared": "各实验共用的 <code>workshop</code>，用 <code>workshop cluster</code> 建立",
        "check": "检查",
        "hint": "没有通过？",
        "script": "检查的脚本",
        "skip": "测试不执行这一段：",
        "exit": "退出码 {}",
        "variant": "Docker {} 上的输出",
        "retry": "还不是这样？过片刻再敲一次，最多等 {} 秒。",
        "terminal": "终端 {}",
        "command": "命令",
        "source": "来源：",
        "pause": "，",
        "then": "；",
        "cited-in": "用于：",
        "columns": "按比例画的柱子：",
        "colon": "：",
        "stop": "。",
        "measured": "（{date} 实测：{machine}）",
        "not-measured": "尚未测量",
        "unit s": " 秒",
        "unit /s": " 次每秒",
        "unit requests": " 个请求",
        "cpus": "{} 核",
        "memory": "{} GiB",
        "see": "见",
        "lab-number": "实验 {}",
        "chapter-number": "第 {} 章",
    },
    "en": {
        "minutes": "{} minutes",
        "slides": "Slides",
        "lab": "Lab",
        "time": "Time",
        "needs": "Needs",
        "images": "Images",
        "tools": "Tools",
        "ports": "Ports",
        "tested": "Tested",
        "executed": "executed on {date}, in {seconds} s",
        "executed-with": "executed on {date} with {versions}, in {seconds} s",
        "not-executed": "not executed yet",
        "comma": ", ",
        "none": "nothing",
        "docker": "Docker",
        "kind": "Docker, kind, kubectl",
        "cluster": "Cluster",
        "shared": "<code>workshop</code>, which labs share; <code>workshop cluster</code> makes it",
        "check": "Check",
        "hint": "Not there yet?",
        "script": "The check's script",
        "skip": "The tests do not run this: ",
        "exit": "exit code {}",
        "variant": "On Docker {}",
        "retry": "Not like this yet? Type the command again after a moment, for up to {} s.",
        "terminal": "terminal {}",
        "command": "Command",
        "source": "Source: ",
        "pause": ", ",
        "then": "; ",
        "cited-in": "Used in: ",
        "columns": "Columns to scale: ",
        "colon": ": ",
        "stop": ".",
        "measured": " (measured {date}: {machine})",
        "not-measured": "not yet measured",
        "unit /s": " a second",
        "cpus": "{} processors",
        "memory": "{} GiB",
        "see": "See ",
        "lab-number": "Lab {}",
        "chapter-number": "Chapter {}",
    },
}


def language_of(uri: str) -> str:
    """The language of the source *uri*, as its suffix tells: `index.en.md` is English, `index.md` Chinese."""
    suffix = uri.removesuffix(".md").rpartition(".")[2]
    return suffix if uri.endswith(".md") and suffix in LANGUAGES[1:] else DEFAULT_LANGUAGE


def name_of(uri: str) -> str:
    """The source *uri* without its language: `index.en.md` and `index.md` are both `index.md`."""
    language = language_of(uri)
    return uri if language == DEFAULT_LANGUAGE else f"{uri.removesuffix(f'.{language}.md')}.md"


def other_language(language: str) -> str:
    """The language that a reader of *language* can switch to."""
    return next(each for each in LANGUAGES if each != language)


def prefix_of(language: str) -> str:
    """The folder of the site that holds the pages of *language*, with its slash; "" for the default one."""
    return "" if language == DEFAULT_LANGUAGE else f"{language}/"
