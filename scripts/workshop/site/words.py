"""The words that the site itself puts on pages, in each language. Knows nothing of pages."""

from __future__ import annotations

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = LANGUAGES[0]
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}

MISSING = {
    "zh": {
        "title": "没有这一页",
        "text": "这个地址下没有网页：可能写错了，也可能网页改了名。",
        "home": "回到首页",
    },
    "en": {
        "title": "No such page",
        "text": "There is no page at this address: it may be mistyped, or the page has another name now.",
        "home": "Go to the home page",
    },
}
"""The page for an address that has none, as a host shows it; the room has the same words for the server's own."""

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
        "executed": "{date} 执行过，用时 {seconds} 秒（{machine}）",
        "executed-with": "{date} 在 {ground} 上执行过，用时 {seconds} 秒（{machine}）",
        "changed-since": "{} 执行过，之后又改了",
        "not-executed": "还没有执行过",
        "comma": "、",
        "none": "无",
        "docker": "Docker",
        "kind": "Docker、kind、kubectl",
        "cluster": "集群",
        "shared": "各实验共用的 <code>workshop</code>，用 <code>./workshop cluster</code> 建立",
        "check": "检查",
        "hint": "没有通过？",
        "script": "检查的脚本",
        "skip": "测试不执行这一段：",
        "exit": "退出码 {}",
        "variant": "Docker {} 上的输出",
        "retry": "还不是这样？过片刻再敲一次，最多等 {} 秒。",
        "names": "这里设的变量和函数只在这个终端里。换了新终端，这样再有它们：",
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
        "brackets": "（{}）",
        "store containerd": "containerd 镜像存储",
        "store classic": "经典镜像存储",
        "proven": "{labs} 个实验、{commands} 条命令，{date} 在 {ground} 上全部执行过",
        "proven-too": "；其中 {labs} 个实验也在 {ground} 上执行过",
        "and": "和 ",
        "from-to": "{} 至 {}",
        "of-all": "{1} 个里的 {0}",
        "no-engine": "不需要引擎",
        "ground": "在什么上面",
        "labs": "实验",
        "commands": "命令",
        "outputs": "比较过的输出",
        "checks": "检查",
        "date": "日期",
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
        "executed": "executed on {date} in {seconds} s ({machine})",
        "executed-with": "executed on {date} with {ground}, in {seconds} s ({machine})",
        "changed-since": "changed since it was last executed, on {}",
        "not-executed": "not executed yet",
        "comma": ", ",
        "none": "nothing",
        "docker": "Docker",
        "kind": "Docker, kind, kubectl",
        "cluster": "Cluster",
        "shared": "<code>workshop</code>, which labs share; <code>./workshop cluster</code> makes it",
        "check": "Check",
        "hint": "Not there yet?",
        "script": "The check's script",
        "skip": "The tests do not run this: ",
        "exit": "exit code {}",
        "variant": "On Docker {}",
        "retry": "Not like this yet? Type the command again after a moment, for up to {} s.",
        "names": "The variables and functions set here last in this terminal. To have them in a new one: ",
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
        "brackets": " ({})",
        "store containerd": "containerd image store",
        "store classic": "classic image store",
        "proven": "{labs} labs, {commands} commands, all executed on {date} with {ground}",
        "proven-too": "; {labs} of the labs with {ground} too",
        "and": " and ",
        "from-to": "{} to {}",
        "of-all": "{} of {}",
        "no-engine": "no engine needed",
        "ground": "Executed with",
        "labs": "Labs",
        "commands": "Commands",
        "outputs": "Outputs compared",
        "checks": "Checks",
        "date": "Date",
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
