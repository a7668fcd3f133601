"""For every kind of token, texts that differ in tokens of that kind alone: a page's, and a run's."""

HEX = "18398dc6363b08d6ed63c2dabdd32e54d83eaef1ca42f3869f0fd2819c6db368"
OTHER_HEX = "e91d09306f5951045117c28006dc0c191a862afba8a535da222b9860ef2b0122"
TOKEN = "SWMTKN-1-3buh8ihp2vgdia1tfo9r86gxry2wbkcjexl3tca6rojj0zm101-4hoyt3luzys2ddmil6atix6f6"
OTHER_TOKEN = "SWMTKN-1-61347v8xae0ila9jizafurpv0ol49pg1n9mr1yiscreddv6qjh-bdkivklpse2zyhdixxb6ufttw"

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
ZONES = [
    "UTC",
    "GMT",
    "CST",
    "CDT",
    "CET",
    "CEST",
    "EST",
    "EDT",
    "MST",
    "MDT",
    "PST",
    "PDT",
    "BST",
    "HKT",
    "IST",
    "JST",
    "KST",
    "SGT",
]

SAME = {
    "digest": [
        (f'ID "sha256:{HEX}" not', f'ID "sha256:{OTHER_HEX}" not'),
        (f"nginx@sha256:{HEX}", f"nginx@sha256:{OTHER_HEX}"),
    ],
    "uuid": [
        ("pvc-3f2504e0-4f89-11d3-9a0c-0305e82c3301", "pvc-11111111-2222-3333-4444-555555555555"),
        ("vm_3f2504e0-4f89-11d3-9a0c-0305e82c3301", "vm_a1111111-2222-3333-4444-555555555555"),
    ],
    "join-token": [(f"--token {TOKEN} 127.0.0.1:2377", f"--token {OTHER_TOKEN} 127.0.0.1:2377")],
    "time": [
        ("2026-11-22T20:07:54Z", "2026-11-22T20:08:06Z"),
        ('"2026-11-22T20:07:55.211536204Z"', '"2026-12-01T00:08:06.90671697+08:00"'),
        ("2026-11-22 20:07:52 +0000 UTC up", "2025-01-02 03:04:05 +0800 CST up"),
        ("2026/11/22 20:07:52 [notice]", "2026/11/23 00:00:00 [notice]"),
        ("Date: Sun, 22 Nov 2026 20:07:52 GMT", "Date: Mon, 1 Dec 2025 01:02:03 GMT"),
        ("Start: Sun, 22 Nov 2026 20:08:46 +0000", "Start: Mon, 23 Nov 2026 20:08:46 +0800"),
        ("[22/Nov/2026:21:46:58 +0000] GET", "[02/Dec/2026:01:46:58 +0800] GET"),
        ("Sun Nov 22 20:07:52 UTC 2026", "Mon Dec  1 01:02:03 CST 2025"),
        ("1:M 22 Nov 2026 20:07:52.123 * Ready", "1:M 02 Dec 2026 00:07:52.001 * Ready"),
        ("root 4096 Nov 22 20:07 .", "root 4096 Dec  2 2025 ."),
        ("root 26 20:07 ? 00:00:00 nginx", "root 26 09:15 ? 00:00:01 nginx"),
        ("I1122 20:07:52.123456 main.go:12]", "I1201 01:02:03.000001 main.go:12]"),
        ("built 2026-11-22.", "built 2025-01-31."),
        ("completed on 2026-11-25 15:06:52", "completed on 2026-12-01  0:13:24"),
        ("completed on 2026-11-25  9:06:52", "completed on 2026-12-01 10:13:24"),
        ("at 20:07:52,123", "at 09:00:00,001"),
        ("2026-11-22 20:07:52 UTC", "2026-11-22 20:07:53 GMT"),
        *((f"{month} 22 20:07", "Jan 1 2025") for month in MONTHS),
        *((f"{day}, 22 Nov 2026", "Mon, 23 Nov 2026") for day in DAYS),
        *((f"Sun Nov 22 20:07:52 {zone} 2026", "Mon Nov 23 20:07:52 UTC 2026") for zone in ZONES),
    ],
    "id": [
        (HEX, OTHER_HEX),
        ("18398dc6363b web", "e91d09306f59 web"),
        ("18398dc6363b web", "123456789012 web"),
        (f"containerd://{HEX}", f"containerd://{OTHER_HEX}"),
        ("web-run-18398dc6363b", "web-run-e91d09306f59"),
    ],
    "swarm-id": [
        ("(drbsmebvf8mh1ilrpuqgo949q)", "(efe7vybpvy5gaax9avp0whrrk)"),
        ("2d0avzak87s0 s", "zphkdbikpxnx s"),
        ("uuy37f4ck758 *", "a1b2c3d4e5f6 *"),
    ],
    "mac": [('"02:42:ac:11:00:02"', '"9e:17:5b:00:aa:ff"')],
    "address": [
        ("172.17.0.2", "10.244.0.17"),
        ('"172.19.0.0/16"', '"192.168.32.0/20"'),
        ("10.244.0.6:80,10.244.0.7:80", "10.244.1.60:80,172.18.0.2:80"),
        ("node/172.18.0.2", "node/172.18.0.3"),
        ("fc00:f853:ccd:e793::/64", "fd12:1:2:3::/64"),
        ("at 10.0.0.1.", "at 10.0.0.2."),
    ],
    "port": [
        ("https://127.0.0.1:36435/api", "https://127.0.0.1:41633/api"),
        ("0.0.0.0:32768->80/tcp, [::]:32768->80/tcp", "0.0.0.0:65535->80/tcp, [::]:65535->80/tcp"),
        ("localhost:40000", "localhost:50000"),
        *((f"127.0.0.1:{port}", "127.0.0.1:32769") for port in (32775, 32800, 33000, 59999, 64999, 65499, 65529)),
    ],
    "template-hash": [
        ("replicaset.apps/web-9cf49b6d6", "replicaset.apps/web-7b8f6c5d49"),
        ("pod-template-hash=9cf49b6d6", "pod-template-hash=7b8f6c5d4"),
        ("web-9cf49b6d6-5bh2r 1/1", "web-67b8f4c-zzzzz 1/1"),
    ],
    "suffix": [
        ("web-bws9c", "web-n6fcq"),
        ("kube-api-access-4gf9d:", "kube-api-access-24567:"),
        ("kindnet-bcmdh 1/1", "kindnet-twgpn 1/1"),
        ("job-x7k2p", "job-httpd"),
    ],
    "duration": [
        ("9s", "3m4s"),
        ("Up 2 seconds", "Up About a minute"),
        ("Less than a second ago", "3 weeks ago"),
        ("Running 0 5d4h", "Running 0 179m"),
        ("real 0m0.225s", "real 0m1.7s"),
        ("(2m ago)", "(2h3m ago)"),
        ("time=0.045 ms", "time=12 ms"),
        ("1 row in set (0.01 sec)", "1 row in set (0.10 sec)"),
        ("naming done 0.0s", "naming done 1.2s"),
        ("took 1.5ms", "took 820µs"),
        ("took 5us", "took 12ns"),
        ("3y", "400d"),
        *(
            (f"{n} {unit} ago", "5 seconds ago")
            for n, unit in enumerate(["hour", "days", "weeks", "months", "years"], 1)
        ),
        ("2y45d", "30s"),
        ("rtt min/avg/max/mdev = 0.040/0.050/0.060/0.010 ms", "rtt min/avg/max/mdev = 0.1/1.5/12.2/3.0 ms"),
        ("took: 10s", "took: 12s"),
        ("Age: 5m", "Age: 3h"),
        ("start-up: 0.47 s", "start-up: 0.5 s"),
    ],
    "schedule": [
        ("hello-29382910 Complete", "hello-31000000 Complete"),
        ("hello-29382910-5bh2r", "hello-29382911-n6fcq"),
    ],
    "interface": [("eth0@if395: <BROADCAST>", "eth0@if7: <BROADCAST>"), ("2: eth0@if395: <UP>", "14: eth0@if3: <UP>")],
    "folder": [
        ("/home/you/07-data/site: a", "/tmp/workshop-x1/labs/07-data/site: a"),
    ],
    "resource-version": [
        ('resourceVersion: "1234"', 'resourceVersion: "99"'),
        ('"resourceVersion": "1234",', '"resourceVersion": "99",'),
        ('{"resourceVersion":"1234"}', '{"resourceVersion":"99"}'),
    ],
    "node-port": [("80:31234/TCP", "80:30001/TCP"), ("NodePort: http 31234/TCP", "NodePort: http 32767/TCP")],
    "size": [("web 3.863MiB / 23.54GiB", "web 3.57MiB / 15GiB"), ("1.17kB / 635B", "0B / 1.2 MB"), ("5Mi", "12Mi")],
    "percent": [("0.00%", "12.5%"), ("3%", "100%")],
    "kernel": [("6.18.44-fc-v657", "5.15.0-91-generic"), ("6.6.87.2-microsoft-standard-WSL2", "6.10.14-linuxkit")],
    "pid": [
        ("root 26914 26890 x", "root 7 1 x"),
        ("start worker process 7", "start worker process 29"),
        ("1#1: a", "29#30: a"),
    ],
    "number": [
        ("answers from one Pod: 4.49 /s", "answers from one Pod: 17 /s"),
        ("lost: 28 requests", "lost: 3 requests"),
    ],
}
