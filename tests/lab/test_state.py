"""Which commands of a lab may be typed again in a new shell, because they change nothing but that shell."""

from __future__ import annotations

import pytest

from workshop.lab.state import changes_shell_alone


@pytest.mark.parametrize(
    "command",
    [
        "name=web",
        "serve='mkdir /www; exec httpd -f'",
        'things="$server/api"',
        "server=${1:-localhost}",
        "TIMEFORMAT='ready: %1R s'",
        'export KUBECONFIG="$PWD/.kubeconfig"',
        "cd shop",
        'cd "$folder"',
        "unset TIMEFORMAT",
        "alias k=kubectl",
        'sql() { docker exec db mysql -e "$1"; }',
        "ask() {\n  curl -s localhost\n}",
        "id=$(docker image inspect -f '{{.Id}}' shop:2)",
        "pod=$(kubectl get pods -o name | head -n 1)",
        "token=$(cat token.txt)",
        "here=$(pwd)",
        'project=$(cd "${WORKSHOP_PROJECT:-../..}" && pwd)',
    ],
)
def test_changes_the_shell_alone(command: str) -> None:
    """Variables, functions and folders, also of what a command prints that only reads."""
    assert changes_shell_alone(command)


@pytest.mark.parametrize(
    "command",
    [
        "docker ps",
        "LC_ALL=C ls",
        "id=$(docker run -d nginx)",
        "id=$(docker ps -q; docker rm web)",
        "name=`docker run -d nginx`",
        'name="$(docker run -d nginx)"',
        "name=web docker run nginx",
        "name=web; docker rm web",
        "name=${x:-$(docker rm web)}",
        "token=$(cat token > copy)",
        "token=$(sed -i s/a/b/ file)",
        "before=$(./total.sh)",
        "cd shop && docker rm web",
        "cd $(mktemp -d)",
        "sql() { true; }; docker rm web",
        "",
    ],
)
def test_does_more(command: str) -> None:
    """What starts, writes or removes something, or might, is not typed twice."""
    assert not changes_shell_alone(command)
