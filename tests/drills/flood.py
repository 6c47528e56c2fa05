#!/usr/bin/env python3
"""A flood from one machine: does a story still come in, and how much memory does the service take?

Starts the real binary on a loopback address, with its limits as in production, and at once
  - opens 2,000 connections that send nothing, 24 forms and 100 JSON bodies that stop half-way,
  - sends 20 pictures that unpack to as much as is allowed, and 600 attempts to sign in with made-up names,
  - tells stories one after the other from another loopback address.
Then a stranger tries 12 wrong passwords for a name, and the right person signs in from elsewhere.

    python3 tests/drills/flood.py --binary target/release/sensing

Exits 0 when a story took less than a second, memory stayed below 512 MB and the right person got in. Linux only: it uses
several addresses of 127.0.0.0/8 as clients.
"""

import argparse
import http.client
import json
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

PASSWORD = "four words make a password"
MOST_SECONDS, MOST_MEGABYTES = 1.0, 512


def main():
    options = read_options()
    raise_file_limit()
    with tempfile.TemporaryDirectory(prefix="sensing-flood-") as folder:
        make_staff(options.binary, folder)
        service, address = start(options.binary, folder)
        try:
            before = memory(service.pid, "VmRSS")
            report = flood(options, address)
            report["right person signs in after 12 wrong tries"] = "yes" if guesses(address) else "no"
            peak = memory(service.pid, "VmHWM")
            time.sleep(2)
            report["RSS before, peak, after (MB)"] = f"{before:.0f}, {peak:.0f}, {memory(service.pid, 'VmRSS'):.0f}"
        finally:
            service.terminate()
            service.wait(60)
    for name, value in report.items():
        print(f"{name:46} {value}")
    slowest = report["seconds a story, max"]
    good = slowest < MOST_SECONDS and peak < MOST_MEGABYTES and report["right person signs in after 12 wrong tries"] == "yes"
    sys.exit(0 if good else 1)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=Path("target/release/sensing"))
    parser.add_argument("--seconds", type=float, default=20, help="how long stories are told")
    parser.add_argument("--idle", type=int, default=2000)
    parser.add_argument("--sign-ins", type=int, default=600)
    parser.add_argument("--pictures", type=int, default=20)
    return parser.parse_args()


def raise_file_limit():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def make_staff(binary, folder):
    command = [binary, "staff", "add", "ada", "--role", "analyst", "--password-stdin", "--data", folder]
    subprocess.run(command, input=PASSWORD, text=True, check=True, stdout=subprocess.DEVNULL)


def start(binary, folder):
    command = [binary, "serve", "--bind", "127.0.0.1:0", "--data", folder]
    service = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    host, port = service.stdout.readline().strip().removeprefix("Listening on http://").split(":")
    address = (host, int(port))
    for _ in range(600):
        if request(address, "127.0.0.1", "GET", "/health/ready", timeout=5)[0] == 200:
            return service, address
        time.sleep(0.05)
    raise SystemExit("the service did not become ready")


def memory(pid, field):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"no {field}")


def request(address, source, method, path, body=None, kind="application/json", timeout=60):
    """One request on its own connection; returns its status, or 0 when the connection broke."""
    connection = http.client.HTTPConnection(*address, timeout=timeout, source_address=(source, 0))
    try:
        connection.request(method, path, body, {"content-type": kind} if body is not None else {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError as error:
        return 0, str(error).encode()
    finally:
        connection.close()


def story():
    return {
        "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "title": "The phone call",
        "text": "Somebody rang back on the same day. " * 20, "answers": {"timing": {"dyad": 0.81}},
        "consent": {"analysis": True, "quotation": False},
    }


def jpeg_bomb():
    """A progressive JPEG of 100 kB whose decoder holds all its coefficients: the largest that the service decodes."""
    width = height = 4300

    def segment(marker, data):
        return b"\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2, "big") + data

    components = b"".join(bytes([number, 0x11, 0]) for number in (1, 2, 3))
    frame = bytes([8]) + height.to_bytes(2, "big") + width.to_bytes(2, "big") + bytes([3]) + components
    # One code of one bit, for “as the block before”; one scan with the mean of each block, and nothing else.
    huffman = bytes([0]) + bytes([1] + [0] * 15) + bytes([0])
    scan = bytes([3]) + b"".join(bytes([number, 0]) for number in (1, 2, 3)) + bytes([0, 0, 0])
    blocks = 3 * ((width + 7) // 8) * ((height + 7) // 8)
    tables = segment(0xDB, bytes([0]) + bytes([1] * 64)) + segment(0xC2, frame) + segment(0xC4, huffman)
    return b"\xff\xd8" + tables + segment(0xDA, scan) + bytes(blocks // 8 + 1) + b"\xff\xd9"


def png_bomb():
    """A PNG of a hundred kilobytes that unpacks to 30 million pixels."""
    width, height = 6000, 5000

    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 6, 0, 0, 0])
    rows = zlib.compress(bytes((1 + 4 * width) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def form(parts):
    boundary = "a-boundary-of-the-flood"
    body = b""
    for name, kind, data in parts:
        head = f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"\r\ncontent-type: {kind}\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def flood(options, address):
    statuses, lock = {"sign-ins": {}, "pictures": {}, "stories": {}}, threading.Lock()

    def count(what, status):
        with lock:
            statuses[what][status] = statuses[what].get(status, 0) + 1

    held = hold_connections(options, address)
    told = ("story", "application/json", json.dumps(story()).encode())
    pictures = [form([told, ("picture", "image/png", png_bomb())]), form([told, ("picture", "image/jpeg", jpeg_bomb())])]
    threads = []
    for number in range(options.pictures):
        body, kind = pictures[number % 2]
        threads.append(lambda body=body, kind=kind: count("pictures", request(address, "127.0.0.3", "POST", "/api/v1/stories", body, kind)[0]))
    for number in range(options.sign_ins):
        body = json.dumps({"name": f"made-up-{number}", "password": "guessing and guessing"})
        # From many addresses, so that the limit by address does not protect the service.
        source = f"127.0.1.{number % 200 + 1}"
        threads.append(lambda body=body, source=source: count("sign-ins", request(address, source, "POST", "/api/v1/session", body)[0]))
    threads = [threading.Thread(target=work, daemon=True) for work in threads]
    for thread in threads:
        thread.start()

    times, ends = [], time.monotonic() + options.seconds
    while time.monotonic() < ends:
        began = time.monotonic()
        status = request(address, f"127.0.2.{len(times) % 200 + 1}", "POST", "/api/v1/stories", json.dumps(story()))[0]
        times.append(time.monotonic() - began)
        count("stories", status)
        time.sleep(0.02)
    for thread in threads:
        thread.join(60)
    for connection in held:
        connection.close()
    return {
        "stories told, by status": statuses["stories"],
        "sign-ins with made-up names, by status": statuses["sign-ins"],
        "pictures that unpack to a lot, by status": statuses["pictures"],
        "connections that were held": len(held),
        "seconds a story, p50": round(statistics.median(times), 4),
        "seconds a story, max": round(max(times), 4),
    }


def hold_connections(options, address):
    head = b"POST /api/v1/stories HTTP/1.1\r\nhost: x\r\ncontent-type: %s\r\ncontent-length: 10000000\r\n\r\n"
    body, kind = form([("story", "application/json", json.dumps(story()).encode())])
    begun = [head % kind.encode() + body[:60]] * 24 + [head % b"application/json" + b'{"framework": '] * 100
    held = []
    for number in range(options.idle + len(begun)):
        connection = socket.create_connection(address, timeout=10, source_address=(f"127.0.4.{number % 200 + 1}", 0))
        if number < len(begun):
            connection.sendall(begun[number])
        held.append(connection)
    return held


def guesses(address):
    """12 simultaneous wrong passwords for a name from one address, then the right password from another."""
    wrong = json.dumps({"name": "ada", "password": "guessing and guessing"})
    arguments = (address, "127.0.0.9", "POST", "/api/v1/session", wrong)
    threads = [threading.Thread(target=request, args=arguments, daemon=True) for _ in range(12)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    right = json.dumps({"name": "ada", "password": PASSWORD})
    return request(address, "127.0.0.10", "POST", "/api/v1/session", right)[0] == 200


if __name__ == "__main__":
    main()
