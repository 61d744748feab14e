// Which documents are register files.
import * as vscode from 'vscode';

/** What the server is told about. Parts may have any name, and the server is silent about other TOML. */
export const SELECTOR = ['file', 'untitled'].map((scheme) => ({ scheme, language: 'toml' }));

/** The roots of registers. */
export const ROOTS = '**/{register.toml,*.register.toml}';

const NAME = /(^|[/.])(register|scheme)\.toml$|\/stdreg\.toml$/;
const HEADER = /^[ \t]*\[(register\]|\[(subsystem|category|table|table\.entry|statistics)\]\])/m;

/** Whether a document is a register's, as far as its name or its headers tell. */
export function isRegister(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0 && (NAME.test(document.uri.path) || HEADER.test(document.getText()));
}

/** The editor at hand, where it shows a register file; where no text is at hand, but a page as the preview is, the one beside. */
export function activeRegister(): vscode.TextEditor | undefined {
  const active = vscode.window.activeTextEditor;
  const editors = active === undefined ? vscode.window.visibleTextEditors : [active];
  return editors.find((editor) => isRegister(editor.document));
}

/** Brings an editor to hand: what is asked for from a page beside it is written on, or opened next to, the text. */
export async function bringToHand(editor: vscode.TextEditor): Promise<vscode.TextEditor> {
  if (editor === vscode.window.activeTextEditor) {
    return editor;
  }
  return vscode.window.showTextDocument(editor.document, editor.viewColumn ?? vscode.ViewColumn.Active);
}

/** The folder of the register that a file belongs to: the nearest one upward with a root in it, else the file's own. */
export async function registerFolder(file: vscode.Uri): Promise<vscode.Uri> {
  const top = vscode.workspace.getWorkspaceFolder(file)?.uri.path;
  const own = vscode.Uri.joinPath(file, '..');
  for (let folder = own; ; folder = vscode.Uri.joinPath(folder, '..')) {
    const names = await vscode.workspace.fs.readDirectory(folder).then(
      (entries) => entries.map(([name]) => name),
      () => [],
    );
    if (names.some((name) => name === 'register.toml' || name.endsWith('.register.toml'))) {
      return folder;
    }
    if (top === undefined || folder.path === top || folder.path === '/') {
      return own;
    }
  }
}
