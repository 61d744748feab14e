// The manual as the extension carries it: the pages of docs/ in both languages, for where there is no network.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LANGUAGES = ['zh', 'en'];

/**
 * Copies the manual from `docs` to `to`. What its pages link to elsewhere in the project leads to the repository, but for the
 * pictures that the extension has itself.
 */
export function carryManual(docs, to, repository) {
  rmSync(to, { recursive: true, force: true });
  for (const part of [...LANGUAGES, 'images', 'files']) {
    cpSync(join(docs, part), join(to, part), { recursive: true, filter: (path) => !path.endsWith('.py') });
  }
  for (const language of LANGUAGES) {
    for (const name of readdirSync(join(to, language))) {
      const page = join(to, language, name);
      const text = readFileSync(page, 'utf8')
        .replaceAll('](../../editors/vscode/images/', '](../../images/')
        .replaceAll(/\]\(\.\.\/\.\.\/(?!images\/)/g, `](${repository}/blob/HEAD/`)
        .replaceAll('](../adr/', `](${repository}/blob/HEAD/docs/adr/`);
      writeFileSync(page, text);
    }
  }
}
