// The extension as an author uses it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FAULTS, writeBroken } from '../broken.mjs';
import { capabilitiesOf } from '../capabilities.mjs';
import { Editor, startBrowser, startServer, until } from '../editor.mjs';
import { check, Skip, Suite } from '../suite.mjs';

const { WORK, STDREG } = process.env;
const SEED = 'tests/registers/internet-plus/register.toml';

const folder = join(WORK, 'register');
const file = writeBroken(dirname(SEED), folder);
const findings = checked(file);

const text = () => readFileSync(file, 'utf8');

/** The findings of the command line for a file. */
function checked(path) {
  const run = spawnSync(STDREG, ['check', path, '--lang', 'zh', '--output-format', 'json'], { encoding: 'utf8' });
  return JSON.parse(run.stdout);
}

/** What the status says where there are some findings. */
function counted(found) {
  const count = (severity) => found.filter((finding) => finding.severity === severity).length;
  return `${count('error')} errors, ${count('warning')} warnings`;
}

/** The processes of the server that the extension has started. */
function servers() {
  const listed = spawnSync('pgrep', ['-f', `^${join(WORK, 'extensions')}/.*/stdreg lsp`], { encoding: 'utf8' });
  return listed.stdout.split('\n').filter((line) => line !== '');
}

/** The line, from 1, and the column of some text that stands once. */
function placeOf(some, within = some) {
  const before = text().split(some)[0];
  const start = before.length + some.indexOf(within);
  const lines = text().slice(0, start).split('\n');
  return [lines.length, lines.at(-1).length + 1];
}

const server = await startServer(WORK, [join(WORK, 'stdreg.vsix')]);
const browser = await startBrowser();
const editor = await Editor.open(browser, server.address, folder);
const { page } = editor;

const suite = new Suite(editor);
const { test } = suite;

const offered = await capabilitiesOf(STDREG);

function needs(capability) {
  if (!offered[capability]) {
    throw new Skip(`the server has no ${capability}`);
  }
}

await editor.openFile('register.toml');

await test('TOML has its colours, without another extension for it', async () => {
  await editor.goTo(1, 1);
  const colour = (part) =>
    page.locator('.view-line span > span', { hasText: part }).first().evaluate((node) => getComputedStyle(node).color);
  const parts = ['# 结构见', /^business$/, /^"50"$/];
  await until('three colours', async () => {
    const colours = await Promise.all(parts.map(colour));
    return new Set(colours).size === parts.length;
  });
});

await test('faults are underlined, each in its place', async () => {
  for (const { what, rule } of FAULTS) {
    const { severity, range } = findings.find((finding) => finding.rule === rule);
    await editor.goTo(range.start.line, range.start.column);
    await page.locator(`.squiggly-${severity}`).first().waitFor().catch(() => {
      throw new Error(`${what} is not underlined`);
    });
  }
});

await test('the Problems panel says what the command line says', async () => {
  const [line, column] = placeOf(FAULTS[0].to);
  await editor.goTo(line, column);
  await editor.command('View: Focus Problems');
  await page.locator('.markers-panel').waitFor();
  await page.waitForTimeout(500);
  await editor.screenshot('problems');
  await editor.command('View: Toggle Maximized Panel');
  const messages = findings.map((finding) => finding.message.replace(/\s+/g, ' '));
  const shown = await until('every finding', async () => {
    const rows = await editor.problems();
    return messages.every((message) => rows.some((row) => row.includes(message))) && rows;
  }).catch(async () => {
    const rows = await editor.problems();
    const missing = messages.filter((message) => !rows.some((row) => row.includes(message)));
    throw new Error(`not in the panel: ${missing.join('\n')}\nin the panel: ${rows.join('\n')}`);
  });
  for (const { rule } of FAULTS) {
    check(shown.some((row) => row.includes(` stdreg ${rule} `)), `${rule} is not named`);
  }
  await editor.command('View: Toggle Maximized Panel');
  await editor.command('View: Toggle Panel Visibility');
});

await test('the status counts the findings of the register', async () => {
  await page.locator('#status\\.languageStatus').click();
  await page.locator('.hover-language-status', { hasText: counted(findings) }).first().waitFor();
  const version = execFileSync(STDREG, ['--version'], { encoding: 'utf8' }).trim();
  await page.locator('.hover-language-status', { hasText: version }).first().waitFor();
});

await test('a code is explained where the cursor is', async () => {
  const [line, column] = placeOf('"2095021P1013T"');
  await editor.goTo(line, column + 3);
  await editor.command('stdreg: Decode a code');
  const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: '专业领域' }).first();
  await hover.waitFor();
  const said = await hover.innerText();
  check(said.includes('社会公共安全应用基础') && said.includes('数据资源'), said);
  await editor.screenshot('hover');
});

await test('a code that is typed is decoded', async () => {
  const [line] = placeOf('[register]');
  await editor.goTo(line, 1);
  await editor.command('stdreg: Decode a code');
  await page.locator('.quick-input-widget input[placeholder="2095021P1013T"]').fill('3095034R0012Q');
  await editor.press('Enter');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: '管理标准' }).waitFor();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: '强制性' }).waitFor();
});

await test('the outline has the tables', async () => {
  await editor.command('Explorer: Focus on Outline View');
  await page.locator('.outline-pane .monaco-list-row', { hasText: 'A.1 标准化指南' }).waitFor();
  await editor.screenshot('outline');
});

await test('a quick fix repairs a layer', async () => {
  await editor.command('View: Focus Active Editor Group');
  const [line, column] = placeOf('"3085034P0013T"', '08');
  await editor.goTo(line, column);
  await page.locator('.squiggly-error').first().waitFor();
  await editor.press('Control+.');
  await page.locator('.action-widget .monaco-list-row', { hasText: '改为 09' }).first().waitFor();
  await editor.screenshot('quick-fix');
  await editor.press('Enter');
  await editor.saved('register.toml', (saved) => saved.includes('"3095034P0013T"') && !saved.includes('"3085034P0013T"'));
});

await test('the statistics are written', async () => {
  await editor.command('stdreg: Write the statistics');
  await editor.saved('register.toml', (saved) => saved.includes('item = "国家标准", expected = 47'));
});

await test('a category is renamed in its definition, its table and its codes', async () => {
  const [line, column] = placeOf('code      = "23"', '23');
  const before = text().match(/"\d{5}23[A-Z]/g).length;
  await editor.goTo(line, column);
  const box = page.locator('.rename-box input');
  await editor.pressFor('F2', box);
  await box.fill('29');
  await editor.press('Enter');
  const saved = await editor.saved('register.toml', (saved) => saved.includes('code      = "29"'));
  check(saved.includes('category = "29"') && !saved.includes('category = "23"'), 'the table still names the old category');
  check(!/"\d{5}23[A-Z]/.test(saved) && saved.match(/"\d{5}29[A-Z]/g).length === before, 'codes still have the old category');
});

await test('a new entry takes the next number and the next free code', async () => {
  needs('completionProvider');
  const [line] = placeOf('id       = "A.17"');
  await editor.goTo(line, 1);
  await editor.command('stdreg: New entry in this table');
  const saved = await editor.saved('register.toml', (saved) => saved.match(/^\[\[table\.entry\]\]/gm).length === 103);
  await editor.screenshot('new-entry');
  const table = saved.slice(saved.indexOf('"A.17"'), saved.indexOf('"A.18"'));
  check(/number\s*= 5\s+code\s*= "2095033[PR]005/.test(table), `another entry: ${table}`);
});

await test('a code is completed to the next free one', async () => {
  needs('completionProvider');
  const [line, column] = placeOf('"3095034P0023T"');
  await editor.goTo(line, column + 1);
  for (const _ of '3095034P0023T') {
    await editor.press('Delete');
  }
  await editor.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
  await editor.screenshot('completion');
  await editor.press('Enter');
  await editor.saved('register.toml', (saved) => /number = \d\ncode {3}= "3095034P00[24]/.test(saved));
});

await test('the preview shows the register in its printed form', async () => {
  await editor.command('stdreg: Preview the register');
  const content = await until('the preview', async () => {
    return (await editor.framed('main')).find((main) => main.trim() !== '');
  });
  check(content.includes('“互联网+公安政务服务”标准体系') && content.includes('公安数据元编写规则'), content.slice(0, 500));
  // Diagram, detail tables, statistics.
  for (const heading of ['标准体系结构图', '标准明细表', '标准统计表']) {
    check(content.includes(`\n${heading}\n`), `no ${heading}`);
  }
  const boxes = await editor.inFrame('svg', (svg) => svg.locator('g').count());
  check(boxes === 1 + 3 + 11 + 18, `${boxes} boxes`);
});

await test('the preview follows what is typed', async () => {
  await editor.command('View: Focus First Editor Group');
  const [line, column] = placeOf('"公安数据元编写规则"');
  await editor.goTo(line, column + 1);
  await editor.type('全新的');
  await until('the change in the preview', async () => {
    return (await editor.framed('main')).some((main) => main.includes('全新的公安数据元编写规则'));
  });
});

/** Whether an element of the preview is on the screen. */
const isSeen = (element) =>
  editor.inFrame(element, (found) => found.evaluate((node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  }));

await test('the preview follows where the text is', async () => {
  await editor.command('View: Focus First Editor Group');
  for (const [title, other] of [['"A.18"', 'svg'], ['[register]', 'caption:has-text("表A.18")']]) {
    await editor.goTo(...placeOf(title));
    const shown = title === '"A.18"' ? 'caption:has-text("表A.18")' : 'svg';
    await until(`${shown} in the preview`, async () => (await isSeen(shown)) && !(await isSeen(other)));
    await editor.screenshot(title === '"A.18"' ? 'preview' : 'preview-top');
  }
});

await test('a click in the preview shows the place in the text', async () => {
  const [line] = placeOf('[[table]]\nid       = "A.16"');
  await editor.inFrame('caption:has-text("表A.16")', (caption) => caption.click());
  await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line}, Col 1` }).waitFor();
  const [category] = placeOf('[[category]]\ncode      = "34"');
  await editor.inFrame('svg g:has-text("34 服务评价考核")', (box) => box.click());
  await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${category}, Col 1` }).waitFor();
});

await test('the example opens, and is checked', async () => {
  await editor.command('stdreg: Open the example register');
  await page.locator('.breadcrumbs-control', { hasText: 'example' }).first().waitFor();
  await page.locator('#status\\.languageStatus').click();
  await page.locator('.hover-language-status', { hasText: counted(checked(SEED)) }).first().waitFor();
});

await test('the server starts again', async () => {
  const [before] = servers();
  await editor.command('stdreg: Restart the server');
  await until('another server', () => servers().length === 1 && servers()[0] !== before);
});

await test('a folder of other TOML files starts no server, until there is a register', async () => {
  const count = servers().length;
  const other = join(WORK, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'Cargo.toml'), '[package]\nname = "other"\n');
  const window = await Editor.open(browser, server.address, other);
  await window.openFile('Cargo.toml');
  // The command is there as soon as the extension runs.
  await window.command('stdreg: Show the output');
  await window.page.locator('.pane-body .output-view, .output-view-pane, .panel .monaco-editor').first().waitFor();
  check(servers().length === count, 'a server was started');
  // It becomes one.
  await window.page.locator('.editor-instance .view-lines').first().click();
  await window.press('Control+A');
  await window.page.keyboard.insertText('[[table.entry]]\nnumber = 1\n');
  await window.press('Control+S');
  await until('a server', () => servers().length === count + 1);
  await window.page.close();
});

await test('a path that names no program is told, with what to do', async () => {
  await editor.command('Preferences: Open Workspace Settings (JSON)');
  await page.locator('.tab.active', { hasText: 'settings.json' }).waitFor();
  await page.locator('.editor-instance .view-lines').first().click();
  await editor.press('Control+A');
  await page.keyboard.insertText(JSON.stringify({ 'stdreg.path': '/nowhere/stdreg' }));
  // What the editor closed by itself.
  await editor.press('Control+Shift+End');
  await editor.press('Delete');
  await editor.press('Control+S');
  const answer = async (button) => {
    const notice = page.locator('.notifications-toasts .notification-list-item', { hasText: '/nowhere/stdreg' }).first();
    await notice.hover();
    await editor.screenshot('missing');
    await notice.locator('.monaco-button', { hasText: button }).click();
  };
  await answer('Open the setting');
  await page.locator('.settings-editor', { hasText: 'Stdreg: Path' }).waitFor();
  await editor.command('stdreg: Restart the server');
  await answer('How to install');
  await until('the way to install', async () => (await editor.framed('body')).some((body) => body.includes('cargo install')));
});

await browser.close();
await server.stop();
suite.end();
