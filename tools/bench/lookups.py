"""Looks one thing up again and again, here and at `oxigraph serve`, side by side: median and 99th percentile at 1, 8 and 64 clients.

Usage: lookups.py KABAR OXIGRAPH [SECONDS]   (the second program comes with `pip install oxigraph==0.5.13`)
"""

import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

THINGS = 20_000


def data() -> str:
    lines = []
    for number in range(THINGS):
        thing = f"<http://example.org/{number}>"
        lines.append(f'{thing} <http://example.org/name> "thing {number}" .')
        lines.append(f"{thing} <http://example.org/next> <http://example.org/{(number * 7 + 1) % THINGS}> .")
        lines.append(f"{thing} <http://example.org/kind> <http://example.org/kind/{number % 50}> .")
    return "\n".join(lines)


def ask(connection: http.client.HTTPConnection) -> float:
    thing = f"<http://example.org/{random.randrange(THINGS)}>"
    query = f"SELECT ?name ?other {{ {thing} <http://example.org/name> ?name ; <http://example.org/next>/<http://example.org/name> ?other }}"
    started = time.perf_counter()
    connection.request("GET", "/query?" + urllib.parse.urlencode({"query": query}), headers={"accept": "application/sparql-results+json"})
    rows = json.loads(connection.getresponse().read())["results"]["bindings"]
    took = time.perf_counter() - started
    assert len(rows) == 1, rows
    return took


def measure(port: int, clients: int, seconds: float) -> list[float]:
    times: list[float] = []
    end = time.monotonic() + seconds

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.monotonic() < end:
            times.append(ask(connection))

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times)


def start(words: list[str], port: int) -> subprocess.Popen:
    program = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "KABAR_LOG": "warn"})
    for _ in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", port).request("GET", "/")
            break
        except OSError:
            time.sleep(0.05)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/store?default", body=data(), headers={"content-type": "application/n-triples"})
    assert connection.getresponse().status in (200, 201, 204)
    return program


def main() -> None:
    kabar, oxigraph = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 5.0
    folder = tempfile.mkdtemp()
    programs = {
        "oxigraph": (17878, [oxigraph, "serve", "--location", f"{folder}/oxigraph", "--bind", "127.0.0.1:17878"]),
        "kabar": (17879, [kabar, "serve", "--location", f"{folder}/kabar", "--bind", "127.0.0.1:17879", "--default-graph", "own"]),
    }
    running = [start(words, port) for port, words in programs.values()]
    try:
        print(f"machine load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; milliseconds")
        print("| clients | program | requests/s | p50 | p99 |\n| ---: | --- | ---: | ---: | ---: |")
        for clients in (1, 8, 64):
            for name, (port, _) in programs.items():
                measure(port, clients, seconds / 5)
                times = measure(port, clients, seconds)
                point = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1000
                print(f"| {clients} | {name} | {len(times) / seconds:.0f} | {point(0.5):.2f} | {point(0.99):.2f} |")
    finally:
        for program in running:
            program.terminate()
        shutil.rmtree(folder, ignore_errors=True)


main()
