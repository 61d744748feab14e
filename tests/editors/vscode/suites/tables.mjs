// Import and export by the commands of the extension, through the dialogs of the editor. In a window whose files are on a server
// these are boxes at the top, into which a path can be typed; nothing stands in for them.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, startBrowser, startServer, until } from '../editor.mjs';
import { check, Suite } from '../suite.mjs';

const work = join(process.env.WORK, 'tables');
const folder = join(work, 'folder');
mkdirSync(join(folder, '.vscode'), { recursive: true });
const path = (name) => join(folder, name);
const write = (name, text) => writeFileSync(path(name), text);
const read = (name) => readFileSync(path(name), 'utf8');

write('list.csv', '标准代码,标准号,标准名称,标准状态,标准级别\n2095021P0013T,GA/T 543.1-2011,公安数据元,已颁,行业标准\n');
// The second row is a figure, which has no place.
write('gaps.csv', '标准代码,标准名称\n2095021P0013T,甲\n合计,1\n');
write('letter.csv', '这是一封信\n没有表格\n');

const server = await startServer(work, [join(process.env.WORK, 'stdreg.vsix')]);
const browser = await startBrowser();
const editor = await Editor.open(browser, server.address, folder);
const { page } = editor;
const suite = new Suite(editor);
const { test } = suite;

const box = (title) => page.locator('.quick-input-widget', { hasText: title });
const notice = (text) => page.locator('.notifications-toasts .notification-list-item', { hasText: text }).last();
const group = (number) => page.locator('.editor-group-container').nth(number - 1);

/** The box of a dialog about files, once it has the path that it offers. */
async function dialog(title, offered) {
  await box(title).waitFor();
  const input = box(title).locator('input').first();
  await until(`${offered} in the dialog`, async () => (await input.inputValue()) === offered);
  return input;
}

/** Answers a dialog about files by a path. */
async function answer(title, offered, file) {
  const input = await dialog(title, offered);
  await input.fill(file);
  // It looks for the file while one types, and takes what it has found.
  await until('the file', async () => (await box(title).locator('.monaco-list-row').allInnerTexts()).some((row) => file.endsWith(row.trim())));
  await editor.press('Enter');
}

/** Takes the path that a dialog offers. */
async function accept(title, offered) {
  await dialog(title, offered);
  await editor.press('Enter');
}

/** Takes a row of a list of choices. */
async function take(title, row) {
  await box(title).waitFor();
  await box(title).locator('.monaco-list-row', { hasText: row }).first().click();
}

/** Starts an import of a file; the dialog begins in the folder. */
async function importOf(name) {
  await editor.command('stdreg: Import a table');
  await answer('Import a table', `${folder}/`, path(name));
}

/** Closes everything, so that a test begins as the first one did. */
async function afresh() {
  await editor.command('View: Close All Editors');
  await page.locator('.tab').first().waitFor({ state: 'detached' });
  await editor.command('Notifications: Clear All Notifications');
}

await test('a table becomes a register, which opens beside', async () => {
  await editor.openFile('list.csv');
  await importOf('list.csv');
  await editor.screenshot('import');
  // The name that is offered is that of the table.
  await accept('Save the register as', path('list.register.toml'));
  await group(2).locator('.tab.active', { hasText: 'list.register.toml' }).waitFor();
  await notice('条').waitFor();
  await editor.screenshot('imported');
  check(/title +=\s*"公安数据元"/.test(read('list.register.toml')), read('list.register.toml'));
});

await test('a dialog that is left writes nothing', async () => {
  await afresh();
  await editor.command('stdreg: Import a table');
  await dialog('Import a table', `${folder}/`);
  await editor.press('Escape');
  await importOf('gaps.csv');
  await dialog('Save the register as', path('gaps.register.toml'));
  await editor.press('Escape');
  await page.waitForTimeout(1000);
  check(!existsSync(path('gaps.register.toml')), 'a register was written');
  check((await page.locator('.tab').count()) === 0, 'something was opened');
});

await test('what cannot be imported is told, and why', async () => {
  await afresh();
  await importOf('letter.csv');
  await accept('Save the register as', path('letter.register.toml'));
  await notice('Nothing was imported: 错误：').waitFor();
  await editor.screenshot('import-failed');
  check(!existsSync(path('letter.register.toml')), 'a register was written');
  // All that the program said is a click away.
  await notice('Nothing was imported').locator('.monaco-button', { hasText: 'Show output' }).click();
  await page.locator('.panel .view-line', { hasText: '表头' }).first().waitFor();
  await editor.command('View: Toggle Panel Visibility');
});

await test('a register that is there is asked about before it is written over', async () => {
  await afresh();
  const before = read('list.register.toml');
  write('list.register.toml', `# 旧\n${before}`);
  await importOf('list.csv');
  await accept('Save the register as', path('list.register.toml'));
  await page.locator('.quick-input-widget', { hasText: 'already exists' }).waitFor();
  check(read('list.register.toml').startsWith('# 旧'), 'it was written over before an answer');
  await editor.press('Enter');
  await until('the new register', () => read('list.register.toml') === before);
});

await test('what an import would change in the register at hand is shown, and then done', async () => {
  await afresh();
  const before = read('list.register.toml');
  await editor.openFile('list.register.toml');
  await importOf('gaps.csv');
  await take('Import into', 'Show what would change');
  await group(2).locator('.view-line', { hasText: '甲' }).first().waitFor();
  await editor.screenshot('import-diff');
  check(read('list.register.toml') === before, 'it was written');

  // It is no text of somebody's, about which to be asked when it is closed.
  await afresh();
  await editor.openFile('list.register.toml');
  await importOf('gaps.csv');
  await take('Import into', 'The register at hand');
  await notice('Not everything has a place').waitFor();
  const after = await until('the change', () => read('list.register.toml') !== before && read('list.register.toml'));
  check(/title +=\s*"甲"/.test(after) && after.includes('GA/T 543.1-2011'), after);
});

await test('changes that are not saved are saved before an import into them', async () => {
  await afresh();
  write('list.csv', '标准代码,标准名称\n2095021P0013T,公安数据元（修订）\n');
  await editor.openFile('list.register.toml');
  await page.locator('.editor-instance .view-lines').first().click();
  await editor.press('Control+End');
  await page.keyboard.insertText('# 手写\n');
  await importOf('list.csv');
  await take('Import into', 'The register at hand');
  const after = await until('the change', () => read('list.register.toml').includes('修订') && read('list.register.toml'));
  check(after.includes('# 手写'), after);
});

/** Starts an export of the register at hand. */
async function exportAs(form, file) {
  await editor.command('stdreg: Export');
  await take('Export as', form);
  await accept('Export as', path(file));
}

await test('the register is exported as a page and as a workbook, and what is to be done with them is asked', async () => {
  await afresh();
  await editor.openFile('list.register.toml');
  await exportAs('a page to search', 'list.html');
  await notice('Exported: list.html').waitFor();
  await editor.screenshot('exported');
  for (const button of ['Open', 'Show in folder']) {
    await notice('Exported: list.html').locator('.monaco-button', { hasText: button }).waitFor();
  }
  check(read('list.html').includes('公安数据元') && read('list.html').startsWith('<!'), 'no page');
  await notice('Exported: list.html').locator('.monaco-button', { hasText: 'Show in folder' }).click();
  await page.locator('.explorer-folders-view .monaco-list-row.selected', { hasText: 'list.html' }).waitFor();
  await exportAs('a workbook', 'list.xlsx');
  await notice('Exported: list.xlsx').waitFor();
  check(readFileSync(path('list.xlsx')).subarray(0, 2).toString() === 'PK', 'no workbook');
});

await test('a text that is exported opens beside, with what was not saved before', async () => {
  await afresh();
  await editor.openFile('list.register.toml');
  const [line] = read('list.register.toml').split('（修订）')[0].split('\n').map((_, index) => index + 1).slice(-1);
  await editor.goTo(line, 1);
  await editor.press('End');
  await editor.press('ArrowLeft');
  await page.keyboard.insertText('二版');
  await exportAs('tables in Markdown', 'list.md');
  await group(2).locator('.tab.active', { hasText: 'list.md' }).waitFor();
  check(read('list.md').includes('公安数据元（修订）二版'), read('list.md'));
});

await test('a program that fails is told of, with what it says, and no file is left', async () => {
  await afresh();
  const failing = join(work, 'failing');
  // As a server it ends at once as well.
  writeFileSync(failing, '#!/bin/sh\necho "no room on the disk" >&2\nexit 3\n');
  chmodSync(failing, 0o755);
  write('.vscode/settings.json', JSON.stringify({ 'stdreg.path': failing }));
  await notice(`${failing} could not be started as a language server`).waitFor();
  // The client would start it again and again, and say so each time.
  await page.waitForTimeout(3000);
  check((await page.locator('.notifications-toasts .notification-list-item').count()) === 1, 'it is told more than once');
  await editor.openFile('list.register.toml');
  await exportAs('everything, for programs', 'list.json');
  await notice('Nothing was exported: no room on the disk').waitFor();
  check(!existsSync(path('list.json')), 'a file was written');
  await editor.screenshot('program-failed');
});

await browser.close();
await server.stop();
suite.end();
