// What leads a new author on: the walkthrough, the snippets, what is proposed while a code is typed; and the trace.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, startBrowser, startServer, until } from '../editor.mjs';
import { check, Suite } from '../suite.mjs';

const work = join(process.env.WORK, 'guidance');
const folder = join(work, 'folder');
mkdirSync(join(folder, '.vscode'), { recursive: true });
mkdirSync(join(work, 'nothing'));
writeFileSync(join(folder, 'register.toml'), '');

const server = await startServer(work, [join(process.env.WORK, 'stdreg.vsix')]);
const browser = await startBrowser();
const editor = await Editor.open(browser, server.address, folder);
const { page } = editor;
const suite = new Suite(editor);
const { test } = suite;

/** The rules of errors that the command line finds in a file of the folder. */
function errorsIn(name) {
  const args = ['check', join(folder, name), '--output-format', 'json'];
  const found = JSON.parse(spawnSync(process.env.STDREG, args, { encoding: 'utf8' }).stdout);
  return found.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

/** Types the name of a snippet, and takes it. */
async function expand(name) {
  await editor.type(name);
  await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: name }).waitFor();
  await editor.press('Enter');
}

await test('the walkthrough is gone through, step by step', async () => {
  const window = await Editor.open(browser, server.address, join(work, 'nothing'));
  const { page } = window;
  suite.editor = window;
  await window.command('Welcome: Open Walkthrough');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'stdreg' }).first().click();
  const step = (title) => page.locator('.getting-started-step', { hasText: title });
  const done = (title) => step(title).locator('.codicon-getting-started-step-checked').waitFor();
  const steps = [
    // Its title, its button, what that brings.
    ['Open the example', 'Open the example', () => page.locator('.tab', { hasText: 'register.toml' }).waitFor()],
    ['See what is wrong', 'Show problems', () => page.locator('.markers-panel').waitFor()],
    ['Complete a code', 'New entry in this table', () => page.locator('.tab.dirty', { hasText: 'register.toml' }).waitFor()],
    [
      'Read it as it is printed',
      'Preview the register',
      () => until('the preview', async () => (await window.framed('main')).some((main) => main.includes('标准体系结构图'))),
    ],
  ];
  await step(steps[0][0]).waitFor();
  await window.screenshot('walkthrough');
  for (const [title, button, comes] of steps) {
    if (title === 'Complete a code') {
      // As the step says: the cursor is put into a detail table.
      await page.locator('.editor-instance .view-lines').first().click();
      const text = readFileSync('tests/registers/internet-plus/register.toml', 'utf8');
      await window.goTo(text.split('id       = "A.1"')[0].split('\n').length, 1);
    }
    if (!(await step(title).getAttribute('class')).includes('expanded')) {
      await step(title).click();
    }
    await step(title).locator('.monaco-button', { hasText: button }).click();
    await comes();
    await done(title);
  }
  await page.waitForTimeout(1000);
  await window.screenshot('walkthrough-done');
  check((await page.locator('.notifications-toasts .notification-list-item').count()) === 0, 'a step gives a notice');
  suite.editor = editor;
  await page.close();
});

await test('the manual opens, and leads on without a network', async () => {
  await editor.command('stdreg: Open the manual');
  const shows = (words) => until(words, async () => (await editor.framed('body')).some((body) => body.includes(words)));
  await shows('stdreg: the manual');
  await editor.screenshot('manual');
  await editor.inFrame('a:has-text("fixes and suppressions")', (link) => link.click());
  await shows('stdreg: ignore');
  await editor.command('View: Close All Editors');
});

await test('the snippets make a register', async () => {
  await editor.openFile('register.toml');
  await page.locator('.editor-instance .view-lines').first().click();
  await expand('stdreg-register');
  // The places are filled in one after the other; what is typed at one stands wherever it is used.
  await editor.type('我的体系');
  for (const _ of [1, 2, 3, 4, 5]) {
    await editor.press('Tab');
  }
  await editor.type('应用支撑');
  const register = await editor.saved('register.toml', (saved) => saved.includes('title    = "应用支撑"'));
  check(register.includes('title    = "我的体系"') && !register.includes('$'), register);
  check(errorsIn('register.toml').length === 0, `${errorsIn('register.toml')}`);

  await editor.press('Escape');
  await editor.press('Escape');
  await editor.press('Control+End');
  await expand('stdreg-category');
  await editor.type('31');
  await editor.press('Tab');
  await editor.type('政务服务');
  await editor.press('Tab');
  await editor.type('服务保障标准');
  await editor.press('Escape');
  await editor.press('Escape');
  await editor.press('Control+End');
  await expand('stdreg-statistics');
  const whole = await editor.saved('register.toml', (saved) => saved.includes('by   = "level"') && saved.includes('共计'));
  check(whole.includes('title    = "政务服务"\ncategory = "31"'), whole);
  await editor.screenshot('snippets');
  check(errorsIn('register.toml').length === 0, `${errorsIn('register.toml')}\n${whole}`);
});

await test('codes are proposed by themselves while one is typed', async () => {
  await editor.press('Escape');
  const text = readFileSync(join(folder, 'register.toml'), 'utf8');
  await editor.goTo(text.split('id       = "A.1"')[0].split('\n').length + 3, 1);
  await page.keyboard.insertText('\n[[table.entry]]\n');
  await editor.type('code = "');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row');
  await rows.first().waitFor();
  // The code is to be read, whatever is said of it beside.
  await editor.screenshot('codes-while-typing');
  const isWhole = (label) => label.evaluate((node) => node.scrollWidth <= node.clientWidth);
  const label = rows.first().locator('.monaco-icon-label-container .monaco-icon-name-container');
  check(await isWhole(label), 'the code is cut off');
  for (const [index, key] of [...'1095021R'].entries()) {
    await editor.type(key);
    await until(`codes that begin as typed up to ${index}`, async () => {
      const labels = await rows.allInnerTexts();
      return labels.length > 0 && labels[0].startsWith('1095021R'.slice(0, index + 1));
    });
  }
  await editor.press('Enter');
  const saved = await editor.saved('register.toml', (saved) => saved.includes('code = "1095021R'));
  check(/code = "1095021R001\d[QTZ]"\n/.test(saved), saved);
});

await test('words are proposed by themselves inside quotes that are there, by the letters of their Pinyin', async () => {
  await editor.press('End');
  await page.keyboard.insertText('\nstatus = ""');
  await editor.press('ArrowLeft');
  await editor.type('yb');
  await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: '已颁' }).waitFor();
  await editor.press('Enter');
  await editor.saved('register.toml', (saved) => saved.includes('status = "已颁"'));
});

await test('a text that is not saved yet is checked, and formatted', async () => {
  await editor.command('Create: New File');
  await editor.press('Enter');
  await page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
  await editor.choose('F1', '>Change Language Mode', 'Change Language Mode');
  await page.locator('.quick-input-widget input[placeholder="Select Language Mode"]').fill('TOML');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'TOML' }).first().click();
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.insertText('[register]\ntitle="示例"\nunknown=1\n');
  await page.locator('.squiggly-warning').first().waitFor();
  await page.locator('#status\\.languageStatus').click();
  await page.locator('.hover-language-status', { hasText: '0 errors, 1 warnings' }).first().waitFor();
  await editor.command('Format Document');
  await page.locator('.view-line', { hasText: /title\s+=\s"示例"/ }).waitFor();
});

await test('the trace tells what the editor and the server say to each other', async () => {
  await editor.command('stdreg: Show the output');
  const output = page.locator('.output-view .view-lines, .output-view-pane .view-lines, .panel .view-lines').first();
  await output.waitFor();
  const isTraced = async () => (await output.innerText()).includes('textDocument/');
  check(!(await isTraced()), 'it is traced without being asked for');
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'stdreg.trace.server': 'messages' }));
  await until('a message in the output', async () => {
    await editor.openFile('register.toml');
    await editor.press('Control+End');
    await editor.type('# ');
    return isTraced();
  });
  await editor.screenshot('trace');
});

await browser.close();
await server.stop();
suite.end();
