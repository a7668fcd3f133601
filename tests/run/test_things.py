"""What two looks at a machine say of what a lab has changed."""

from __future__ import annotations

from workshop.run.things import Thing, find_changes, find_leaks, format_changes

WEB = Thing("container", "web", "1", state=(("networks", "bridge"), ("state", "running")))
STOPPED = Thing("container", "web", "1", state=(("networks", "bridge, shop"), ("state", "exited")))


def test_what_came_and_went() -> None:
    """What was left behind is told before what is gone, each by name."""
    before, after = frozenset({Thing("volume", "b", "b")}), frozenset({Thing("volume", "a", "a")})
    lines = ["volume a was left behind", "volume b was there before the lab and is gone"]
    assert format_changes(find_changes(before, after)) == find_leaks(before, after) == lines


def test_what_is_set_otherwise() -> None:
    """A thing that is still there and set otherwise is told with both values, and is not one that came or went."""
    changes = find_changes(frozenset({WEB}), frozenset({STOPPED}))
    assert format_changes(changes) == [
        "container web was changed: networks: bridge, now bridge, shop; state: running, now exited"
    ]
    assert find_leaks(frozenset({WEB}), frozenset({STOPPED})) == []


def test_what_nobody_can_read() -> None:
    """Of a digest only the name is told, and of what was not set before that it was nothing."""
    before = Thing("ConfigMap", "kube-system/coredns", "1", state=(("data.Corefile", "#1"),))
    after = Thing("ConfigMap", "kube-system/coredns", "1", state=(("data.Corefile", "#2"), ("data.more", "x")))
    assert format_changes(find_changes(frozenset({before}), frozenset({after}))) == [
        "ConfigMap kube-system/coredns was changed: data.Corefile; data.more: nothing, now x"
    ]


def test_a_look_that_does_not_tell() -> None:
    """Where one of both looks tells no state, none has changed."""
    assert find_changes(frozenset({WEB}), frozenset({Thing("container", "web", "1")})) == []


def test_a_tag_that_was_moved() -> None:
    """A tag that names another image than before is told once; a container that was made anew is not the one it was."""
    before = frozenset({Thing("image", "web:1", "a"), Thing("container", "web", "1")})
    after = frozenset({Thing("image", "web:1", "b"), Thing("container", "web", "2")})
    assert format_changes(find_changes(before, after)) == [
        "container web was left behind",
        "container web was there before the lab and is gone",
        "image web:1 is another one than before the lab",
    ]


def test_a_whole_cluster() -> None:
    """Of a cluster that is gone as a whole, or new, only that is told, and not each of the hundreds of things in it."""
    there = {Thing("cluster", "one", "one"), Thing("Role", "default/r", "1", cluster="one"), Thing("volume", "v", "v")}
    assert find_leaks(frozenset(there), frozenset()) == [
        "cluster one was there before the lab and is gone",
        "volume v was there before the lab and is gone",
    ]
    assert find_leaks(frozenset(), frozenset(there)) == ["cluster one was left behind", "volume v was left behind"]
    left = there - {Thing("Role", "default/r", "1")}
    assert find_leaks(frozenset(there), frozenset(left)) == ["Role default/r was there before the lab and is gone"]
