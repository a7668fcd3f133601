"""Gives labs the machine one after the other, each alone, and those that share the cluster that too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from workshop.lab import Lab
from workshop.lab.model import SHARED_CLUSTER
from workshop.run.cluster import SharedCluster, find_config
from workshop.run.lock import hold_machine


class Turns:
    """One run's turns, to be used in a `with`. *tell* is told what is waited for.

    The cluster is made when the first lab needs it, kept for those that follow, and deleted before a lab of another
    kind has its turn, which would see it. One that was there before is used and left. The machine stays held as long
    as the cluster is, so that no other run takes it for one that stays.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._cluster: SharedCluster | None = None
        self._kept = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.end_cluster()

    @contextmanager
    def take(self, lab: Lab, purpose: str) -> Iterator[SharedCluster | None]:
        """Hold the machine for *lab*; gives the cluster where it shares it. Raises RequirementError.

        A lab that needs no engine sees nothing of others, and waits for nobody.
        """
        if lab.front.needs == "none":
            yield None
        elif lab.front.shares_cluster:
            if self._cluster is None:
                self._open_cluster(lab, purpose)
            yield self._cluster
        else:
            self.end_cluster()
            with hold_machine(purpose, self._tell):
                yield None

    def end_cluster(self) -> None:
        """Delete the cluster if it was made here, and give the machine back; a next lab gets a new one."""
        self._cluster = None
        self._kept.close()

    def _open_cluster(self, lab: Lab, purpose: str) -> None:
        with ExitStack() as stack:
            stack.enter_context(hold_machine(purpose, self._tell))
            # A configuration of the run's own, so that the reader's is not seen or touched.
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="workshop-")))
            cluster = SharedCluster(find_config(lab.folder.parent), folder / "kubeconfig")
            if cluster.exists():
                self._tell(
                    f"{lab.id} runs in the cluster `{SHARED_CLUSTER}` that was here before, beside what is in it"
                )
                cluster.use()
                cluster.wait()
            else:
                self._tell(f"making the cluster that {lab.id} and others share")
                cluster.make()
                stack.callback(cluster.delete)
            self._kept = stack.pop_all()
        self._cluster = cluster


def gather(labs: Iterable[Lab]) -> list[Lab]:
    """*labs* in their order, but those that share the cluster behind the first of them, so that it is made once."""
    labs = list(labs)
    sharing = [lab for lab in labs if lab.front.shares_cluster]
    if not sharing:
        return labs
    place = labs.index(sharing[0])
    others = [lab for lab in labs if not lab.front.shares_cluster]
    return [*others[:place], *sharing, *others[place:]]
