"""What `workshop reset` says, in both languages."""

from __future__ import annotations

WORDS = {
    "zh": {
        "theirs": "下面这些在实验开始之前就有，或者不知道是谁建的，清理会删除它们：",
        "remove": "删除吗？",
        "kept": "什么都没有删除；加上 --yes 就不再询问",
        "removed": "已删除：{thing}",
        "nothing": "没有需要删除的东西",
        "failed": "失败：{command}",
        "cluster": "没有运行：{command}\n    kubectl 现在连的是 {context}，不是 kind 的集群",
        "left": "实验开始以后新出现、没有动它：{thing}",
        "changes": "你在 {folder} 里改动过：",
        "restore": "全部丢掉，换成新的吗？",
        "restored": "实验目录换成新的了：{folder}",
        "unchanged": "实验目录没有动：{folder}",
    },
    "en": {
        "theirs": "There before the lab was started, or made by nobody knows whom, and cleaning up removes it:",
        "remove": "Remove them?",
        "kept": "nothing was removed; --yes does it without asking",
        "removed": "removed: {thing}",
        "nothing": "there was nothing to remove",
        "failed": "failed: {command}",
        "cluster": "not run: {command}\n    kubectl is set to {context}, which is not a cluster of kind's",
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
