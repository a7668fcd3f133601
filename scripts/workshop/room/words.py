"""What the server says to readers, in each language a talk is given in. Knows nothing of pages."""

from __future__ import annotations

LANGUAGES = ("zh", "en")

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

REFUSED_HOST = (
    "这里没有叫 {host} 的网站；请使用启动服务器时显示的地址。\n"
    "There is no site named {host} here; use an address that the server printed when it started.\n"
)

BAR = {
    "zh": {"failed": "没有生成，这里是上一次的网页："},
    "en": {"failed": "Not built; this is the page of the last good build:"},
}
