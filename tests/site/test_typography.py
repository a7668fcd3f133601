"""A sentence a line in the source is no blank a line on the page, and code is not parted behind a hyphen."""

from __future__ import annotations

import pytest

from workshop.site.typography import hold_code, join_lines


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


def held(text: str) -> str:
    """*text* as it is held together."""
    return f'<span class="held">{text}</span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<code>sed -i.bak</code>", f"<code>sed {held('-i')}.bak</code>"),
        ("<code>ps --format x</code>", f"<code>ps {held('--f')}ormat x</code>"),
        ('<pre><code><span class="a-b">a</span>-b</code></pre>', f'<pre><code><span class="a-b">a</span>{held("-b")}'),
        ("<code>-&gt;30080</code>", f"<code>{held('-&gt;')}30080</code>"),
        ("<code>[?(@.x)]</code>", f"<code>[{held('?(')}@.x)]</code>"),
        ('<p class="lab-hint">try ls -a</p>', f'<p class="lab-hint">try ls {held("-a")}</p>'),
        ("<code>-- - ?</code>", f"<code>{held('--')} - ?</code>"),
        ("<p>二、<code>-f</code>", f"<p>二、<wbr><code>{held('-f')}</code>"),
        ("<p>在：<code>./a</code>", "<p>在：<wbr><code>./a</code>"),
        ("<p>（<code>-f</code>", f"<p>（<code>{held('-f')}</code>"),
        ("<p>a copy-on-write of <code>x</code> on-site</p>", "<p>a copy-on-write of <code>x</code> on-site</p>"),
    ],
)
def test_code_is_held_together_at_hyphens(html: str, expected: str) -> None:
    """A hyphen of code stays with what follows it; what a line may end with anyway, tags and prose stay as they are.

    After a Chinese comma a line may end before an option or a path, after a bracket not.
    """
    assert hold_code(html).startswith(expected)
