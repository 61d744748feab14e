"""A client's end of a language server: it reads all that comes at once, answers what it is asked, and counts."""

import json
import subprocess
import threading
import time

# How long anything may take before a test gives up. No measure of speed.
PATIENCE = 120

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
        "symbol": {},
    },
    "window": {"workDoneProgress": True},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "rename": {"prepareSupport": True},
    },
}


class Server:
    """A server at work, whose client does as the protocol says unless it is told otherwise."""

    def __init__(self, program, folders, process_id=None):
        self.process = subprocess.Popen(
            [program, "lsp"],
            cwd=folders[0],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"XDG_CACHE_HOME": str(folders[0] / ".cache"), "RUST_BACKTRACE": "1"},
        )
        self.settings = {}
        self.changed = threading.Condition()
        # The latest findings of each document, where there are any.
        self.found = {}
        self.waiting = {}
        self.answers = {}
        self.faults = []
        self.messages = 0
        self.count = 0
        self.stderr = b""
        self.may_read = threading.Event()
        self.may_read.set()
        self.writing = threading.Lock()
        self.readers = [threading.Thread(target=target, daemon=True) for target in (self._read, self._read_errors)]
        for reader in self.readers:
            reader.start()
        folders = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        options = {"processId": process_id, "rootUri": folders[0]["uri"], "workspaceFolders": folders}
        self.request("initialize", {**options, "capabilities": CAPABILITIES, "locale": "zh-CN"})
        self.notify("initialized", {})

    # What comes.

    def _read_errors(self):
        for line in self.process.stderr:
            self.stderr += line

    def _read(self):
        try:
            while self._read_message():
                self.may_read.wait()
        except (OSError, ValueError):
            pass
        with self.changed:
            self.waiting.clear()
            self.changed.notify_all()

    def _read_message(self):
        length = 0
        while (line := self.process.stdout.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            return False
        message = json.loads(self.process.stdout.read(length))
        with self.changed:
            self.messages += 1
            self._take(message)
            self.changed.notify_all()
        return True

    def _take(self, message):
        method, identifier = message.get("method"), message.get("id")
        if method is None:
            if identifier is None:
                return
            if identifier not in self.waiting:
                self.faults.append(f"an answer that nobody waits for: {message}")
                return
            asked, is_wanted = self.waiting.pop(identifier)
            if is_wanted:
                self.answers[identifier] = message
            # Cancelled, changed meanwhile, refused with a reason (a name that cannot be one).
            error = message.get("error")
            if error and error["code"] not in (-32800, -32801, -32803, -32602):
                self.faults.append(f"{asked}: {error}")
        elif identifier is not None:
            items = message["params"]["items"] if method == "workspace/configuration" else None
            result = None if items is None else [self.settings for _ in items]
            # Beside the reading, or a server that waits for this client to read would wait for ever.
            answer = {"id": identifier, "result": result}
            threading.Thread(target=self._answer, args=(answer,), daemon=True).start()
        elif method == "textDocument/publishDiagnostics":
            uri, found = message["params"]["uri"], message["params"]["diagnostics"]
            self.found.pop(uri, None)
            if found:
                self.found[uri] = found
        elif method == "window/showMessage" and message["params"]["type"] == 1:
            self.faults.append(f"told: {message['params']['message']}")

    def _answer(self, answer):
        try:
            self.send(answer)
        except (OSError, ValueError):
            pass

    # What goes.

    def raw(self, data):
        with self.writing:
            self.process.stdin.write(data)
            self.process.stdin.flush()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params, is_wanted=False):
        """Sends a request and gives its id; the answer is kept where it is wanted."""
        with self.changed:
            self.count += 1
            identifier = self.count
            self.waiting[identifier] = (method, is_wanted)
        self.send({"id": identifier, "method": method, "params": params})
        return identifier

    def request(self, method, params):
        """Sends a request and gives its result, or none where it was refused."""
        return self.result(self.ask(method, params, is_wanted=True))

    def result(self, identifier):
        self.until(lambda: identifier not in self.waiting, f"the answer to request {identifier}")
        answer = self.answers.pop(identifier, None)
        assert answer is not None, f"the server has ended: {self.stderr.decode()}"
        return answer.get("result")

    def until(self, holds, what):
        with self.changed:
            assert self.changed.wait_for(holds, PATIENCE), f"{what} does not come: {list(self.waiting.items())[:5]}"

    def keep_up(self, most):
        """Waits until no more requests than that are not answered yet."""
        self.until(lambda: len(self.waiting) <= most, "an answer")

    def settle(self):
        """Waits until all is answered and nothing more comes."""
        self.keep_up(0)
        before = -1
        while before != self.messages:
            before = self.messages
            self.request("workspace/symbol", {"query": "nothing is called this"})
            before += 1
            time.sleep(0.3)

    # The process.

    def status(self):
        """The memory in use in kB, the number of threads, and that of open files."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            lines = dict(line.split(":", 1) for line in status)
        with subprocess.Popen(["ls", f"/proc/{self.process.pid}/fd"], stdout=subprocess.PIPE) as listed:
            files = len(listed.stdout.read().split())
        return int(lines["VmRSS"].split()[0]), int(lines["Threads"]), files

    def stop(self):
        """Ends it as the protocol says, and gives its exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(PATIENCE)

    def close(self):
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except OSError:
                pass
