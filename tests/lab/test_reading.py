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
kubectl get pods | 'grep' web
docker port web
docker top web
docker diff web
docker images
docker history nginx
docker version
docker info
docker system df
docker container ls
docker image list
docker volume ls
docker node ls
docker stack services s
docker context ls
docker service logs s
docker compose logs
docker compose top
docker compose images
docker compose ls
docker compose port web 80
kubectl --context kind-w get pods
kubectl logs web
kubectl version
kubectl explain pod
kubectl api-resources
kubectl cluster-info
kubectl auth can-i get pods
kubectl rollout history deployment/web
kubectl config view
kubectl config get-contexts
kubectl config current-context
kind get clusters
kind version
docker exec node-1 iptables-save -t nat | grep web
docker exec node-1 crictl ps --name web
docker exec web cat /etc/hosts
docker ps | sort -k 2 -t , -u
docker ps | uniq -f 1 -w 3
docker ps | sed -n '2,5p'
docker ps | sed -E 's/we(b|e)/x/g; /none/d'
docker ps | sed -e s/w/e/ -e '1d'
docker ps | awk -F , '$3 > 5 && /web|w>e/ {print $1, "a > b | c"}'
docker ps | awk -v n=3 'NR == n || NR > 7 { print $1 / 2 }'
curl -sSfL --max-time 5 -o /dev/null -D - -w '%{http_code}' -H 'Host: a' localhost
curl -sm5 --retry=3 -u a:b localhost
curl -I localhost
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
docker exec web rm a
docker exec web sh -c ls
docker exec -it web ls
docker exec node-1 crictl rmi web
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
docker ps;docker rm web
docker ps|tee file
(docker ps)
docker ps &&
curl --form a=b localhost
curl --request POST localhost
docker ps | sort -o f
docker ps | sort -ruo f
docker ps | sort --output=f
docker ps | sort --compress-program=reboot
docker ps | uniq - out
docker ps | uniq -f 1 in out
docker ps | sed 'w f'
docker ps | sed -n '/web/w f'
docker ps | sed s/a/b/w f
docker ps | sed 's/a/rm x/e'
docker ps | sed -e p -e '1e touch x'
docker ps | sed -f script
docker ps | sed --in-place s/a/b/ f
docker ps | sed -Ei s/a/b/ f
docker ps | awk '{print > "f"}'
docker ps | awk '{printf "%s", $1 >> "f"}'
docker ps | awk '{system("rm x")}'
docker ps | awk '{print $1/2 | "rm x"; print 3/4}'
docker ps | awk '/a/ { "date" | getline now }'
docker ps | awk -f script
docker ps | awk -i inplace '{print}' f
curl -o page localhost
curl -sLo page localhost
curl -O localhost/a
curl --output page localhost
curl -sc jar localhost
curl -D headers localhost
curl -K config
curl --trace f localhost
curl -w '%output{f}%{http_code}' localhost
kubectl cluster-info dump --output-directory=d
docker exec node-1 iptables-save -f rules
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
