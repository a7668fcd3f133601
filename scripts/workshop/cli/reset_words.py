"""What `workshop reset` says, and what it calls things, in both languages."""

from __future__ import annotations

WORDS = {
    "zh": {
        "goes": "将会删除：",
        "unknown": "将会删除下面这些；实验不是用 workshop start 开始的，不知道是谁建的：",
        "open": "这条命令找到的：{command}",
        "stays": "实验开始之前就有，不会动：",
        "remove": "删除吗？",
        "kept": "什么都没有删除；加上 --yes 就不再询问",
        "nobody": "没有终端可以询问，什么都没有删除",
        "nobody-hint": "看过上面列出的，加上 --yes 再运行一次",
        "spared": "没有运行，它会删除实验开始之前就有的东西：{command}",
        "unclear": "没有运行，不知道它会删除什么：{command}",
        "by-hand": "看过它要删的都不要了，就自己运行：{command}",
        "lost": "实验开始之前就有，现在不在了：{thing}",
        "single": "失败：删除{thing}：{reason}",
        "removed": "已删除：{thing}",
        "nothing": "没有需要删除的东西",
        "failed": "失败：{command}",
        "left": "实验开始以后新出现、没有动它：{thing}",
        "changes": "你在 {folder} 里改动过：",
        "restore": "全部丢掉，换成新的吗？",
        "restored": "实验目录换成新的了：{folder}",
        "unchanged": "实验目录没有动：{folder}",
    },
    "en": {
        "goes": "This will be removed:",
        "unknown": "This will be removed; the lab was not begun with workshop start, "
        "so there is no telling who made it:",
        "open": "whatever this finds: {command}",
        "stays": "These were there before you started the lab, so they stay:",
        "remove": "Remove it?",
        "kept": "nothing was removed; --yes does it without asking",
        "nobody": "there is no terminal to ask at, so nothing was removed",
        "nobody-hint": "check the list above, then run this again with --yes",
        "spared": "not run, because it would remove what was there before you started the lab: {command}",
        "unclear": "not run, because there is no telling what it would remove: {command}",
        "by-hand": "once you know that you need nothing of what it finds, run it yourself: {command}",
        "lost": "was there before you started the lab, and is gone: {thing}",
        "single": "failed: remove {thing}: {reason}",
        "removed": "removed: {thing}",
        "nothing": "there was nothing to remove",
        "failed": "failed: {command}",
        "left": "new since the lab was started, left alone: {thing}",
        "changes": "What you changed in {folder}:",
        "restore": "Throw all that away and start with fresh files?",
        "restored": "fresh files: {folder}",
        "unchanged": "left as it is: {folder}",
    },
}
KINDS = {
    "zh": {
        "cluster": "集群",
        "container": "容器",
        "docker context": "Docker 上下文",
        "image": "镜像",
        "label": "标签",
        "namespace": "命名空间",
        "network": "网络",
        "node image": "节点上的镜像",
        "readiness": "就绪状态",
        "taint": "污点",
        "volume": "数据卷",
    },
    "en": {},
}
CHANGES = {
    "zh": {"changed": "改了", "new": "新增", "deleted": "删了"},
    "en": {"changed": "changed", "new": "new", "deleted": "deleted"},
}
