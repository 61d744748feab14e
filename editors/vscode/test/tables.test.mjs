// What the program is told for an import and an export, without an editor; with the program itself where STDREG names it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'stdreg-tables-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const outfile = join(folder, 'tables.mjs');
await build({
  entryPoints: [join(import.meta.dirname, '..', 'src', 'tables.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  logLevel: 'error',
});
const tables = await import(pathToFileURL(outfile).href);

test('a file that looks like an option is a file', () => {
  const args = tables.importArguments(['-x.csv', 'b;c.csv'], { kind: 'new', file: 'r.toml' }, 'zh');
  assert.deepEqual(args.slice(args.indexOf('--')), ['--', '-x.csv', 'b;c.csv']);
  assert.deepEqual(args.slice(0, 4), ['import', '--output', 'r.toml', '--force']);
  const into = tables.importArguments(['a.csv'], { kind: 'into', register: 'r.toml' }, 'en');
  assert.deepEqual(into.slice(0, 3), ['import', '--into', 'r.toml']);
  assert.ok(!into.includes('--force') && !into.includes('--diff'));
  const diff = tables.importArguments(['a.csv'], { kind: 'diff', register: 'r.toml' }, 'en');
  assert.deepEqual(diff.slice(0, 4), ['import', '--into', 'r.toml', '--diff']);
});

test('an exit code says how it went', () => {
  assert.deepEqual([0, 1, 2, 101, undefined].map(tables.ending), ['done', 'partly', 'failed', 'failed', 'failed']);
});

test('names of results', () => {
  const [docx] = tables.EXPORTED;
  for (const [file, name] of [
    ['/a.b/list.v2.xlsx', '/a.b/list.v2.register.toml'],
    ['C:\\a.b\\list', 'C:\\a.b\\list.register.toml'],
  ]) {
    assert.equal(tables.registerName(file), name);
  }
  assert.equal(tables.exportName('/a/register.toml', docx), '/a/register.docx');
  assert.equal(tables.exportName('/a/own.register.toml', docx), '/a/own.docx');
});

const program = process.env.STDREG;
const given = { skip: program === undefined && 'STDREG names no program' };
const run = (args) => spawnSync(program, args, { encoding: 'utf8' });

test('the program takes what it is told', given, () => {
  const [list, register] = [join(folder, '-list.csv'), join(folder, 'list.register.toml')];
  writeFileSync(list, '标准代码,标准名称\n2095021P0013T,甲\n某,\n合计,1\n');
  writeFileSync(register, 'old');
  const imported = run(tables.importArguments([list], { kind: 'new', file: register }, 'en'));
  assert.equal(tables.ending(imported.status), 'partly', imported.stderr);
  assert.match(readFileSync(register, 'utf8'), /title *= "甲"/);
  const none = run(tables.importArguments([join(folder, 'none.csv')], { kind: 'new', file: join(folder, 'none.toml') }, 'en'));
  assert.equal(tables.ending(none.status), 'failed');
  for (const form of tables.EXPORTED) {
    const file = join(folder, tables.exportName('list.register.toml', form));
    const exported = run(tables.exportArguments(register, form, file, 'zh'));
    assert.equal(exported.status, 0, `${form.format}: ${exported.stderr}`);
    assert.ok(statSync(file).size > 0, form.format);
  }
});
