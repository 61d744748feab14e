#!/usr/bin/env python3
"""Times a keystroke from outside: from sending `textDocument/didChange` to the findings of that version.

    benches/keystroke.py --stdreg target/release/stdreg [--tombi PATH] [--taplo PATH] --register FILE

A letter of a code in the middle of the file is taken away and put back in turn, so that every keystroke changes what
is found. All servers are asked the same, one after the other, over stdio; times are medians in milliseconds. A burst is a hundred
such keystrokes sent at once: the time from the last of them to the findings of its version. An edit everywhere is one notification with
a change in each entry, from the last to the first, as an editor sends what was renamed or undone.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import threading
import queue
import time


class Server:
    """A language server over stdio, as an editor would start it."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.messages = queue.Queue()
        self.last_id = 0
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        output = self.process.stdout
        while True:
            length = None
            while line := output.readline():
                if line == b"\r\n":
                    break
                name, value = line.split(b":", 1)
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                return
            body = output.read(length)
            # The clock stops when the message is there; reading its JSON is the client's work.
            self.messages.put((time.perf_counter(), body))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        return self.until(lambda message: message.get("id") == self.last_id and "method" not in message)

    def until(self, is_wanted):
        while True:
            arrived, body = self.messages.get(timeout=60)
            message = json.loads(body)
            if "method" in message and "id" in message:
                # Of settings an answer for each item; nothing is set.
                items = (message.get("params") or {}).get("items")
                self.send({"id": message["id"], "result": None if items is None else [{} for _ in items]})
            elif is_wanted(message):
                return arrived, message

    def end(self):
        """Ends it as an editor does, so that what it counts at work is written; by force where it does not answer."""
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self.process.wait(timeout=60)
        except (queue.Empty, OSError, subprocess.TimeoutExpired):
            self.process.kill()


CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"publishDiagnostics": {"versionSupport": True, "relatedInformation": True}},
}


# What a key that is held down sends before the server has looked. Odd, so that the last version is not like the first.
BURST = 101


def measure(command, register, runs, bursts):
    """The times of opening, of each keystroke, of the last keystroke of each burst and of each edit everywhere, in milliseconds."""
    folder = register.parent
    text = register.read_text(encoding="utf-8")
    lines = text.split("\n")
    codes = [number for number, line in enumerate(lines) if line.startswith("code")]
    line = codes[len(codes) // 2]
    column = lines[line].rindex('"') - 1
    letter = lines[line][column]
    server = Server(command, folder)
    options = {"processId": None, "rootUri": folder.as_uri(), "capabilities": CAPABILITIES}
    _, answer = server.request("initialize", options)
    sync = answer["result"]["capabilities"]["textDocumentSync"]
    takes_ranges = (sync["change"] if isinstance(sync, dict) else sync) == 2
    server.notify("initialized", {})
    uri = register.as_uri()

    def findings_of(version, is_there=None):
        """Waits for the findings of a version; of a server that names no version, for those that are as they must be."""

        def is_wanted(message):
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            params = message["params"]
            if params["uri"] != uri or params.get("version") not in (version, None):
                return False
            found = any(finding["range"]["start"]["line"] == line for finding in params["diagnostics"])
            return is_there is None or found == is_there

        return server.until(is_wanted)

    begun = time.perf_counter()
    document = {"uri": uri, "languageId": "toml", "version": 1, "text": text}
    server.notify("textDocument/didOpen", {"textDocument": document})
    arrived, _ = findings_of(1)
    opened = (arrived - begun) * 1000

    def edit(version, changes):
        document = {"uri": uri, "version": version}
        server.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def change(version):
        """Sends a keystroke, and gives whether its version has a fault."""
        is_there = version % 2 == 0
        span = {
            "start": {"line": line, "character": column},
            "end": {"line": line, "character": column + (1 if is_there else 0)},
        }
        change = {"range": span, "text": "" if is_there else letter}
        if not takes_ranges:
            # A server that takes no ranges is sent the whole text, as an editor would.
            cut = lines[line][:column] + ("" if is_there else letter) + lines[line][column + 1 :]
            change = {"text": "\n".join([*lines[:line], cut, *lines[line + 1 :]])}
        edit(version, [change])
        return is_there

    version = 1
    times = []
    for _ in range(runs):
        version += 1
        time.sleep(0.02)
        begun = time.perf_counter()
        is_there = change(version)
        arrived, message = findings_of(version, is_there)
        # Without a version nobody knows that no findings are not those of a moment in which nothing was checked yet.
        if is_there or "version" in message["params"]:
            times.append((arrived - begun) * 1000)
    last = []
    for _ in range(bursts):
        time.sleep(0.1)
        for _ in range(BURST):
            version += 1
            begun = time.perf_counter()
            is_there = change(version)
        arrived, _ = findings_of(version, is_there)
        last.append((arrived - begun) * 1000)
    everywhere = []
    for turn in range(min(bursts, 4)):
        version += 1
        changes = []
        for number in reversed(codes):
            end = len(lines[number])
            is_there = turn % 2
            span = {"start": {"line": number, "character": end}, "end": {"line": number, "character": end + is_there}}
            changes.append({"range": span, "text": "" if is_there else " "})
        time.sleep(0.1)
        begun = time.perf_counter()
        edit(version, changes)
        arrived, _ = findings_of(version)
        everywhere.append((arrived - begun) * 1000)
    server.end()
    return opened, times, last, everywhere


def peers(arguments):
    """The servers beside ours that were named, with their commands."""
    found = []
    if arguments.tombi:
        found.append(("tombi", [str(arguments.tombi.resolve()), "lsp", "--offline"]))
    if arguments.taplo:
        found.append(("taplo", [str(arguments.taplo.resolve()), "lsp", "stdio"]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--register", type=pathlib.Path, required=True, help="the register, as the generator writes it")
    parser.add_argument("--stdreg", type=pathlib.Path, required=True)
    parser.add_argument("--tombi", type=pathlib.Path)
    parser.add_argument("--taplo", type=pathlib.Path)
    parser.add_argument("--bursts", type=int, default=10, help="how many bursts of keystrokes of our server")
    parser.add_argument("--runs", type=int, default=60)
    arguments = parser.parse_args()
    register = arguments.register.resolve()
    print("| server | opening [ms] | keystroke, median [ms] | slowest of ten [ms] | last of a burst of 100 [ms] | everywhere [ms] |")
    print("|:---|---:|---:|---:|---:|---:|")
    servers = [("stdreg", [str(arguments.stdreg.resolve()), "lsp"], arguments.runs, arguments.bursts)]
    servers += [(*peer, min(arguments.runs, 10), 0) for peer in peers(arguments)]
    for name, command, runs, bursts in servers:
        try:
            opened, times, last, everywhere = measure(command, register, runs, bursts)
        except queue.Empty:
            print(f"| `{name} lsp` | no findings came | | | | |", flush=True)
            continue
        slow = sorted(times)[int(len(times) * 0.9)]
        burst = f"{statistics.median(last):.1f} | {statistics.median(everywhere):.0f}" if last else "— | —"
        row = f"{opened:.0f} | {statistics.median(times):.1f} | {slow:.1f} | {burst}"
        print(f"| `{name} lsp` | {row} |", flush=True)


if __name__ == "__main__":
    main()
