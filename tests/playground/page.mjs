// Drives the page that runs stdreg, in Chromium: page.mjs FOLDER, where the site is. The native program (STDREG) says what is expected.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

// CommonJS modules alone are found by NODE_PATH.
const { chromium } = createRequire(import.meta.url)('playwright-core');
const out = process.argv[2];
const site = path.join(out, 'site');
const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const work = mkdtempSync(path.join(tmpdir(), 'stdreg-'));

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };
const server = createServer((request, response) => {
  const file = path.join(site, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  return createReadStream(file).pipe(response);
});
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
after(async () => {
  await browser.close();
  server.close();
  rmSync(work, { recursive: true });
});

/** A page, with what it asked for and what went wrong in it. */
async function open(address, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const requests = [];
  const problems = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(address);
  await page.waitForSelector('#stdreg-playground[data-ready]');
  return { context, page, requests, problems };
}

const idle = (page) => page.waitForSelector('#stdreg-playground:not(.pg-busy)');
const editor = (page) => page.inputValue('.pg-text');
const status = (page) => page.textContent('.pg-status');
const said = (page) => page.textContent('.pg-said');
const findings = (page) => page.$$eval('.pg-findings li', (items) => items.map((item) => item.textContent));
/** Does something, and waits until it is done and what it changed was checked. */
async function act(page, action) {
  await page.evaluate(() => document.querySelector('#stdreg-playground').classList.add('pg-busy'));
  await action();
  await idle(page);
}
const paste = (page, text) => act(page, async () => {
  await page.focus('.pg-text');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
});
/** Drops files on the page. */
const drop = (page, files) => act(page, async () => {
  const given = files.map((file) => [path.basename(file), readFileSync(file).toString('base64')]);
  await page.evaluate((list) => {
    const data = new DataTransfer();
    for (const [name, content] of list) {
      data.items.add(new File([Uint8Array.from(atob(content), (character) => character.charCodeAt(0))], name));
    }
    const target = document.querySelector('.pg-text');
    for (const kind of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, given);
});
async function exported(page, form) {
  await page.selectOption('.pg-format', form);
  const [download] = await Promise.all([page.waitForEvent('download'), act(page, () => page.click('.pg-save'))]);
  const file = path.join(work, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}
const native = (...args) => execFileSync(process.env.STDREG, args, { encoding: 'utf8', cwd: work, stdio: ['ignore', 'pipe', 'pipe'] });

const workbook = path.join(root, 'docs/files/list.xlsx');
const BROKEN = `[register]
title    = "示例"
domain   = "07"
business = "01"

[[subsystem]]
title = "基础与保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "基础与保障标准"
class     = "2"

[[table]]
id       = "A.2"
title    = "数据元"
category = "21"

[[table.entry]]
number    = 1
code      = "2070121P0013T"
standard  = "GA/T542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行标"
effective = 2011-12-01
owner     = "公安部"
`;

/** The same with nothing but what can be repaired without a thought. */
const SAFE = BROKEN.replace('行标', '行业标准');

test('a register is checked, repaired and exported in Chinese', async () => {
  const { context, page, requests, problems } = await open(`${origin}/zh/playground.html`, { locale: 'zh-CN', viewport: { width: 1280, height: 1100 } });
  assert.match(await status(page), /[1-9]\d* 个错误/u);
  assert.ok((await findings(page)).length > 4);
  await page.screenshot({ path: path.join(out, 'zh-light.png') });
  // Fixes are made once, and can be undone.
  const before = await editor(page);
  const faults = (await findings(page)).length;
  await act(page, () => page.click('.pg-fix'));
  const repaired = await editor(page);
  assert.notEqual(repaired, before);
  assert.ok((await findings(page)).length < faults);
  await page.focus('.pg-text');
  await act(page, () => page.keyboard.press('Control+Z'));
  assert.equal(await editor(page), before);

  await paste(page, BROKEN);
  const listed = await findings(page);
  assert.ok(listed.some((item) => item.includes('行标') && item.includes('行业标准')), listed.join('\n'));
  assert.ok(listed.some((item) => item.includes('GA/T 542-2011')), listed.join('\n'));
  // A finding leads to its place and to the page of its rule.
  const item = page.locator('.pg-findings li', { hasText: '行标' });
  await item.locator('.pg-place').click();
  const selected = await page.$eval('.pg-text', (area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(selected, '行标');
  assert.ok(existsSync(path.join(site, 'zh', await item.locator('a').getAttribute('href'))));
  // One fix, then all.
  await act(page, () => item.locator('.pg-one').first().click());
  assert.ok((await editor(page)).includes('"行业标准"'));
  assert.ok((await editor(page)).includes('GA/T542-2011'));
  await act(page, () => page.click('.pg-fix'));
  assert.equal(await editor(page), BROKEN.replace('行标', '行业标准').replace('GA/T542', 'GA/T 542'));
  assert.equal(await status(page), '没有问题。');
  assert.deepEqual(await findings(page), []);
  // The form of the file.
  const untidy = (await editor(page)).replaceAll('    = ', ' = ');
  await paste(page, untidy);
  await act(page, () => page.click('.pg-fmt'));
  assert.notEqual(await editor(page), untidy);
  assert.equal(await status(page), '没有问题。');

  // A workbook becomes the register that the native program makes of it, and goes out again.
  await drop(page, [workbook]);
  const register = await editor(page);
  assert.equal(register, native('import', '--lang', 'zh', '--quiet', workbook));
  assert.notEqual((await said(page)).trim(), '');
  const codes = (text) => [...text.matchAll(/^code\s*= "([^"]{10,})"/gmu)].map(([, code]) => code);
  assert.equal(codes(register).length, 5);
  for (const form of ['xlsx', 'docx', 'csv']) {
    const back = native('import', '--quiet', await exported(page, form));
    assert.deepEqual(codes(back), codes(register), form);
  }
  for (const form of ['html', 'md', 'json', 'svg', 'toml']) {
    assert.ok(readFileSync(await exported(page, form)).length > 500, form);
  }
  // What is chosen is taken as what is dropped.
  await act(page, () => page.setInputFiles('.pg-file', path.join(root, 'tests/registers/internet-plus/register.toml')));
  assert.match(await status(page), /个/u);
  assert.ok((await editor(page)).includes('公安政务服务'));
  const json = JSON.parse((() => {
    try {
      return native('check', '--output-format', 'json', path.join(root, 'tests/registers/internet-plus/register.toml'));
    } catch (error) {
      return error.stdout;
    }
  })());
  assert.equal((await findings(page)).length, json.length);

  // Nothing but the site's own files was asked for, and nothing went wrong.
  const foreign = requests.filter((address) => !address.startsWith(`${origin}/`) && !/^(?:blob|data):/u.test(address));
  assert.deepEqual(foreign, []);
  assert.deepEqual(problems, []);
  // Nor could it be.
  const refused = await page.evaluate(async () => {
    const tried = await Promise.allSettled([fetch('http://localhost:9/'), fetch('https://example.com/', { mode: 'no-cors' })]);
    return tried.map(({ status: ended }) => ended);
  });
  assert.deepEqual(refused, ['rejected', 'rejected']);
  assert.ok(problems.some((problem) => problem.includes('Content Security Policy')), problems.join('\n'));
  await context.close();
});

test('what goes wrong is told', async () => {
  const { context, page } = await open(`${origin}/en/playground.html`, { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 1280, height: 1100 } });
  assert.match(await status(page), /[1-9]\d* errors?, /u);
  const listed = await findings(page);
  assert.ok(listed.every((item) => /[a-z]{3}/u.test(item)), listed.join('\n'));
  await page.screenshot({ path: path.join(out, 'en-dark.png') });
  const garbage = path.join(work, 'garbage.xlsx');
  writeFileSync(garbage, 'no workbook');
  const before = await editor(page);
  await drop(page, [garbage]);
  assert.match(await status(page), /could not/u);
  assert.match(await said(page), /garbage\.xlsx/u);
  assert.equal(await editor(page), before);
  const pdf = path.join(work, 'list.pdf');
  writeFileSync(pdf, '%PDF-1.4');
  await drop(page, [pdf]);
  assert.match(await said(page), /pdftotext/u);
  await paste(page, '[[table\n= 1\n');
  assert.match(await status(page), /error/u);
  assert.ok((await findings(page)).length > 0);
  await paste(page, '');
  assert.ok((await status(page)).length > 3);
  // Whatever it was, what comes after it works.
  await paste(page, SAFE);
  await act(page, () => page.click('.pg-fix'));
  assert.equal(await status(page), 'No findings.');
  // A file of old programs.
  const chinese = path.join(work, 'old.toml');
  writeFileSync(chinese, Buffer.from('[register]\ntitle = "\xca\xbe\xc0\xfd"\n', 'latin1'));
  await drop(page, [chinese]);
  assert.ok((await editor(page)).includes('示例'), await editor(page));
  assert.match(await said(page), /GB 18030/u);
  await context.close();
});

test('a register of several files has a tab for each', async () => {
  const { context, page, problems } = await open(`${origin}/en/playground.html`, { locale: 'en-GB' });
  for (const name of ['path', 'flat', 'enterprise', 'service', 'internet-plus', 'starter']) {
    await act(page, () => page.selectOption('.pg-example', name));
    assert.equal(await page.$$eval('.pg-tabs button', (all) => all.length), ['starter', 'internet-plus'].includes(name) ? 1 : 2, name);
  }
  assert.equal(await status(page), 'No findings.');
  const folder = path.join(root, 'examples/path');
  await drop(page, ['register.toml', 'path.scheme.toml'].map((name) => path.join(folder, name)));
  assert.equal(await status(page), 'No findings.');
  await page.click('.pg-tabs button:not([aria-selected="true"])');
  assert.equal(await editor(page), readFileSync(path.join(folder, 'path.scheme.toml'), 'utf8'));
  await exported(page, 'xlsx');
  assert.deepEqual(problems, []);
  await context.close();
});

test('the page also works from a disk', async () => {
  const { context, page, requests } = await open(pathToFileURL(path.join(site, 'zh/playground.html')).href, { locale: 'zh-CN' });
  await paste(page, SAFE);
  await act(page, () => page.click('.pg-fix'));
  assert.equal(await status(page), '没有问题。');
  await drop(page, [workbook]);
  assert.ok((await editor(page)).includes('[[table.entry]]'));
  assert.deepEqual(requests.filter((address) => !/^(?:file|blob|data):/u.test(address)), []);
  await context.close();
});

test('the page fits narrow screens', async () => {
  const { context, page } = await open(`${origin}/zh/playground.html`, { locale: 'zh-CN', viewport: { width: 390, height: 844 } });
  const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= shown, `${wide} > ${shown}`);
  await page.locator('#stdreg-playground').screenshot({ path: path.join(out, 'zh-narrow.png') });
  await context.close();
});
