// Runs the program for WebAssembly as the page does, in Node, and holds it to the native one (STDREG_WASM and STDREG).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import vm from 'node:vm';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const worker = readFileSync(path.join(root, 'docs/site/playground/worker.js'), 'utf8');

/** The worker, with what it has around it in a browser. */
const waiting = new Map();
const self = { postMessage: (message) => waiting.get(message.id)(message) };
const context = vm.createContext({
  self, WebAssembly, TextDecoder, TextEncoder, crypto: globalThis.crypto, performance, Uint8Array, DataView, Date, BigInt, Error,
});
vm.runInContext(`${worker}\nstdregWorker();`, context, { filename: 'worker.js' });
let lastId = 0;
const ask = async (message) => {
  lastId += 1;
  const answered = new Promise((resolve) => waiting.set(lastId, resolve));
  self.onmessage({ data: { id: lastId, ...message } });
  const { answer, error } = await answered;
  if (error !== undefined) throw new Error(error);
  return answer;
};
await ask({ program: readFileSync(process.env.STDREG_WASM) });

const bytes = (text) => new TextEncoder().encode(text);
const text = (content) => new TextDecoder().decode(content);
const run = (args, files = {}, environment = []) => ask({ args: [...args, '--lang', 'en'], files, environment });

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
/** The native program on the same files: its exit code, what it says and the files after it. */
const native = (args, files = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stdreg-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  let code = 0;
  let out = '';
  try {
    out = execFileSync(process.env.STDREG, [...args, '--lang', 'en'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    ({ status: code, stdout: out } = error);
  }
  return { code, out, files: Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))])) };
};
/** Holds a run to that of the native program; gives it. */
const same = async (args, files) => {
  const [done, expected] = [await run(args, files), native(args, files)];
  assert.equal(done.out, expected.out);
  assert.equal(done.code, expected.code, done.err);
  assert.deepEqual(Object.keys(done.files).sort(), Object.keys(expected.files).sort());
  for (const [name, content] of Object.entries(expected.files)) {
    assert.ok(content.equals(Buffer.from(done.files[name])), `${args.join(' ')}: ${name}`);
  }
  return done;
};

const example = { 'register.toml': readFileSync(path.join(root, 'docs/site/playground/example.toml')) };
const real = { 'register.toml': readFileSync(path.join(root, 'tests/registers/internet-plus/register.toml')) };
const workbook = { 'list.xlsx': readFileSync(path.join(root, 'docs/files/list.xlsx')) };

test('findings are those of the native program', async () => {
  for (const files of [example, real]) {
    const done = await same(['check', '--output-format', 'json', 'register.toml'], files);
    assert.ok(JSON.parse(done.out).length > 5);
    await same(['check', '--output-format', 'sarif', 'register.toml'], files);
  }
});

test('fixes and the form of files are those of the native program', async () => {
  for (const files of [example, real]) {
    await same(['check', '--fix', '--output-format', 'json', 'register.toml'], files);
    await same(['fmt', 'register.toml'], files);
  }
});

test('a workbook becomes the register that it becomes elsewhere, and is written over where that is asked', async () => {
  const done = await same(['import', 'list.xlsx', '--output', 'register.toml'], workbook);
  await same(['import', 'list.xlsx', '--output', 'register.toml', '--force'], { ...workbook, ...done.files });
  const refused = await run(['import', 'list.xlsx', '--output', 'register.toml'], { ...workbook, ...done.files });
  assert.equal(refused.code, 2);
});

test('what is exported is what is exported elsewhere', async () => {
  for (const form of ['csv', 'html', 'md', 'json', 'svg', 'mermaid', 'dot']) {
    await same(['export', 'register.toml', '--format', form, '--output', `out.${form}`], real);
  }
  for (const form of ['xlsx', 'docx']) {
    const { code, files, err } = await run(['export', 'register.toml', '--format', form, '--output', `out.${form}`], real);
    assert.equal(code, 0, err);
    const back = native(['import', `out.${form}`, '--output', 'back.toml'], { [`out.${form}`]: files[`out.${form}`] });
    assert.equal(back.files['back.toml'].toString().split('[[table.entry]]').length, 103, form);
  }
});

test('templates, queries, statistics and changes are those of the native program', async () => {
  for (const template of ['starter', 'internet-plus', 'path', 'flat', 'enterprise', 'service']) {
    await same(['init', '--template', template]);
  }
  await same(['query', 'status = 拟编', 'register.toml'], real);
  await same(['stats', 'register.toml'], real);
  await same(['rule', 'class-mismatch']);
});

test('parts and schemes are read from the same folder', async () => {
  const { files } = await run(['init', '--template', 'path']);
  assert.deepEqual(Object.keys(files).sort(), ['path.scheme.toml', 'register.toml']);
  const done = await run(['check', 'register.toml'], files);
  assert.equal(done.code, 0, done.out + done.err);
});

test('the day is that of the time zone', async () => {
  const day = (offset) => new Date(Date.now() + offset * 3_600_000).toISOString().slice(0, 10);
  for (const [zone, offset] of [['<+1400>-14:00', 14], ['<-1200>12:00', -12]]) {
    const of = (date) => text(example['register.toml']).replace('2011-12-01', date).replace('542-2011', `542-${date.slice(0, 4)}`);
    const dated = of(day(offset));
    const tomorrow = of(day(offset + 24));
    const count = async (content) => {
      const { out } = await run(['check', '--select', 'future-date', '--output-format', 'json', 'r.toml'], { 'r.toml': bytes(content) }, [`TZ=${zone}`]);
      return JSON.parse(out).length;
    };
    assert.equal(await count(tomorrow), await count(dated) + 1, zone);
  }
});

test('what cannot be there says so', async () => {
  for (const [args, words] of [
    [['lsp'], 'stdreg for WebAssembly has no stdreg lsp'],
    [['check', '--watch', 'register.toml'], 'stdreg for WebAssembly has no --watch'],
  ]) {
    const { code, err } = await run(args, example);
    assert.equal(code, 2);
    assert.ok(err.includes(words), err);
  }
  for (const args of [['check', '--since', 'HEAD', 'register.toml'], ['import', 'a.pdf'], ['check', 'missing.toml'], ['add', 'register.toml']]) {
    const { code, err } = await run(args, { ...example, 'a.pdf': bytes('%PDF-1.4') });
    assert.equal(code, 2, args.join(' '));
    assert.ok(err.length > 10, args.join(' '));
  }
});

test('what no program could read is an error, and not the end', async () => {
  for (const name of ['bad.xlsx', 'bad.docx', 'bad.xls', 'bad.ods']) {
    const { code, err } = await run(['import', name, '--output', 'r.toml'], { [name]: bytes('PK\u0003\u0004 no archive') });
    assert.equal(code, 2, name);
    assert.ok(err.includes(name), err);
  }
  const { code } = await run(['check', 'register.toml'], { 'register.toml': bytes('[[[\u0000') });
  assert.equal(code, 1);
});
