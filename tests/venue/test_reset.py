"""What a cleanup that is run in any state would remove, and whether it failed."""

from __future__ import annotations

import pytest

from workshop.venue.reset import found_nothing, leave_out_contents, touches_other_cluster


def test_a_cluster_speaks_for_its_namespaces() -> None:
    """Of a cluster that went with all that was in it, the namespaces are not told; of one that stays, they are."""
    cluster = ("cluster", "first", "first")
    shop, other = ("namespace", "shop of cluster first", "shop"), ("namespace", "shop of cluster other", "shop")
    assert leave_out_contents({other, shop, cluster}) == [cluster, other]
    assert leave_out_contents([shop]) == [shop]


# Printed by Docker 28.5.2, Compose 2.40.3, kind 0.33.0 and kubectl 1.36.4 on a machine without any of the things.
NOTHING = [
    "Error response from daemon: No such container: nope",
    "Error response from daemon: network nope not found\nexit status 1",
    "Error response from daemon: get nope: no such volume",
    "Error response from daemon: No such image: nope:1",
    "Error in configuration: context was not found for specified context: kind-nope",
    "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
    "E1122 22:54:59.649606   21033 memcache.go:265] dial tcp 127.0.0.1:8080: connect: connection refused",
    'Error response from daemon: This node is not a swarm manager. Use "docker swarm init" to connect this node.',
    'context "nope" does not exist',
    "web\nError response from daemon: No such container: other",
]
FAILED = [
    "Error response from daemon: conflict: unable to remove repository reference",
    "Error response from daemon: No such container: a\nError response from daemon: b is in use",
    "Error response from daemon: network web has active endpoints",
    "permission denied while trying to connect\nno such thing",
    "",
    "web",
]


@pytest.mark.parametrize("output", NOTHING)
def test_nothing_to_remove_is_no_failure(output: str) -> None:
    """A command that failed because what it removes is not there has done its work."""
    assert found_nothing(output.split("\n"), 1)


@pytest.mark.parametrize("output", FAILED)
def test_failures(output: str) -> None:
    """Any other complaint is a failure, beside one of something missing too, and so is silence."""
    assert not found_nothing(output.split("\n"), 1)


def test_a_program_that_is_not_installed() -> None:
    """That a program was not found is not that a thing was not found."""
    assert not found_nothing(["bash: kind: command not found"], 127)
    assert not found_nothing(["bash: kind: No such file or directory"], 126)


@pytest.mark.parametrize(
    ("command", "context", "touches"),
    [
        ("kubectl delete deployment web", "prod", True),
        ("cd x && kubectl delete deployment web", "prod", True),
        ("helm uninstall web", "prod", True),
        ("kubectl delete deployment web", "kind-first", False),
        ("kubectl delete deployment web", None, False),
        ("kubectl --context kind-first delete deployment web", "prod", False),
        ("docker rm kubectl", "prod", False),
    ],
)
def test_clusters_that_no_lab_made(command: str, context: str | None, touches: bool) -> None:
    """A command for whatever cluster kubectl is set to is held back unless that is one of kind's."""
    assert touches_other_cluster(command, context) is touches


@pytest.mark.parametrize(("context", "touches"), [("kind-workshop", False), ("kind-first", True), (None, False)])
def test_a_lab_of_the_shared_cluster(context: str | None, touches: bool) -> None:
    """The cleanup of a lab in the shared cluster is for no other, be it kind's."""
    assert touches_other_cluster("kubectl delete pod web", context, shares=True) is touches
