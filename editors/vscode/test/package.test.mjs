// What packaging writes is what the docs name, and what cannot be packaged is told in a line.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const project = join(root, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'stdreg-package-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const here = join(folder, 'editors/vscode');
cpSync(root, here, {
  recursive: true,
  filter: (path) => !['node_modules', 'dist', 'manual', 'server'].includes(basename(path)) && !path.endsWith('.vsix'),
});
symlinkSync(join(root, 'node_modules'), join(here, 'node_modules'));
cpSync(join(project, 'docs'), join(folder, 'docs'), { recursive: true });
const program = join(folder, 'stdreg');
writeFileSync(program, Buffer.from('7f454c4600', 'hex'));

const run = (...args) => spawnSync(process.execPath, ['scripts/package.mjs', ...args], { cwd: here, encoding: 'utf8' });
const packed = () => readdirSync(here).filter((name) => name.endsWith('.vsix')).sort();

test('the files are called as the docs say', () => {
  assert.equal(run().status, 0);
  const done = run('--target', 'linux-x64', '--server', program);
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(packed(), ['stdreg-linux-x64.vsix', 'stdreg.vsix']);

  const targets = JSON.parse(execFileSync(join(project, '.ci/release.py'), ['targets'], { encoding: 'utf8' }));
  const written = ['stdreg.vsix', ...targets.include.map(({ vscode }) => `stdreg-${vscode}.vsix`)];
  const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: project, encoding: 'utf8' }).trim().split('\n');
  const named = pages.flatMap((page) => {
    const text = readFileSync(join(project, page), 'utf8');
    return [...text.matchAll(/stdreg[\w.-]*\.vsix/g)].map(([name]) => ({ page, name }));
  });
  assert.ok(new Set(named.map(({ page }) => page)).size >= 6, 'too few pages name one');
  assert.deepEqual(named.filter(({ name }) => !written.includes(name)), []);
});

test('the manual is carried, and its links lead somewhere', () => {
  const manual = join(here, 'manual');
  const list = execFileSync('python3', ['-m', 'zipfile', '-l', join(here, 'stdreg.vsix')], { encoding: 'utf8' });
  const listed = list.split('\n').map((line) => line.split(' ', 1)[0]);
  for (const language of ['zh', 'en']) {
    const pages = readdirSync(join(project, 'docs', language));
    assert.ok(pages.length > 10);
    for (const page of pages) {
      assert.ok(listed.includes(`extension/manual/${language}/${page}`), page);
      const text = readFileSync(join(manual, language, page), 'utf8');
      for (const [, link] of text.matchAll(/\]\(([^)#\s]+)/g)) {
        const isThere = link.startsWith('http') || existsSync(join(manual, language, link));
        assert.ok(isThere, `${language}/${page}: ${link}`);
      }
    }
  }
});

test('what cannot be packaged is told in a line, and nothing is written', () => {
  for (const name of packed()) {
    rmSync(join(here, name));
  }
  const text = join(folder, 'text');
  writeFileSync(text, 'no program');
  for (const [args, reason] of [
    [['--target', 'linux-x64', '--server', join(folder, 'none')], /--server .*none cannot be read/],
    [['--target', 'linux-x64', '--server', folder], /cannot be read/],
    [['--target', 'linux-x64', '--server', text], /is no program for linux-x64/],
    [['--target', 'win32-x64', '--server', program], /is no program for win32-x64/],
    [['--target', 'vax-vms', '--server', program], /--target vax-vms: no such platform/],
    [['--target', 'linux-vax', '--server', program], /linux-vax/],
    [['--server', program], /--target and --server go together/],
    [['--serve', program], /--serve/],
  ]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 1, `${args}`);
    assert.match(stderr, reason);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  }
  assert.deepEqual(packed(), []);
});

test('the manifest says what galleries show', () => {
  const text = readFileSync(join(project, 'Cargo.toml'), 'utf8');
  const [, repository] = text.match(/^repository = "(.*)"$/m);
  assert.equal(manifest.repository.url, repository);
  assert.equal(manifest.homepage, repository);
  assert.ok(manifest.bugs.startsWith(`${repository}/`));
  assert.equal(manifest.license, text.match(/^license = "(.*)"$/m)[1]);
  assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/);
  assert.ok(manifest.categories.includes('Linters') && manifest.keywords.includes('标准体系'));
  // A gallery takes no more.
  assert.ok(manifest.keywords.length <= 30);
});

test('the README has its pictures within the package, and they are small', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const shown = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, place]) => place);
  const parts = ['screenshot', 'install', 'completion', 'hover', 'quick-fix', 'preview'];
  const places = (language) => parts.map((part) => `images/${part}.${language}.png`);
  // First in Chinese, then in English, each in its own part.
  assert.deepEqual(shown, [...places('zh'), ...places('en')]);
  for (const place of shown) {
    assert.ok(readFileSync(join(root, place)).length < 250_000, place);
  }
  for (const heading of [/^## 安装$/m, /^### Install$/m]) {
    const section = readme.split(heading)[1].split(/^##/m)[0];
    assert.match(section, /code --install-extension stdreg-[\w-]+\.vsix/);
  }
});
