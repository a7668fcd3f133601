"""What a cleanup that is run in any state would remove, and whether it failed."""

from __future__ import annotations

import pytest

from workshop.venue.reset import found_nothing, is_known, leave_out_contents


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


def test_what_was_known() -> None:
    """A thing is known by kind, name and key; an image of an older record by its name alone."""
    known = [("container", "web", "1"), ("image", "web:1", "web:1"), ("image", "db:1", "abc")]
    assert is_known(("container", "web", "1"), known)
    assert not is_known(("container", "web", "2"), known)
    assert is_known(("image", "web:1", "abc"), known)
    assert not is_known(("image", "db:1", "def"), known)
