// What VS Code shows first of what the server offers, letter by letter. A complete list is filtered and sorted by the scorer alone;
// one that is incomplete is asked for again with each letter. See CompletionModel in VS Code's contrib/suggest.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { FuzzyScore, anyScore, fuzzyScore, fuzzyScoreGracefulAggressive } = await import(pathToFileURL(process.env.FILTERS));

const HEAD = `[register]
title = "体系"
domain = "09"
business = "50"

[[subsystem]]
title = "服务"

[[category]]
code = "21"
title = "数据"
subsystem = "服务"
class = "2"

[[table]]
id = "A.1"
title = "表"
category = "21"
`;

const entry = (number, standard, level, owner) => `
[[table.entry]]
number = ${number}
code = "2095021R${String(number).padStart(3, '0')}3T"
standard = "${standard}"
title = "标准${number}"
status = "已颁"
level = "${level}"
effective = 2011-12-01
owner = "${owner}"
`;

const REGISTER =
  HEAD +
  entry(1, 'GA/T 1-2011', '行业标准', '公安部') +
  entry(2, 'GA/T 2-2011', '行业标准', '公安部') +
  entry(3, 'GB/T 3-2011', '国家标准', '工信部') +
  entry(4, 'T/CECS 4-2011', '行业标准', '公安部') +
  '\n[[table.entry]]\nnumber = 5\n';

/** A server, as an editor with snippets talks to it. */
class Server {
  constructor(folder) {
    this.child = spawn(process.env.STDREG, ['lsp'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    this.waiting = new Map();
    this.received = Buffer.alloc(0);
    this.next = 0;
    this.child.stdout.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.read();
    });
  }

  read() {
    for (;;) {
      const end = this.received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.subarray(0, end).toString())[1]);
      if (this.received.length < end + 4 + length) return;
      const message = JSON.parse(this.received.subarray(end + 4, end + 4 + length).toString());
      this.received = this.received.subarray(end + 4 + length);
      if (message.method === undefined) {
        this.waiting.get(message.id)(message.result);
      } else if (message.id !== undefined) {
        this.send({ id: message.id, result: null });
      }
    }
  }

  send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.child.stdin.write(body);
  }

  ask(method, params) {
    const id = this.next++;
    this.send({ id, method, params });
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }
}

/** What is offered at the end of a text, as VS Code's model has it: the items in their first order, and how they are scored. */
class Session {
  constructor(server, uri) {
    this.server = server;
    this.uri = uri;
    this.version = 1;
  }

  async request(text) {
    this.version += 1;
    const textDocument = { uri: this.uri, version: this.version };
    this.server.send({ method: 'textDocument/didChange', params: { textDocument, contentChanges: [{ text }] } });
    const lines = text.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1).length };
    const list = await this.server.ask('textDocument/completion', { textDocument: { uri: this.uri }, position });
    list.items.sort((one, other) => (one.sortText < other.sortText ? -1 : 1));
    return list;
  }

  /** The labels of what is shown when `typed` has been typed behind `before`, letter by letter. */
  async shown(before, typed) {
    let list = await this.request(before);
    const wasComplete = !list.isIncomplete;
    if (!wasComplete) {
      for (let length = 1; length <= typed.length; length += 1) {
        list = await this.request(before + typed.slice(0, length));
      }
    }
    const all = before + typed;
    const line = all.slice(all.lastIndexOf('\n') + 1);
    const aggressive = list.items.length > 2000 ? fuzzyScore : fuzzyScoreGracefulAggressive;
    const scored = list.items.flatMap((item, index) => {
      // What an item replaces begins there; what stands from there to the cursor is its word.
      const word = line.slice(item.textEdit.range.start.character);
      if (word.length === 0) return [{ item, index, score: FuzzyScore.Default }];
      const match = aggressive(word, word.toLowerCase(), 0, item.filterText, item.filterText.toLowerCase(), 0, {
        firstMatchCanBeWeak: false,
        boostFullMatch: true,
      });
      if (!match) return [];
      const score = anyScore(word, word.toLowerCase(), 0, item.label, item.label.toLowerCase(), 0);
      score[0] = match[0];
      return [{ item, index, score }];
    });
    scored.sort((one, other) => other.score[0] - one.score[0] || one.index - other.index);
    return { labels: scored.map(({ item }) => item.label), wasComplete };
  }
}

const CASES = [
  // The key with its quote, what is typed, and what must come first.
  ['standard = "', '', ['GA', 'GA/T']],
  ['standard = "', 'ga', ['GA', 'GA/T']],
  ['standard = "', 'GA', ['GA', 'GA/T']],
  ['standard = "', 'gb', ['GB', 'GB/T']],
  ['standard = "', 'GB/', ['GB/T']],
  ['standard = "', 'T/', ['T/', 'T/CECS']],
  ['standard = "', 'qc', ['QC']],
  ['standard = "', 'ej', ['EJ']],
  ['owner = "', '', ['公安部', '工信部']],
  ['owner = "', 'ga', ['公安部']],
  ['owner = "', '公', ['公安部']],
  ['owner = "', 'gxb', ['工信部']],
  ['level = "', 'hy', ['行业标准']],
  ['level = "', 'guojia', ['国家标准']],
  ['level = "', '国', ['国家标准', '国际标准']],
  ['status = "', 'yb', ['已颁']],
  ['status = "', '已', ['已颁']],
  ['', 'le', ['level']],
  ['', 'own', ['owner']],
];

const folder = mkdtempSync(join(tmpdir(), 'stdreg-scorer-'));
const server = new Server(folder);
let passed = 0;
let failed = 0;
const test = async (name, body) => {
  try {
    await body();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n${error.message}`);
  }
};
try {
  const completion = { completionItem: { snippetSupport: true } };
  const capabilities = { textDocument: { completion }, general: { positionEncodings: ['utf-16'] } };
  await server.ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities });
  server.send({ method: 'initialized', params: {} });
  const uri = pathToFileURL(join(folder, 'register.toml')).href;
  server.send({
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'toml', version: 1, text: REGISTER } },
  });
  const session = new Session(server, uri);
  for (const [key, typed, first] of CASES) {
    await test(`${key}${typed}`, async () => {
      const { labels } = await session.shown(REGISTER + key, typed);
      assert.deepEqual(labels.slice(0, first.length), first, labels.slice(0, 8).join(', '));
    });
  }
  await test('the list of prefixes is complete', async () => {
    assert.equal((await session.shown(`${REGISTER}standard = "`, 'g')).wasComplete, true);
  });
} finally {
  server.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
