"""What to say where a command was called in a way that it does not know, in Chinese; English is the library's own."""

from __future__ import annotations

import re
from typing import Any, cast

import typer

from workshop.errors import UsageError

USAGE_ERROR = cast(type[Exception], typer.BadParameter.__mro__[1])
"""What the library raises of all wrong calls; it has no public name for it."""

_NO_COMMAND = re.compile(r"No such command '(?P<typed>.*?)'\.(?: Did you mean '(?P<near>.*?)')?")
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)")


def explain_usage(error: Any) -> UsageError:
    """*error*, of `USAGE_ERROR`, in Chinese: what is wrong, and what may have been meant."""
    said, kind = error.format_message(), type(error).__name__
    near = next(iter(getattr(error, "possibilities", None) or ()), None)
    if found := _NO_COMMAND.match(said):
        message, near = f"没有命令 `{found['typed']}`", found["near"]
    elif kind == "NoSuchOption":
        message = f"没有选项 `{error.option_name}`"
    elif kind == "MissingParameter" and error.param:
        message = f"缺少 {error.param.metavar or str(error.param.name).upper()}"
    elif found := _EXTRA.search(said):
        message = f"多出来的参数：{found['words']}"
    else:
        message = f"用法不对：{said}"
    meant = f"想写的是 `{near}` 吗？" if near else ""
    return UsageError(message, hint=f"{meant}看用法：{error.ctx.command_path if error.ctx else 'workshop'} --help")
