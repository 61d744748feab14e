// Where the extension has its program from: the package for one platform carries it, the one for all takes that of PATH.
import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { Editor, startBrowser, startServer, until } from '../editor.mjs';
import { check, Suite } from '../suite.mjs';

const { WORK } = process.env;
const work = join(WORK, 'packages');
const folder = join(work, 'folder');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'register.toml'), '[register]\ntitle = "示例"\nunknown = 1\n');

// The editor asks a login shell for PATH: this machine's user must not say what is in it, and a user of ours does.
const folders = process.env.PATH.split(delimiter).filter((path) => !existsSync(join(path, 'stdreg')));
const bin = join(work, 'bin');
mkdirSync(bin);
copyFileSync(join(WORK, 'stdreg'), join(bin, 'stdreg'));
chmodSync(join(bin, 'stdreg'), 0o755);

/** The environment of a user with some folders in PATH. */
function userWith(name, paths) {
  const home = join(work, name);
  mkdirSync(home);
  const path = paths.join(delimiter);
  writeFileSync(join(home, '.bash_profile'), `export PATH='${path}'\n`);
  return { ...process.env, HOME: home, PATH: path, SHELL: '/bin/bash' };
}
const without = userWith('user-without', folders);
const within = userWith('user-with', [bin, ...folders]);

const browser = await startBrowser();
const suite = new Suite(undefined);

/** Opens a register in an editor that has one of the packages, does something with its window, and ends it. */
function test(name, { vsix, env }, act) {
  return suite.test(name, async () => {
    const place = join(work, name.replace(/\W+/g, '-'));
    mkdirSync(place);
    const server = await startServer(place, [join(WORK, vsix)], { env });
    try {
      suite.editor = await Editor.open(browser, server.address, folder);
      await suite.editor.openFile('register.toml');
      await act(suite.editor, place);
    } finally {
      await server.stop();
    }
  });
}

const finding = (editor) => editor.page.locator('.squiggly-warning').first();
const runs = (program) => spawnSync('pgrep', ['-f', `^${program} lsp`]).status === 0;

await test('a package for one platform needs no program in PATH', { vsix: 'stdreg.vsix', env: without }, async (editor, place) => {
  await finding(editor).waitFor();
  check(runs(`${join(place, 'extensions')}/.*/server/stdreg`), 'another program runs');
});

await test('its own program goes before that of PATH', { vsix: 'stdreg.vsix', env: within }, async (editor) => {
  await finding(editor).waitFor();
  check(!runs(join(bin, 'stdreg')), 'that of PATH runs');
});

await test('the package for all platforms takes the program of PATH', { vsix: 'stdreg-universal.vsix', env: within }, async (editor) => {
  await finding(editor).waitFor();
  check(runs(join(bin, 'stdreg')), 'another program runs');
});

await test('without any program that is told, once, with what to do', { vsix: 'stdreg-universal.vsix', env: without }, async (editor) => {
  const { page } = editor;
  const notice = page.locator('.notifications-toasts .notification-list-item', { hasText: 'neither packaged with the extension nor in PATH' });
  await notice.waitFor();
  await editor.screenshot('no-program');
  await notice.locator('.monaco-button', { hasText: 'How to install' }).click();
  await until('the way to install', async () => (await editor.framed('body')).some((body) => body.includes('cargo install')));
  // Saving is no reason to say it again; a command is.
  await editor.openFile('register.toml');
  await editor.press('Control+End');
  await editor.type('# ');
  await editor.saved('register.toml', (saved) => saved.endsWith('# '));
  await page.waitForTimeout(1000);
  check((await notice.count()) === 0, 'it is told again when a file is saved');
  await editor.command('stdreg: Write the statistics');
  await notice.waitFor();
  // Once there is one, nothing needs to be closed and opened again.
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'stdreg.path': join(bin, 'stdreg') }));
  await finding(editor).waitFor();
});

await browser.close();
suite.end();
