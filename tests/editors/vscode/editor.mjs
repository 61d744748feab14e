// VS Code as a person at the keyboard has it: code-server, and a page of Chromium that shows it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';

const home = process.env.EDITOR_HOME;
const { chromium } = createRequire(join(home, 'package.json'))('playwright-core');
const program = join(home, 'node_modules/code-server/out/node/entry.js');

/** How long anything may take: the machine may have other things to do. */
export const PATIENCE = 60_000;

/** What every suite starts with. */
const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Light Modern',
  'editor.wordBasedSuggestions': 'off',
  'files.autoSave': 'off',
  'stdreg.language': 'zh',
};

/** The language pack as the test made it, or nothing where it could not be fetched: what language-pack.mjs says. */
const pack = join(home, 'language-pack');
const texts = join(pack, 'main.i18n.json');
export const hasChinese = existsSync(texts);

/** Has the server know a language pack as if it were installed: pages of browsers that ask for Chinese are in Chinese then. */
function installChinese(data) {
  const extensions = join(pack, 'package/translations/extensions');
  const translations = readdirSync(extensions).map((file) => [file.replace(/\.i18n\.json$/, ''), join(extensions, file)]);
  const installed = {
    hash: 'stdreg',
    label: '中文(简体)',
    extensions: [{ extensionIdentifier: { id: 'stdreg.language-pack-zh-hans' }, version: '1.0.0' }],
    translations: { vscode: texts, ...Object.fromEntries(translations) },
  };
  writeFileSync(join(data, 'languagepacks.json'), JSON.stringify({ 'zh-cn': installed }));
  // Without this file all pages are in English, whatever they ask for.
  writeFileSync(join(data, 'User/argv.json'), '{}');
}

/** Starts the server with some extensions, all in a folder; gives its address and what ends it. */
export async function startServer(work, extensions, { settings = {}, env = process.env } = {}) {
  const data = join(work, 'user-data');
  const folders = ['--user-data-dir', data, '--extensions-dir', join(work, 'extensions')];
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  if (hasChinese) {
    installChinese(data);
  }
  for (const vsix of extensions) {
    const installed = spawnSync('node', [program, ...folders, '--install-extension', vsix], { encoding: 'utf8' });
    if (installed.status !== 0) {
      throw new Error(`${vsix} could not be installed:\n${installed.stdout}${installed.stderr}`);
    }
  }
  const port = await freePort();
  const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  const server = spawn(process.execPath, [program, ...options, ...folders], { stdio: ['ignore', 'pipe', 'inherit'], env });
  let said = '';
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (data) => {
      said += data;
      if (said.includes('HTTP server listening')) {
        resolve();
      }
    });
    server.on('exit', () => reject(new Error(`code-server ended:\n${said}`)));
  });
  return {
    address: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.removeAllListeners('exit');
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Starts Chromium. */
export function startBrowser() {
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  const silent = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...options, ...silent] });
}

/** Asks again and again until there is an answer that is true. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  let last;
  while (Date.now() < end) {
    last = await ask();
    if (last) {
      return last;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what} did not come`);
}

/** A window of the editor. */
export class Editor {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
  }

  /** `options` are those of a page: which language it asks for, and how large it is. */
  static async open(browser, address, folder, options = {}) {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, locale: 'en-US', ...options });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`${address}/?folder=${encodeURIComponent(folder)}`);
    await page.waitForSelector('.monaco-workbench .part.editor');
    return new Editor(page, folder);
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  /** Presses keys until what they open is there: a key is lost while another box closes, or the text has just changed. */
  pressFor(keys, opened) {
    return until(`what ${keys} opens`, async () => {
      await this.press(keys);
      return opened.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /**
   * Types into the box at the top, and takes its first row when that has some text. The box is opened anew where there is no
   * such row: just after the start it may not be known yet.
   */
  async choose(keys, text, row) {
    const box = this.page.locator('.quick-input-widget input').first();
    const first = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).first();
    await until(`${row ?? text} in the box`, async () => {
      await this.pressFor(keys, box);
      // A box that was there for the command before may close just now.
      const isFilled = await box.fill(text, { timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (row === undefined || !isFilled) {
        return isFilled;
      }
      return first.waitFor({ timeout: PATIENCE / 4 }).then(
        () => true,
        () => this.press('Escape'),
      );
    });
    await this.press('Enter');
  }

  command(title) {
    return this.choose('F1', `>${title}`, title);
  }

  async openFile(name) {
    await this.choose('Control+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /** Puts the cursor at a line and column, from 1. */
  async goTo(line, column) {
    await this.choose('Control+G', `:${line}:${column}`);
    // In any language: “Ln 1, Col 2”, “行 1，列 2”.
    const at = new RegExp(`^\\D+${line}\\D+${column}(\\D|$)`);
    await this.page.locator('#status\\.editor\\.selection', { hasText: at }).waitFor();
  }

  /** Saves until a file of the folder holds what is waited for, and gives its text: what changes it may still be at work. */
  saved(name, holds) {
    const read = () => readFileSync(join(this.folder, name), 'utf8');
    let before;
    return until(`the change to ${name}`, async () => {
      const text = read();
      // A file that is just being written is empty, or half there.
      if (holds(text) && text === before) {
        return text;
      }
      before = text;
      if (!holds(text)) {
        await this.press('Control+S');
      }
      return undefined;
    });
  }

  /** The texts of the Problems panel, in the order of its rows. */
  async problems() {
    const rows = await this.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
    return rows.map((row) => row.replace(/\s+/g, ' ').trim());
  }

  /** The texts of an element in the pages that extensions show. */
  framed(element) {
    const frames = this.page.frames().filter((frame) => frame.parentFrame() !== null);
    return Promise.all(frames.map((frame) => frame.locator(element).innerText({ timeout: 1000 }).catch(() => '')));
  }

  /** Does something with the first of some elements in the page of an extension; nothing where there is no such page. */
  async inFrame(element, act) {
    for (const frame of this.page.frames().filter((frame) => frame.parentFrame() !== null)) {
      if ((await frame.locator(element).count().catch(() => 0)) > 0) {
        return act(frame.locator(element).first());
      }
    }
    return undefined;
  }

  /**
   * A picture for the manual: some elements, and so many pixels around them, as far as the window goes, at most so high. Those
   * of editors/vscode/images are such.
   */
  async picture(name, elements, { around = 24, most = 600 } = {}) {
    const boxes = await Promise.all(elements.map((element) => element.boundingBox()));
    const { width, height } = this.page.viewportSize();
    const [left, top] = ['x', 'y'].map((side) => Math.max(0, Math.min(...boxes.map((box) => box[side])) - around));
    const right = Math.min(width, Math.max(...boxes.map((box) => box.x + box.width)) + around);
    const bottom = Math.min(height, top + most, Math.max(...boxes.map((box) => box.y + box.height)) + around);
    const clip = { x: left, y: top, width: right - left, height: bottom - top };
    await this.page.screenshot({ path: join(process.env.SCREENSHOTS, `picture-${name}.png`), clip });
  }

  screenshot(name) {
    return this.page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
  }
}
