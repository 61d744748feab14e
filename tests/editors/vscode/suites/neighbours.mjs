// The extension beside another one for TOML: each does what is its own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, startBrowser, startServer, until } from '../editor.mjs';
import { MARK, packageNeighbour } from '../neighbour.mjs';
import { check, Suite } from '../suite.mjs';

const work = join(process.env.WORK, 'neighbours');
const folder = join(work, 'folder');
mkdirSync(folder, { recursive: true });
const read = (name) => readFileSync(join(folder, name), 'utf8');
const CARGO = '[package]\nname = "other"\n';
// What is wrong with its form: a blank on one side of `=`. The key that there is not shows that the server is there.
const REGISTER = '[register]\ntitle= "示例"\nunknown = 1\ndomain = "09"\nbusiness = "50"\ninclude = ["parts*/*.toml"]\n';
const PART = '[[table]]\nid= "A.1"\ntitle = "数据元"\ncategory = "21"\n';
mkdirSync(join(folder, 'parts [1]'));
writeFileSync(join(folder, 'Cargo.toml'), CARGO);
writeFileSync(join(folder, 'other.toml'), 'a= 1\n');
writeFileSync(join(folder, 'register.toml'), REGISTER);
writeFileSync(join(folder, 'parts [1]/elements.toml'), PART);

const neighbour = await packageNeighbour(join(work, 'neighbour'));
const vsix = join(process.env.WORK, 'stdreg.vsix');
const server = await startServer(work, [vsix, neighbour], { settings: { 'editor.formatOnSave': true } });
const browser = await startBrowser();
const editor = await Editor.open(browser, server.address, folder);
const { page } = editor;
const suite = new Suite(editor);
const { test } = suite;


/** The question which formatter is meant, in whatever form it comes. */
const QUESTION = 'There are multiple formatters';
const asked = () => page.getByText(QUESTION).count();

await editor.openFile('register.toml');
// The server runs.
await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();

await test('another TOML file is formatted by the other extension when it is saved, without a question', async () => {
  await editor.openFile('Cargo.toml');
  await editor.goTo(3, 1);
  await editor.type('# end');
  await editor.press('Control+S');
  await until('the neighbour’s form', () => read('Cargo.toml') === `${MARK}${CARGO}# end`);
  check((await asked()) === 0, 'the editor asks which formatter is meant');
});

await test('another TOML file is formatted at command, without a question', async () => {
  await editor.openFile('Cargo.toml');
  await editor.press('Control+A');
  await page.keyboard.insertText(CARGO);
  await editor.command('Format Document');
  await editor.saved('Cargo.toml', (saved) => saved.startsWith(MARK));
  check((await asked()) === 0, 'the editor asks which formatter is meant');
});

await test('a word of another TOML file is renamed by the other extension', async () => {
  await editor.openFile('Cargo.toml');
  await editor.goTo(3, 1);
  const box = page.locator('.rename-box input');
  await editor.pressFor('F2', box);
  await box.fill('title');
  await editor.press('Enter');
  await editor.saved('Cargo.toml', (saved) => saved.includes('title = "other"'));
});

await test('a register and its part are formatted by whichever the author chooses', async () => {
  await editor.openFile('register.toml');
  await editor.command('Format Document');
  await page.locator('.monaco-dialog-box', { hasText: QUESTION }).waitFor();
  await editor.screenshot('two-formatters');
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Configure' }).click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'stdreg' }).first().click();
  await editor.saved('register.toml', (saved) => saved.includes('title    = "示例"') && !saved.includes(MARK));
  await editor.openFile('elements.toml');
  await editor.command('Format Document');
  await editor.saved('parts [1]/elements.toml', (saved) => saved.includes('id       = "A.1"') && !saved.includes(MARK));
});

await test('where it is chosen, other TOML files are still left alone', async () => {
  await editor.openFile('other.toml');
  await editor.goTo(2, 1);
  await editor.type('b= 2');
  await editor.press('Control+S');
  await until('the file as it is', () => read('other.toml').includes('b= 2'));
  check(read('other.toml') === 'a= 1\nb= 2', read('other.toml'));
});

await browser.close();
await server.stop();
suite.end();
