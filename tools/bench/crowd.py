"""Lets 10,000 clients come at once and leave again, and tells what stays of them: threads, open files, memory.

Usage: crowd.py KABAR [CLIENTS]

Each round has three crowds: one that asks and gets its answer and keeps its connection, one that asks for rows without end and
leaves in their midst, and one that leaves in the middle of its request. Ends with an error if anything is left of the last round.
"""

import os
import resource
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

ROUNDS = 3
PATIENCE = 60
SMALL = "/sparql?query=" + urllib.parse.quote("SELECT ?s { ?s ?p ?o } LIMIT 1")
ENDLESS = "/sparql?query=" + urllib.parse.quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def start(program: str) -> tuple[subprocess.Popen, int]:
    words = [program, "serve", "--bind", "127.0.0.1:0", "--timeout", "5"]
    server = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "KABAR_LOG": "error"})
    address = server.stderr.readline().split("http://")[1].split("/")[0]
    return server, int(address.rsplit(":", 1)[1])


def holds(server: subprocess.Popen, port: int) -> dict[str, int]:
    status = dict(line.split(":", 1) for line in open(f"/proc/{server.pid}/status"))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
        numbers = dict(line.rsplit(" ", 1) for line in reply.read().decode().splitlines() if not line.startswith("#"))
    return {
        "threads": int(status["Threads"]),
        "files": len(os.listdir(f"/proc/{server.pid}/fd")),
        "resident MB": int(status["VmRSS"].split()[0]) // 1024,
        "allocated MB": int(numbers["kabar_memory_bytes"]) >> 20,
        "running": int(numbers["kabar_running"]),
    }


def come(port: int, number: int, text: str) -> socket.socket:
    # One address has ports for some thousands of connections at most.
    client = socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.1.{number // 4000 + 1}", 0))
    client.sendall(text.encode())
    return client


def crowd(port: int, clients: int, text: str, reads: int) -> list[socket.socket]:
    there = [come(port, number, text) for number in range(clients)]
    for client in there:
        if reads:
            assert client.recv(reads), "no answer"
    return there


def leave(there: list[socket.socket]) -> None:
    for client in there:
        client.close()


def show(name: str, now: dict[str, int]) -> None:
    print(f"| {name} | " + " | ".join(str(number) for number in now.values()) + " |", flush=True)


def main() -> None:
    program = sys.argv[1]
    clients = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, clients * 2 + 1000), most))
    server, port = start(program)
    try:
        leave(crowd(port, 50, f"GET {SMALL} HTTP/1.1\r\nhost: x\r\n\r\n", 12))
        time.sleep(2)
        before = holds(server, port)
        print("| | " + " | ".join(before) + " |\n| --- |" + " ---: |" * len(before))
        show("before", before)
        for turn in range(1, ROUNDS + 1):
            there = crowd(port, clients, f"GET {SMALL} HTTP/1.1\r\nhost: x\r\n\r\n", 12)
            show(f"round {turn}: {clients} with their answers", holds(server, port))
            leave(there)
            leave(crowd(port, clients, f"GET {ENDLESS} HTTP/1.1\r\nhost: x\r\n\r\n", 0))
            leave(crowd(port, clients, f"GET {ENDLESS} HTTP/1.1\r\nhost: ", 0))
            waited = time.monotonic()
            while time.monotonic() < waited + PATIENCE:
                after = holds(server, port)
                # The request for these numbers is a client too, and runs on a thread.
                if after["files"] <= before["files"] + 2 and after["threads"] <= before["threads"] + 1 and not after["running"]:
                    break
                time.sleep(0.5)
            else:
                sys.exit(f"{PATIENCE} seconds after the last had left: {after}, before: {before}")
            time.sleep(15)  # the allocator gives back what nobody used for ten seconds
            show(f"round {turn}: all gone", holds(server, port))
    finally:
        server.terminate()
        server.wait()


main()
