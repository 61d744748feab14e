// A stand-in for the other extensions that an author of TOML has: it formats, and it renames without asking first whether
// that can be done. What it did can be told from what stdreg does.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const { createVSIX } = createRequire(resolve('editors/vscode/package.json'))('@vscode/vsce');

/** What it puts at the top of a file that it formats. */
export const MARK = '# formatted by the neighbour\n';

const SOURCE = `
const { languages, Position, Range, TextEdit, WorkspaceEdit } = require('vscode');
const MARK = ${JSON.stringify(MARK)};
exports.activate = ({ subscriptions }) => subscriptions.push(
  languages.registerDocumentFormattingEditProvider('toml', {
    provideDocumentFormattingEdits: (document) =>
      document.getText().startsWith(MARK) ? [] : [TextEdit.insert(new Position(0, 0), MARK)],
  }),
  languages.registerRenameProvider('toml', {
    provideRenameEdits(document, position, name) {
      const edit = new WorkspaceEdit();
      edit.replace(document.uri, document.getWordRangeAtPosition(position), name);
      return edit;
    },
  }),
);
`;

/** Packages it; gives the VSIX. */
export async function packageNeighbour(folder) {
  mkdirSync(folder);
  const manifest = {
    name: 'neighbour',
    displayName: 'Neighbour',
    publisher: 'tests',
    version: '1.0.0',
    engines: { vscode: '^1.88.0' },
    main: './extension.js',
    activationEvents: ['onLanguage:toml'],
    contributes: { languages: [{ id: 'toml', extensions: ['.toml'] }] },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'extension.js'), SOURCE);
  writeFileSync(join(folder, 'README.md'), 'A stand-in.\n');
  writeFileSync(join(folder, '.vscodeignore'), '');
  const packagePath = join(folder, 'neighbour.vsix');
  await createVSIX({ cwd: folder, packagePath, dependencies: false, skipLicense: true, allowMissingRepository: true });
  return packagePath;
}
