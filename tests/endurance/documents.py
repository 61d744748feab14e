"""Texts as a client has them: offsets, positions of the protocol, and edits at random that a person could make."""

import re

LINE_END = re.compile(r"\r\n|\n|\r")
PIECES = [
    "标准",
    "𠮷野家",
    " ",
    "\n",
    '"',
    "[",
    "]]",
    "# stdreg: ignore\n",
    "\n[[table.entry]]\nnumber = 7\ncode = \"2095021P1073T\"\ntitle = \"元数据\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\n",
    "GB/T 1.1-2020",
    "\t",
    "\r\n",
    "=",
    "\"\"\"",
    "　",
]


class Document:
    """A file that may be open, and its text on disk and in the editor."""

    def __init__(self, path):
        self.path = path
        self.uri = path.as_uri()
        self.original = path.read_bytes()
        self.text = None
        self.version = 0
        self.undo = None
        self._starts = None

    @property
    def is_open(self):
        return self.text is not None

    def set(self, text):
        self.text = text
        self._starts = None

    def starts(self):
        if self._starts is None:
            self._starts = [0, *(found.end() for found in LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset):
        """The position of an offset, in UTF-16 code units."""
        starts = self.starts()
        low, high = 0, len(starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if starts[middle] <= offset else (low, middle)
        units = len(self.text[starts[low] : offset].encode("utf-16-le")) // 2
        return {"line": low, "character": units}

    def offset(self, position):
        """The offset of a position; one beyond the end of a line is its end."""
        starts = self.starts()
        if position["line"] >= len(starts):
            return len(self.text)
        start = starts[position["line"]]
        line = LINE_END.split(self.text[start : start + 100_000], maxsplit=1)[0]
        units = line.encode("utf-16-le")[: 2 * position["character"]]
        return start + len(units.decode("utf-16-le", errors="ignore"))

    def range(self, start, end):
        return {"start": self.position(start), "end": self.position(end)}

    def replace(self, start, end, text):
        """Replaces a range, and gives the change as the protocol has it. Between the two bytes of a line end nothing begins or ends."""
        start, end = self.apart(start), self.apart(end)
        change = {"range": self.range(start, end), "text": text}
        self.undo = (start, start + len(text), self.text[start:end])
        self.set(self.text[:start] + text + self.text[end:])
        return change

    def apart(self, offset):
        is_between = 0 < offset < len(self.text) and self.text[offset - 1 : offset + 1] == "\r\n"
        return offset - 1 if is_between else offset

    def apply(self, edits):
        """Applies the edits of an answer, all at once, and gives the changes: from the last to the first, so that none moves another."""
        at = [(self.offset(edit["range"]["start"]), self.offset(edit["range"]["end"]), edit["newText"]) for edit in edits]
        changes = []
        for start, end, text in sorted(at, key=lambda edit: edit[:2], reverse=True):
            changes.append({"range": self.range(start, end), "text": text})
            self.set(self.text[:start] + text + self.text[end:])
        self.undo = None
        return changes


def edit(document, random):
    """An edit at random, as the changes of a notification."""
    text = document.text
    kind = random.random()
    if kind < 0.35:
        codes = [found.start(1) for found in re.finditer(r'code\s*=\s*"([0-9A-Z]+)"', text)]
        if codes:
            at = random.choice(codes) + random.randrange(8)
            return [document.replace(at, at + 1, random.choice("0123456789PT"))]
    if kind < 0.5 and document.undo is not None:
        start, end, before = document.undo
        if end <= len(text):
            return [document.replace(start, end, before)]
    at = random.randrange(len(text) + 1)
    if kind < 0.8:
        # Typed, one character a change.
        changes = []
        for character in random.choice(PIECES):
            changes.append(document.replace(at, at, character))
            at = min(document.apart(at) + 1, len(document.text))
        return changes
    if kind < 0.95:
        return [document.replace(at, min(len(text), at + random.randrange(1, 40)), "")]
    whole = document.original.decode(errors="replace")
    document.set(whole)
    document.undo = None
    return [{"text": whole}]
