#!/usr/bin/env python3
"""Times requests about a whole register from outside: how long each answer takes, how large it is, and what memory the server holds.

    benches/requests.py --register FILE --stdreg target/release/stdreg [--tombi PATH] [--taplo PATH] [--turns 3] [--only NAME]

Three servers, one after the other: one with the register as it is, one with a full-width digit in every code, which a fix
repairs, and one with the same register whose client does not ask for edits later, so that they come with the actions. Times
are medians in milliseconds, from the request to the last byte of its answer, and of the processor time of the server, which says
more on a machine with other work; `peak` is the most memory that the server had held by then. Peers are asked once, with the
register as it is, for what they say that they can do.
"""

import argparse
import os
import pathlib
import queue
import re
import shutil
import statistics
import tempfile
import time

import keystroke

RESOLVES = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}}}
TEXT_DOCUMENT = {
    "publishDiagnostics": {"versionSupport": True, "relatedInformation": True},
    "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    "documentLink": {"tooltipSupport": True},
    "semanticTokens": {"requests": {"range": True, "full": {"delta": True}}, "tokenTypes": [], "tokenModifiers": [], "formats": []},
    "codeAction": {**RESOLVES, "dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
    # As VS Code has it, and Neovim.
    "inlayHint": {"resolveSupport": {"properties": ["tooltip", "textEdits", "label.tooltip", "label.location", "label.command"]}},
    "foldingRange": {"lineFoldingOnly": True},
}


def capabilities(resolves):
    """What the client can do; `resolves`: whether it asks for the edit of an action when it is chosen."""
    offered = dict(TEXT_DOCUMENT, codeAction=TEXT_DOCUMENT["codeAction"] if resolves else RESOLVES)
    return {"general": {"positionEncodings": ["utf-16"]}, "textDocument": offered}


# How long an answer is waited for, in seconds.
PATIENCE = 60


class Measured:
    """A server that has the register open."""

    def __init__(self, command, register, text, resolves=True):
        self.server = keystroke.Server(command, register.parent)
        self.uri = register.as_uri()
        self.document = {"uri": self.uri}
        self.lines = text.split("\n")
        options = {"processId": None, "rootUri": register.parent.as_uri(), "capabilities": capabilities(resolves)}
        _, answer = self.server.request("initialize", options)
        self.provides = answer["result"]["capabilities"]
        self.server.notify("initialized", {})
        sync = self.provides["textDocumentSync"]
        self.takes_ranges = (sync["change"] if isinstance(sync, dict) else sync) == 2
        self.version = 1
        begun = time.perf_counter()
        document = {"uri": self.uri, "languageId": "toml", "version": 1, "text": text}
        self.server.notify("textDocument/didOpen", {"textDocument": document})
        arrived, message = self.server.until(self.is_finding)
        self.opened = (arrived - begun) * 1000, len(str(message))
        self.found = message["params"]["diagnostics"]

    def is_finding(self, message):
        return message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.uri

    def peak(self):
        """The most memory that the server held so far, in MB."""
        status = pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text(encoding="utf-8")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024

    def processor(self):
        """The processor time of the server so far, in milliseconds."""
        fields = pathlib.Path(f"/proc/{self.server.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def ask(self, method, **params):
        """The time, the processor time, the size and the answer of a request."""
        server = self.server
        before = self.processor()
        begun = time.perf_counter()
        server.last_id += 1
        server.send({"id": server.last_id, "method": method, "params": {"textDocument": self.document, **params}})
        while True:
            arrived, body = server.messages.get(timeout=PATIENCE)
            # What is no answer is small, but for findings, which nobody asks for here.
            if body.startswith(b'{"jsonrpc":"2.0","method"') or b'"method"' in body[:40]:
                continue
            return (arrived - begun) * 1000, self.processor() - before, len(body), body

    def type_in(self):
        """Changes a letter of a status in the middle of the register, as a keystroke does."""
        self.version += 1
        at = self.place("status", 0.75)
        end = {**at, "character": at["character"] + 1}
        letter = "在" if self.version % 2 else "再"
        document = {"uri": self.uri, "version": self.version}
        change = {"range": {"start": at, "end": end}, "text": letter}
        self.server.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def place(self, word, nth):
        """The position in the middle of the value of a key, in one of the lines that have it."""
        lines = [number for number, line in enumerate(self.lines) if line.startswith(word)]
        line = lines[int(len(lines) * nth)]
        return {"line": line, "character": self.lines[line].index('"') + 1}

    def whole(self):
        return {"start": {"line": 0, "character": 0}, "end": {"line": len(self.lines), "character": 0}}


def requests(measured):
    """What is asked of the register as it is."""
    status, code = measured.place("status", 0.5), measured.place("code", 0.5)
    previous = {"id": ""}

    def tokens(method="full", **params):
        answer = measured.ask(f"textDocument/semanticTokens/{method}", **params)
        found = re.search(rb'"resultId":"([^"]*)"', answer[3])
        previous["id"] = found.group(1).decode() if found else ""
        return answer

    def after_a_key(ask):
        """The same after a keystroke, of which the time is not counted where its findings come first."""

        def asked():
            measured.type_in()
            time.sleep(0.3)
            return ask()

        return asked

    def delta():
        return tokens("full/delta", previousResultId=previous["id"])

    def completion(position):
        return lambda: measured.ask("textDocument/completion", position=position)

    return {
        "documentSymbol": lambda: measured.ask("textDocument/documentSymbol"),
        "inlayHint": lambda: measured.ask("textDocument/inlayHint", range=measured.whole()),
        "foldingRange": lambda: measured.ask("textDocument/foldingRange"),
        "documentLink": lambda: measured.ask("textDocument/documentLink"),
        "semanticTokens/full": tokens,
        "semanticTokens/full/delta after a key": after_a_key(delta),
        "references of a status": lambda: measured.ask(
            "textDocument/references", position=status, context={"includeDeclaration": True}
        ),
        "codeLens": lambda: measured.ask("textDocument/codeLens"),
        "completion in a status": completion(status),
        "completion in a code": completion(code),
        "completion in a code after a key": after_a_key(completion(code)),
        "formatting": lambda: measured.ask("textDocument/formatting", options={"tabSize": 4, "insertSpaces": True}),
        **actions(measured),
    }


def actions(measured):
    """The actions of the whole file, and of one line."""
    line = measured.place("status", 0.5)
    context = {"diagnostics": []}
    return {
        "codeAction, whole file": lambda: measured.ask(
            "textDocument/codeAction", range=measured.whole(), context=context
        ),
        "codeAction, one place": lambda: measured.ask(
            "textDocument/codeAction", range={"start": line, "end": line}, context=context
        ),
    }


# What a server says of itself where it answers a request.
PROVIDERS = {
    "documentSymbol": "documentSymbolProvider",
    "inlayHint": "inlayHintProvider",
    "foldingRange": "foldingRangeProvider",
    "documentLink": "documentLinkProvider",
    "semanticTokens": "semanticTokensProvider",
    "references": "referencesProvider",
    "codeLens": "codeLensProvider",
    "completion": "completionProvider",
    "formatting": "documentFormattingProvider",
    "codeAction": "codeActionProvider",
}


def provides(measured, name):
    """Whether a server answers the request of a row."""
    key = next(key for key in PROVIDERS if name.startswith(key))
    provider = measured.provides.get(PROVIDERS[key])
    needs_ranges = name.endswith("after a key")
    has_delta = "delta" not in name or isinstance(provider, dict) and isinstance(provider.get("full"), dict)
    return bool(provider) and has_delta and (measured.takes_ranges or not needs_ranges)


def report(title, measured, asked, turns, only):
    opened, size = measured.opened
    print(f"\n| {title} | ms | of the processor | bytes | peak, MB |\n|:---|---:|---:|---:|---:|")
    row = f"{opened:.0f} | {measured.processor():.0f} | {size} | {measured.peak():.0f}"
    print(f"| opening, {len(measured.found)} findings shown | {row} |", flush=True)
    for name, ask in asked.items():
        if only and only not in name or not provides(measured, name):
            continue
        try:
            answers = [ask()[:3] for _ in range(turns)]
        except queue.Empty:
            print(f"| {name} | no answer in {PATIENCE} s | | | |", flush=True)
            break
        wall, processor = (statistics.median(answer[part] for answer in answers) for part in (0, 1))
        row = f"{wall:.1f} | {processor:.0f} | {answers[-1][2]} | {measured.peak():.0f}"
        print(f"| {name} | {row} |", flush=True)
    measured.server.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--register", type=pathlib.Path, required=True, help="the register, as the generator writes it")
    parser.add_argument("--stdreg", type=pathlib.Path, required=True)
    parser.add_argument("--tombi", type=pathlib.Path)
    parser.add_argument("--taplo", type=pathlib.Path)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--only", default="", help="only the requests with this in their names")
    parser.add_argument("--kinds", default="plain,faulty,eager", help="which of the three servers")
    arguments = parser.parse_args()
    register = arguments.register.resolve()
    command = [str(arguments.stdreg.resolve()), "lsp"]
    text = register.read_text(encoding="utf-8")
    # A full-width digit, which a safe fix repairs. It stands on disk as in the editor: else it would be read twice.
    faulty = re.sub(r'^(code +=\s"\d)0', r'\1０', text, flags=re.MULTILINE)
    folder = pathlib.Path(tempfile.mkdtemp())
    for path in register.parent.glob("*.scheme.toml"):
        shutil.copy(path, folder)
    wrong = folder / register.name
    wrong.write_text(faulty, encoding="utf-8")
    kinds = arguments.kinds.split(",")
    if "plain" in kinds:
        measured = Measured(command, register, text)
        report("the register as it is", measured, requests(measured), arguments.turns, arguments.only)
    if "faulty" in kinds:
        measured = Measured(command, wrong, faulty)
        report("a fault in every entry", measured, actions(measured), arguments.turns, arguments.only)
    if "eager" in kinds:
        measured = Measured(command, wrong, faulty, resolves=False)
        report("likewise, a client that does not resolve", measured, actions(measured), arguments.turns, arguments.only)
    shutil.rmtree(folder)
    for name, command in keystroke.peers(arguments):
        measured = Measured(command, register, text)
        report(f"`{name} lsp`", measured, requests(measured), 1, arguments.only)


if __name__ == "__main__":
    main()
