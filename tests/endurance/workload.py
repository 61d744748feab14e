"""What is done to a server, at random: all that editors do, and what no editor should."""

import json
import shutil
import subprocess
import time
from collections import Counter

from documents import Document, edit
from server import PATIENCE, Server

# How many requests may be unanswered at once.
MOST_WAITING = 64

AT_POSITION = ["completion", "hover", "definition", "documentHighlight", "prepareRename"]
OF_WHOLE = ["documentSymbol", "foldingRange", "documentLink", "codeLens", "semanticTokens/full"]
SETTINGS = [
    {},
    {"language": "en"},
    {"select": ["L", "S"]},
    {"ignore": ["NONE", "E012"]},
    {"diagnostics": {"scope": "openFiles"}},
    {"inlayHints": {"codeMeaning": False}, "codeLens": {"enable": False}},
    {"select": 7},
]
GARBAGE = [
    b"Content-Length: -5\r\n\r\nhello",
    b"Content-Length: x\r\n\r\n",
    b"Content-Length: 99999999999999999999\r\n\r\n{}",
    b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"\x00\xff\xfe" * 50 + b"\r\n\r\n",
    b"x" * 70_000 + b"\r\n\r\n",
    *(
        # Bodies as long as is said: what is told to be longer takes the next message with it, whatever a server does.
        b"Content-Length: %d\r\n\r\n" % len(body) + body
        for body in (b'{"jsonrpc', b"[]", b'{"jsonrpc":"2.0"}', b'{"jsonrpc":"2.0","method":"initialized","params":7}')
    ),
]
STRANGE = [
    ("textDocument/didChange", {"textDocument": {"uri": "file:///nowhere", "version": 3}, "contentChanges": [{"text": "x"}]}),
    ("textDocument/didClose", {"textDocument": {"uri": "untitled:1"}}),
    ("textDocument/didSave", {"textDocument": {"uri": "git:/a/register.toml?x"}}),
    ("textDocument/didOpen", {"textDocument": 7}),
    ("workspace/didChangeWatchedFiles", {"changes": [{"uri": "file:///nowhere/at/all.toml", "type": 3}]}),
    ("workspace/didChangeConfiguration", {"settings": [[[[[]]]]]}),
    ("$/cancelRequest", {"id": 99999999}),
    ("$/setTrace", {"value": "verbose"}),
    ("no/such/method", {}),
]


class Workload:
    """A workspace with files, and a server at work in it."""

    def __init__(self, program, folder, random):
        self.program = program
        self.folder = folder
        self.beside = folder.parent / "beside"
        self.random = random
        self.done = Counter()
        files = sorted(path for path in folder.rglob("*.toml"))
        self.documents = [Document(path) for path in files]
        self.extra = []
        self.has_beside = False
        self.server = Server(program, [folder])
        self.actions = {
            self.edit: 40,
            self.ask: 60,
            self.toggle: 8,
            self.save: 3,
            self.change_on_disk: 5,
            self.create_or_remove: 2,
            self.rename: 2,
            self.act: 4,
            self.format: 2,
            self.configure: 1,
            self.change_folders: 0.5,
            self.spoil: 2,
        }

    def step(self):
        action = self.random.choices(list(self.actions), list(self.actions.values()))[0]
        action()
        self.done[action.__name__] += 1
        self.server.keep_up(MOST_WAITING)

    def open_documents(self):
        return [document for document in self.documents if document.is_open]

    def some(self):
        opened = self.open_documents()
        return self.random.choice(opened) if opened else self.open(self.random.choice(self.documents))

    def open(self, document):
        content = document.path.read_bytes() if document.path.exists() else document.original
        document.set(content.decode(errors="replace"))
        document.version = 1
        opened = {"uri": document.uri, "languageId": "toml", "version": 1, "text": document.text}
        self.server.notify("textDocument/didOpen", {"textDocument": opened})
        return document

    def close(self, document):
        document.set(None)
        document.undo = None
        self.server.notify("textDocument/didClose", {"textDocument": {"uri": document.uri}})

    def change(self, document, changes):
        document.version += 1
        identifier = {"uri": document.uri, "version": document.version}
        self.server.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": changes})

    # What editors do.

    def edit(self):
        document = self.some()
        for _ in range(self.random.randrange(1, 5)):
            self.change(document, edit(document, self.random))

    def toggle(self):
        document = self.random.choice(self.documents)
        if document.is_open:
            self.close(document)
        else:
            self.open(document)

    def save(self):
        document = self.some()
        if self.random.random() < 0.5 and document.path.parent.exists():
            document.path.write_bytes(document.text.encode())
        self.server.notify("textDocument/didSave", {"textDocument": {"uri": document.uri}})
        self.watched(document.path)

    def ask(self):
        document = self.some()
        whole = {"textDocument": {"uri": document.uri}}
        offset = self.random.randrange(len(document.text) + 1)
        position = document.position(offset)
        span = document.range(offset, min(len(document.text), offset + 2_000))
        kind = self.random.randrange(10)
        if kind < 4:
            method, params = self.random.choice(AT_POSITION), {**whole, "position": position}
        elif kind < 6:
            method, params = self.random.choice(OF_WHOLE), whole
        elif kind == 6:
            method, params = self.random.choice(["inlayHint", "semanticTokens/range"]), {**whole, "range": span}
        elif kind == 7:
            method, params = "references", {**whole, "position": position, "context": {"includeDeclaration": True}}
        elif kind == 8:
            method, params = "selectionRange", {**whole, "positions": [position]}
        else:
            method, params = "codeAction", {**whole, "range": span, "context": {"diagnostics": []}}
        method = f"textDocument/{method}"
        if self.random.random() < 0.05:
            query = self.random.choice(["标准", "20950", "GB/T", ""])
            method, params = "workspace/symbol", {"query": query}
        if self.random.random() < 0.03:
            method, params = "stdreg/preview", {**whole, "form": self.random.choice(["fragment", "page"])}
        identifier = self.server.ask(method, params)
        self.done["requests"] += 1
        if self.random.random() < 0.25:
            self.server.notify("$/cancelRequest", {"id": identifier})
            self.done["cancelled"] += 1

    def rename(self):
        document = self.some()
        names = [at for at in range(len(document.text)) if document.text.startswith(("code", "title", "id"), at)]
        if not names:
            return
        at = document.text.find('"', self.random.choice(names)) + 1
        new = self.random.choice(["22", "A.9", "数据资源", "基础标准", "\"", ""])
        params = {"textDocument": {"uri": document.uri}, "position": document.position(at), "newName": new}
        self.accept(self.server.request("textDocument/rename", params))

    def act(self):
        document = self.some()
        at = self.random.randrange(len(document.text) + 1)
        span = document.range(at, min(len(document.text), at + 500))
        context = {"diagnostics": self.server.found.get(document.uri, [])[:20]}
        params = {"textDocument": {"uri": document.uri}, "range": span, "context": context}
        actions = self.server.request("textDocument/codeAction", params) or []
        if actions:
            self.done["actions"] += 1
            action = self.server.request("codeAction/resolve", self.random.choice(actions))
            self.accept((action or {}).get("edit"))

    def format(self):
        document = self.some()
        options = {"tabSize": 2, "insertSpaces": True}
        edits = self.server.request(
            "textDocument/formatting", {"textDocument": {"uri": document.uri}, "options": options}
        )
        if edits:
            self.change(document, document.apply(edits))

    def accept(self, workspace_edit):
        """Does what an answer says, in what is open and what is not."""
        if not workspace_edit:
            return
        edits = {change["textDocument"]["uri"]: change["edits"] for change in workspace_edit.get("documentChanges", [])}
        edits.update(workspace_edit.get("changes") or {})
        for document in self.documents:
            if document.uri in edits:
                if not document.is_open:
                    self.open(document)
                self.change(document, document.apply(edits[document.uri]))
                self.done["applied"] += 1

    def watched(self, *paths):
        changes = [{"uri": path.as_uri(), "type": 2 if path.exists() else 3} for path in paths]
        self.server.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def change_on_disk(self):
        document = self.random.choice(self.documents)
        content = document.original
        kind = self.random.randrange(4)
        if kind == 0:
            document.path.unlink(missing_ok=True)
        elif kind == 1:
            document.path.write_bytes(content[: self.random.randrange(len(content) + 1)])
        elif kind == 2:
            document.path.write_bytes(content.replace(b"\n", b"\r\n") + b"x = \xff\n")
        else:
            document.path.write_bytes(content)
        self.watched(document.path)

    def create_or_remove(self):
        """A folder with a register comes, moves, or goes."""
        kind = self.random.randrange(3)
        if self.extra and kind == 0:
            folder = self.extra.pop(self.random.randrange(len(self.extra)))
            files = list(folder.rglob("*.toml"))
            shutil.rmtree(folder)
            self.watched(*files)
        elif self.extra and kind == 1:
            folder = self.extra.pop()
            before = list(folder.rglob("*.toml"))
            folder = folder.rename(folder.with_name(folder.name + "-"))
            self.extra.append(folder)
            self.watched(*before, *folder.rglob("*.toml"))
        elif len(self.extra) < 4:
            folder = self.folder / f"new-{self.done['create_or_remove']}"
            shutil.copytree(self.folder / "parts", folder)
            self.extra.append(folder)
            self.watched(*folder.rglob("*.toml"))

    def configure(self, settings=None):
        self.server.settings = self.random.choice(SETTINGS) if settings is None else settings
        self.server.notify("workspace/didChangeConfiguration", {"settings": None})

    def change_folders(self):
        folder = [{"uri": self.beside.as_uri(), "name": "beside"}]
        event = {"added": [], "removed": folder} if self.has_beside else {"added": folder, "removed": []}
        self.has_beside = not self.has_beside
        self.server.notify("workspace/didChangeWorkspaceFolders", {"event": event})

    # What nobody should.

    def spoil(self):
        kind = self.random.random()
        if kind < 0.5:
            self.server.raw(self.random.choice(GARBAGE))
        else:
            method, params = self.random.choice(STRANGE)
            self.server.notify(method, params)

    def side_client(self):
        """Another client of the same files, which ends as a client should not."""
        client = subprocess.Popen(["sleep", "3600"])
        server = Server(self.program, [self.folder], client.pid)
        for document in self.documents[:3]:
            text = document.original.decode(errors="replace")
            opened = {"uri": document.uri, "languageId": "toml", "version": 1, "text": text}
            server.notify("textDocument/didOpen", {"textDocument": opened})
        end = self.random.choice(["client", "pipes", "server", "flood"])
        if end == "flood":
            server.may_read.clear()
        for _ in range(300):
            server.ask("textDocument/documentSymbol", {"textDocument": {"uri": self.documents[0].uri}})
        if end == "client":
            client.kill()
            client.wait()
        elif end == "pipes":
            server.close()
        elif end == "server":
            server.process.kill()
        else:
            server.may_read.set()
            server.settle()
            code = server.stop()
            assert code == 0, f"a server whose client read late ended with {code}"
        server.process.wait(PATIENCE)
        client.kill()
        client.wait()
        server.may_read.set()
        for reader in server.readers:
            reader.join(PATIENCE)
        assert b"panicked" not in server.stderr, server.stderr.decode()
        server.close()
        self.done[f"ended by {end}"] += 1

    # What is compared.

    def restore(self):
        """Everything as it was at the start: nothing open, the files as they were, and no folder more."""
        for document in self.open_documents():
            self.close(document)
        gone = [path for folder in self.extra for path in folder.rglob("*.toml")]
        for folder in self.extra:
            shutil.rmtree(folder)
        self.extra.clear()
        for document in self.documents:
            document.path.write_bytes(document.original)
        self.watched(*gone, *(document.path for document in self.documents))
        if self.has_beside:
            self.change_folders()
        self.configure({})
        self.server.settle()

    def fresh(self):
        """A server that was started now and has the same documents open, settings and folders."""
        server = Server(self.program, [self.folder, *([self.beside] if self.has_beside else [])])
        server.settings = self.server.settings
        server.notify("workspace/didChangeConfiguration", {"settings": None})
        for document in self.open_documents():
            opened = {"uri": document.uri, "languageId": "toml", "version": document.version, "text": document.text}
            server.notify("textDocument/didOpen", {"textDocument": opened})
        return server

    def compare(self):
        """Holds what the server found to what a fresh one finds. Settings are put right before: while they cannot be used, the last
        ones that could be hold, of which a fresh server knows nothing."""
        for document in self.documents:
            if document.path.name == "stdreg.toml":
                document.path.write_bytes(document.original)
                self.watched(document.path)
                if document.is_open:
                    self.close(document)
        fresh = self.fresh()
        # On a machine that has other things to do either may be late; what is lost does not come by waiting.
        until = time.monotonic() + PATIENCE
        while True:
            self.server.settle()
            fresh.settle()
            expected, found = dict(fresh.found), dict(self.server.found)
            wrong = [uri for uri in {*expected, *found} if plain(expected.get(uri)) != plain(found.get(uri))]
            if not wrong or time.monotonic() > until:
                break
            time.sleep(1)
        code = fresh.stop()
        fresh.close()
        assert code == 0, f"a server that did little ended with {code}"
        for uri in wrong[:1]:
            one, other = ({json.dumps(each, ensure_ascii=False) for each in of.get(uri, [])} for of in (expected, found))
            raise AssertionError(
                f"{len(wrong)} differ, {uri} among them, with {self.server.settings} and {len(self.open_documents())} open:\n"
                f"lost: {list(one - other)[:3]}\ntoo many: {list(other - one)[:3]}"
            )
        self.done["compared"] += 1


def plain(found):
    """Findings in an order of their own, without what names a version."""
    return sorted(json.dumps({**each, "data": None}, sort_keys=True) for each in found or [])
