// Every text that the extension shows is there in Chinese too, and no text is left over.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const sorted = (values) => [...new Set(values)].sort();

test('texts of the running extension', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true }).filter((name) => name.endsWith('.ts'));
  const used = sources.flatMap((name) => {
    const text = readFileSync(join(root, 'src', name), 'utf8');
    return [...text.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, words]) => words);
  });
  assert.ok(used.length > 0);
  assert.deepEqual(sorted(Object.keys(json('l10n/bundle.l10n.zh-cn.json'))), sorted(used));
});

test('texts of the manifest', () => {
  const used = [...readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
  for (const path of ['package.nls.json', 'package.nls.zh-cn.json']) {
    assert.deepEqual(sorted(Object.keys(json(path))), sorted(used), path);
  }
});

test('placeholders agree', () => {
  for (const [english, chinese] of Object.entries(json('l10n/bundle.l10n.zh-cn.json'))) {
    const placeholders = (text) => sorted([...text.matchAll(/\{\d\}/g)].map(([all]) => all));
    assert.deepEqual(placeholders(chinese), placeholders(english), english);
  }
});
