// The pictures of the manual and of the extension's README, in Chinese and in English: VS Code, the extension, what the program says.
// They are looked at before they are committed: `UPDATE=1 tests/editors/vscode/run pictures` writes those of editors/vscode/images anew.
// Those in English are made then alone, for they show nothing that the other suites do not; nothing else looks at VS Code in Chinese.
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeBroken } from '../broken.mjs';
import { Editor, hasChinese, startBrowser, startServer, until } from '../editor.mjs';
import { Skip, Suite } from '../suite.mjs';

const SEED = 'tests/registers/internet-plus/register.toml';
const work = join(process.env.WORK, 'pictures');

/** In what a picture in some language differs from another: some words of VS Code, of the extension and of the program. */
const LANGUAGES = {
  zh: {
    name: 'Chinese',
    page: { locale: 'zh-CN' },
    texts: 'package.nls.zh-cn.json',
    problems: '问题',
    fix: '快速修复',
    finding: '第 6 层只能用数字',
    repair: '改为 09',
    install: '从 VSIX 安装',
    explained: '专业领域',
  },
  en: {
    name: 'English',
    page: { locale: 'en-US' },
    texts: 'package.nls.json',
    problems: 'Problems',
    fix: 'Quick Fix',
    finding: 'layer 6 allows only digits',
    repair: '09',
    install: 'Install from VSIX',
    explained: '社会公共安全应用基础',
  },
};

const settings = { 'stdreg.language': 'auto', 'editor.minimap.enabled': false, 'extensions.autoCheckUpdates': false };
const server = await startServer(work, [join(process.env.WORK, 'stdreg.vsix')], { settings });
const browser = await startBrowser();
const suite = new Suite(undefined);

for (const [language, words] of Object.entries(LANGUAGES)) {
  await suite.test(`the pictures of VS Code in ${words.name}`, async () => {
    if (language === 'en' && !process.env.UPDATE) {
      throw new Skip('UPDATE=1 makes them');
    }
    if (language === 'zh' && !hasChinese) {
      throw new Skip('the language pack could not be fetched: the pictures are those that are there');
    }
    const folder = join(work, language, 'register');
    const file = writeBroken(dirname(SEED), folder);
    const editor = await Editor.open(browser, server.address, folder, { ...words.page, viewport: { width: 1200, height: 800 } });
    suite.editor = editor;
    const { page } = editor;
    const commands = JSON.parse(readFileSync(join('editors/vscode', words.texts), 'utf8'));
    const command = (name) => editor.command(`stdreg: ${commands[`commands.${name}`]}`);
    const picture = (name, ...rest) => editor.picture(`${name}.${language}`, ...rest);

    /** Puts the cursor at some text that stands once, or within it. */
    const goTo = (some, within = some) => {
      const text = readFileSync(file, 'utf8');
      const lines = text.slice(0, text.indexOf(some) + some.indexOf(within)).split('\n');
      return editor.goTo(lines.length, lines.at(-1).length + 1);
    };
    /** A picture of something that is gone as soon as the text is touched, by the server as well: of what is there before and after. */
    const shot = (name, open, shown, elements, options) =>
      until(`the picture ${name}`, async () => {
        await open();
        const isThere = await shown.waitFor({ timeout: 10_000 }).then(() => true, () => false);
        return isThere && (await picture(name, elements, options).then(() => shown.isVisible(), () => false));
      });
    const line = (text) => page.locator('.view-line', { hasText: text }).first().locator('span').first();

    await editor.openFile('register.toml');
    await goTo('"1095011P0O33T"', 'O33');
    await page.locator('.squiggly-error').first().waitFor();
    await editor.command('View: Focus Problems');
    await page.locator('.markers-panel .monaco-list-row', { hasText: words.finding }).first().waitFor();
    await page.locator('.panel .action-label', { hasText: words.problems }).first().waitFor();
    await page.waitForTimeout(500);
    await picture('screenshot', [page.locator('.monaco-workbench')], { around: 0, most: 800 });
    await editor.command('View: Toggle Panel Visibility');

    await goTo('"2095021P1013T"', '021P');
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: words.explained }).first();
    await shot('hover', () => command('decode'), hover, [hover, line('2095021P1013T')]);

    await goTo('"3085034P0013T"', '08');
    await page.locator('.squiggly-error').first().waitFor();
    const actions = page.locator('.action-widget', { hasText: words.fix });
    const repair = actions.locator('.monaco-list-row', { hasText: words.repair }).first();
    await shot('quick-fix', () => editor.press('Control+.'), repair, [actions, line('3085034P0013T')]);
    await editor.press('Escape');

    await goTo('"3095034P0023T"', '3095034');
    for (const _ of '3095034P0023T') {
      await editor.press('Delete');
    }
    const proposals = page.locator('.suggest-widget.visible');
    const proposal = proposals.locator('.monaco-list-row').first();
    await shot('completion', () => editor.press('Control+Space'), proposal, [proposals], { around: 60 });
    await editor.press('Escape');

    // As it is without the faults.
    await editor.command('File: Revert File');
    cpSync(SEED, file);
    await until('the file as it was', async () => (await page.locator('.squiggly-error').count()) === 0);
    await command('preview');
    await until('the preview', async () => (await editor.framed('main')).some((main) => main.includes('公安数据元')));
    await editor.command('View: Focus First Editor Group');
    await goTo('[register]');
    await page.waitForTimeout(500);
    await picture('preview', [page.locator('.part.editor')], { around: 0, most: 700 });

    await editor.command('View: Close All Editors');
    await editor.command('View: Show Extensions');
    await page.locator('.sidebar .extension-list-item', { hasText: 'stdreg' }).first().waitFor();
    await page.locator('.sidebar > .title .codicon-toolbar-more').click();
    const menu = page.locator('.monaco-menu').last();
    await menu.locator('.action-item', { hasText: words.install }).hover();
    await picture('install', [page.locator('.sidebar > .title'), menu], { around: 0 });
  });
}

await browser.close();
await server.stop();
suite.end();
