"""A sentence a line in the source is no blank a line on the page."""

from __future__ import annotations

import pytest

from workshop.site.typography import join_lines


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<p>一句。\n又一句。</p>", "<p>一句。又一句。</p>"),
        ("<p>一句。\n<code>ps</code> 列出。</p>", "<p>一句。<code>ps</code> 列出。</p>"),
        ("<p><em>一句。</em>\n又一句。</p>", "<p><em>一句。</em>又一句。</p>"),
        ("<p>容器\n是进程</p>", "<p>容器是进程</p>"),
        ("<p>One.\nTwo.</p>", "<p>One.\nTwo.</p>"),
        ("<pre>一句。\n又一句。</pre>", "<pre>一句。\n又一句。</pre>"),
        ("<p>一句。</p>\n<p>又一句。</p>", "<p>一句。</p>\n<p>又一句。</p>"),
    ],
)
def test_lines_of_chinese_join(html: str, joined: str) -> None:
    """Lines of Chinese join without a blank; English, code and blocks stay as they are."""
    assert join_lines(html) == joined
