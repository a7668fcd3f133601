"""Which commands only read, so that they may be repeated."""

from __future__ import annotations

import pytest

from workshop.lab.reading import only_reads

READ = r"""
docker ps -a -f name=web
docker inspect -f '{{.State.Health.Status}}' web
docker logs --tail 1 web 2>&1
docker stats --no-stream web
docker stats web --no-stream
docker compose -f a.yaml ps
docker network inspect demo
docker service ps s
kubectl get pods
kubectl -n kube-system get pods -o 'jsonpath={.items[*].metadata.name}'
kubectl --namespace=x describe pod web
kubectl top nodes
kubectl rollout status deployment/web
curl -fsS localhost:8080 | grep -q nginx
curl -s -o /dev/null -w '%{http_code}' -H 'Host: a' localhost
kubectl get pods | tail -n +2 | awk '{print $3}' | sort | uniq -c
docker ps && curl -fsS localhost > /dev/null
docker logs web | sed -n 1p
docker ps \\n  -a
"""
CHANGE = r"""
docker rm web
docker run nginx
docker stats web
docker pstree
docker compose up -d
docker compose -f ps up
kubectl delete pod web
kubectl -n get delete pod web
kubectl rollout undo deployment/web
kubectl exec web -- ls
curl -d x=1 localhost
curl -sXPOST localhost
curl --data-raw x localhost
curl --json {} localhost
curl --upload-file a localhost
curl -fT a localhost
docker ps; docker rm web
docker ps | xargs docker rm
docker ps && docker rm web
docker ps || reboot
docker ps > file
docker ps >> file
docker ps &
docker logs $(docker run -d nginx)
docker logs `docker run -d nginx`
docker ps\ndocker rm web
docker logs web | sed -i s/a/b/ file
docker ps | tee file
grep x file
docker inspect 'web
cat < file
"""


def commands(text: str) -> list[str]:
    """Return a command a line; `\\n` in a line is one in the command."""
    return [line.replace("\\n", "\n") for line in text.strip().splitlines()]


@pytest.mark.parametrize("command", commands(READ))
def test_reading(command: str) -> None:
    """What only looks may be repeated, with filters after it."""
    assert only_reads(command)


@pytest.mark.parametrize("command", commands(CHANGE))
def test_changing(command: str) -> None:
    """What changes something, or could for all that is known, may not be repeated."""
    assert not only_reads(command)
