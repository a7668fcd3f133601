"""Where the talk's sources are published, from `repo_url` and `edit_uri` of mkdocs.yml, and what pages link there.

Both are MkDocs' own options and may be left out; then pages link nothing. Labs stand beside `docs`, where MkDocs'
addresses for editing do not reach, so addresses are made here, from the path of a page's source in the project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig

from workshop.errors import ContentError
from workshop.site.typography import hold_code

CONFIG = "mkdocs.yml"
WORDS = {
    "zh": {"edit": "修改这一页", "report": "报告问题", "clone": "克隆仓库", "command": "也可以用 git 取得：{}"},
    "en": {
        "edit": "Edit this page",
        "report": "Report a problem",
        "clone": "Clone the repository",
        "command": "Or get it with git: {}",
    },
}


@dataclass(frozen=True)
class Repository:
    """`url` is what git clones; `edit` is the address to which a source's path is added, "" where there is none."""

    url: str
    edit: str = ""

    def find_edit_url(self, path: str) -> str | None:
        """Where the source *path*, from the project's folder, is edited; None where that is not known."""
        return self.edit + quote(path) if self.edit else None

    def report_url(self, path: str) -> str:
        """Where a problem of the page whose source is *path* is reported, with that path for a title.

        Source: the addresses of new issues of GitHub, Gitea (Codeberg), Gitee and Bitbucket, and of GitLab.
        """
        page = self.url.removesuffix(".git")
        if "gitlab" in (urlsplit(self.url).hostname or ""):
            return f"{page}/-/issues/new?{urlencode({'issue[title]': path})}"
        return f"{page}/issues/new?{urlencode({'title': path})}"


def find_repository(config: MkDocsConfig, errors: list[ContentError]) -> Repository | None:
    """The repository that *config* names, or None; what cannot be is added to *errors*."""
    url = (config.repo_url or "").rstrip("/")
    if not url:
        return None
    if urlsplit(url).scheme not in ("http", "https") or "@" in urlsplit(url).netloc:
        # Not shown: it may hold a password.
        problem = "is no address that anybody can open in a browser"
        errors.append(_error(config, "repo_url", problem, "write it as https://example.org/you/talk"))
        return None
    if config.edit_uri_template:
        errors.append(_error(config, "edit_uri_template", "finds no lab", "use `edit_uri` in its place"))
        return None
    docs = f"{Path(config.docs_dir).relative_to(Path(config.config_file_path).parent).as_posix()}/"
    edit = config.edit_uri or ""
    if edit and not edit.endswith(docs):
        hint = f"such as `edit/main/{docs}`: labs are beside that folder"
        errors.append(_error(config, "edit_uri", f"is `{edit}` and does not end in `{docs}`", hint))
        return None
    base = url if edit.startswith("?") else f"{url}/"
    return Repository(url, urljoin(base, edit.removesuffix(docs)) if edit else "")


def keep_from_theme(config: MkDocsConfig) -> None:
    """Take the repository out of *config*, so that pages alone tell of it.

    Source: Material 9.8.1 asks api.github.com or gitlab.com for stars where its header links the repository, and no
    page may ask another host.
    """
    config.repo_url = config.repo_name = config.edit_uri = config.edit_uri_template = None


def page_links(repository: Repository, path: str, language: str) -> str:
    """The line at the end of the page whose source is *path*: edit, report, clone."""
    words = WORDS[language]
    edit = repository.find_edit_url(path)
    links = [(edit, words["edit"])] if edit else []
    links += [(repository.report_url(path), words["report"]), (repository.url, words["clone"])]
    html = " ".join(f'<a href="{escape(address)}">{text}</a>' for address, text in links)
    return f'<p class="page-source" data-search-exclude>{html}</p>'


def clone_command(repository: Repository, language: str) -> str:
    """The line that tells how git gets the whole kit."""
    command = hold_code(f"<code>git clone {escape(repository.url)}</code>")
    return f'<p class="clone">{WORDS[language]["command"].format(command)}</p>'


def _error(config: MkDocsConfig, key: str, problem: str, hint: str) -> ContentError:
    lines = Path(config.config_file_path).read_text(encoding="utf-8-sig").splitlines()
    line = next((number for number, line in enumerate(lines, 1) if re.match(rf"{key}\s*:", line)), 1)
    return ContentError(f"`{key}` {problem}", where=f"{CONFIG}:{line}", hint=hint)
