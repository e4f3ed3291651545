"""Looks one thing up again and again, here and at `oxigraph serve`, side by side: median and 99th percentile at 1, 8 and 64 clients.

Usage: lookups.py KABAR OXIGRAPH [SECONDS [ROUNDS]]   (the second program comes with `pip install oxigraph==0.5.13`)

Both serve the same data from disk. They take turns, and each turn begins with the other one, so that what else the machine does
meets both; the rounds are counted together. The clients write to bare sockets: what a library for HTTP costs would hide the servers.
"""

import multiprocessing
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

THINGS = 20_000
PROCESSES = 4
HOST = "127.0.0.1"


def data() -> str:
    lines = []
    for number in range(THINGS):
        thing = f"<http://example.org/{number}>"
        lines.append(f'{thing} <http://example.org/name> "thing {number}" .')
        lines.append(f"{thing} <http://example.org/next> <http://example.org/{(number * 7 + 1) % THINGS}> .")
        lines.append(f"{thing} <http://example.org/kind> <http://example.org/kind/{number % 50}> .")
    return "\n".join(lines)


def request() -> bytes:
    thing = f"<http://example.org/{random.randrange(THINGS)}>"
    query = f"SELECT ?name ?other {{ {thing} <http://example.org/name> ?name ; <http://example.org/next>/<http://example.org/name> ?other }}"
    head = f"GET /query?{urllib.parse.urlencode({'query': query})} HTTP/1.1\r\nhost: {HOST}\r\n"
    return (head + "accept: application/sparql-results+json\r\n\r\n").encode()


def answer(connection: socket.socket) -> bytes:
    """One whole answer, whether it says its length or comes in pieces."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += receive(connection)
    head, body = got.split(b"\r\n\r\n", 1)
    head = head.lower()
    if b"content-length:" in head:
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(body) < length:
            body += receive(connection)
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body += receive(connection)
    assert b" 200 " in head and b'"thing ' in body, (head, body)
    return body


def receive(connection: socket.socket) -> bytes:
    piece = connection.recv(65536)
    assert piece, "the server hung up"
    return piece


def work(port: int, clients: int, end: float, times: list[float]) -> None:
    def run() -> None:
        with socket.create_connection((HOST, port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.monotonic() < end:
                asked = request()
                started = time.perf_counter()
                connection.sendall(asked)
                answer(connection)
                times.append(time.perf_counter() - started)

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def process(port: int, clients: int, end: float, results: multiprocessing.SimpleQueue) -> None:
    times: list[float] = []
    work(port, clients, end, times)
    results.put(times)


def measure(port: int, clients: int, seconds: float) -> list[float]:
    shares = [clients // min(clients, PROCESSES)] * min(clients, PROCESSES)
    results: multiprocessing.SimpleQueue = multiprocessing.SimpleQueue()
    end = time.monotonic() + seconds
    processes = [multiprocessing.Process(target=process, args=(port, share, end, results)) for share in shares]
    for one in processes:
        one.start()
    times = [time for _ in processes for time in results.get()]
    for one in processes:
        one.join()
    return times


def start(words: list[str]) -> subprocess.Popen:
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "KABAR_LOG": "warn"})


def fill(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection((HOST, port)).close()
            break
        except OSError:
            time.sleep(0.05)
    load = urllib.request.Request(f"http://{HOST}:{port}/store?default", data().encode(), {"content-type": "application/n-triples"}, method="POST")
    with urllib.request.urlopen(load) as reply:
        assert reply.status in (200, 201, 204)


def main() -> None:
    kabar, oxigraph = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 3.0
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    folder = tempfile.mkdtemp()
    programs = {
        "oxigraph": (17878, [oxigraph, "serve", "--location", f"{folder}/oxigraph", "--bind", f"{HOST}:17878"]),
        "kabar": (17879, [kabar, "serve", "--location", f"{folder}/kabar", "--bind", f"{HOST}:17879", "--default-graph", "own"]),
    }
    running: list[subprocess.Popen] = []
    times: dict[tuple[int, str], list[float]] = {}
    loads = [os.getloadavg()[0]]
    try:
        for port, words in programs.values():
            running.append(start(words))
            fill(port)
        for turn in range(rounds):
            for clients in (1, 8, 64):
                for name in list(programs)[:: 1 if turn % 2 == 0 else -1]:
                    measure(programs[name][0], clients, seconds / 5)
                    times.setdefault((clients, name), []).extend(measure(programs[name][0], clients, seconds))
            loads.append(os.getloadavg()[0])
    finally:
        for program in running:
            program.terminate()
            program.wait()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"machine load {min(loads):.1f} to {max(loads):.1f}, {os.cpu_count()} cores; milliseconds; {rounds} rounds of {seconds:.0f} s")
    print("| clients | program | requests/s | p50 | p90 | p99 |\n| ---: | --- | ---: | ---: | ---: | ---: |")
    for clients, name in sorted(times):
        found = sorted(times[clients, name])
        points = [f"{found[min(len(found) - 1, int(len(found) * share))] * 1000:.2f}" for share in (0.5, 0.9, 0.99)]
        print(f"| {clients} | {name} | {len(found) / seconds / rounds:.0f} | {' | '.join(points)} |")


if __name__ == "__main__":
    main()
