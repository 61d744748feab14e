"""A client of a language server, as small as a test of completion and findings needs it."""

import json
import pathlib
import queue
import subprocess
import threading
import time


class Server:
    """A server at work in a folder. `settings` is what it gets when it asks for its configuration."""

    def __init__(self, command, folder, settings=None, environment=None, log=None):
        self.folder = pathlib.Path(folder)
        self.settings = settings
        self.found = {}
        self.answers = queue.Queue()
        self.count = 0
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
        threading.Thread(target=self.read, daemon=True).start()
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": self.folder.as_uri(),
                "workspaceFolders": [{"uri": self.folder.as_uri(), "name": "test"}],
                "initializationOptions": {"configurationSection": "evenBetterToml"},
                "capabilities": {"workspace": {"configuration": True, "workspaceFolders": True}},
            },
        )
        self.notify("initialized", {})

    def read(self):
        while True:
            length = 0
            while (line := self.process.stdout.readline()).strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                self.answers.put(None)
                return
            message = json.loads(self.process.stdout.read(length))
            if "method" not in message:
                self.answers.put(message)
            elif "id" in message:
                is_configuration = message["method"] == "workspace/configuration"
                items = message["params"]["items"] if is_configuration else []
                result = [self.settings for _ in items] if is_configuration else None
                self.send({"id": message["id"], "result": result})
            elif message["method"] == "textDocument/publishDiagnostics":
                self.found[message["params"]["uri"]] = message["params"]["diagnostics"]

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params})
        while True:
            answer = self.answers.get(timeout=120)
            if answer is None:
                raise RuntimeError("the server has ended")
            if answer["id"] == self.count:
                return answer.get("result")

    def open(self, name, text):
        """Opens a file, which is on disk as well."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        document = {"uri": path.as_uri(), "languageId": "toml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return path.as_uri()

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def complete(self, name, marked):
        """The labels and the documentation of what is offered at `$0`. Asked again while schemas are being read."""
        before, after = marked.split("$0")
        uri = self.open(name, before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        deadline = time.monotonic() + 60
        offers = {}
        while not offers and time.monotonic() < deadline:
            time.sleep(0.2)
            params = {"textDocument": {"uri": uri}, "position": position}
            result = self.request("textDocument/completion", params) or []
            items = result["items"] if isinstance(result, dict) else result
            offers = {item["label"].strip('"'): str(item.get("documentation")) for item in items}
        self.close(uri)
        return offers

    def finds(self, name, text, word):
        """What is found in a file, and whether a finding with a word is among it, for which it waits. The file must not have
        been open before: what a server says of a file that was closed may come after what it says of it open again."""
        uri = self.open(name, text)
        deadline = time.monotonic() + 60
        found, is_found = [], False
        while not is_found and time.monotonic() < deadline:
            time.sleep(0.2)
            found = [finding["message"] for finding in self.found.get(uri, [])]
            is_found = any(word in message for message in found)
        self.close(uri)
        return is_found, found

    def stop(self):
        self.process.kill()
        self.process.wait()
