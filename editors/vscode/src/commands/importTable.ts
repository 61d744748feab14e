// Makes a register of the tables that people have, or brings them into the register at hand.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { findBinary, tellMissing } from '../binary';
import { activeRegister, isRegister } from '../documents';
import { language, run } from '../program';
import { ending, IMPORTED, importArguments, registerName, type Target } from '../tables';

/** The scheme of texts that show what an import would change: they are read, and never saved. */
const CHANGES = 'stdreg-changes';

/** The changes that are shown, by the path of their text. */
const changes = new Map<string, string>();
let shown = 0;

/** Lets the editor show what an import would change. */
export function provideChanges(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(CHANGES, {
      provideTextDocumentContent: ({ path }) => changes.get(path),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === CHANGES) {
        changes.delete(uri.path);
      }
    }),
  );
}

async function openChanges(register: string, text: string): Promise<vscode.TextDocument> {
  shown += 1;
  // A text that was shown before is not asked for again under its old name.
  const uri = vscode.Uri.from({ scheme: CHANGES, path: `/${shown}/${path.basename(register)}.diff` });
  changes.set(uri.path, text);
  return vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), 'diff');
}

export async function importTable(context: vscode.ExtensionContext, output: vscode.OutputChannel): Promise<void> {
  const binary = await findBinary(context);
  if (binary === undefined) {
    await tellMissing(context);
    return;
  }
  // Before a dialog takes its place.
  const register = registerAtHand();
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import a table'),
    openLabel: vscode.l10n.t('Import'),
    canSelectMany: true,
    filters: { [vscode.l10n.t('Tables')]: IMPORTED },
    ...startFolder(register),
  });
  const first = files?.[0];
  if (files === undefined || first === undefined) {
    return;
  }
  const target = await askTarget(first, register);
  if (target === undefined || (target.kind !== 'new' && !(await saved()))) {
    return;
  }
  const args = importArguments(files.map((file) => file.fsPath), target, language());
  const ran = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('stdreg imports {0}', path.basename(first.fsPath)) },
    () => run(binary, args),
  );
  output.appendLine(ran.stderr.trimEnd());
  const how = ending(ran.code);
  const said = ran.stderr.trim().split('\n')[0] ?? '';
  if (how === 'failed') {
    await tell(vscode.window.showErrorMessage, vscode.l10n.t('Nothing was imported: {0}', said), output);
    return;
  }
  const result =
    target.kind === 'diff'
      ? await openChanges(target.register, ran.stdout)
      : await vscode.workspace.openTextDocument(target.kind === 'new' ? target.file : target.register);
  await vscode.window.showTextDocument(result, { viewColumn: vscode.ViewColumn.Beside, preview: false });
  if (how === 'done' || target.kind === 'diff') {
    await tell(vscode.window.showInformationMessage, said === '' ? vscode.l10n.t('Imported.') : said, output);
  } else {
    const text = vscode.l10n.t('Not everything has a place: {0}', said);
    await tell(vscode.window.showWarningMessage, text, output);
  }
}

/** The file of the register at hand; none for one that was never saved. */
function registerAtHand(): vscode.Uri | undefined {
  const uri = activeRegister()?.document.uri;
  return uri?.scheme === 'file' ? uri : undefined;
}

function startFolder(register: vscode.Uri | undefined): { defaultUri?: vscode.Uri } {
  const folder = register === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(register, '..');
  return folder === undefined ? {} : { defaultUri: folder };
}

async function askTarget(first: vscode.Uri, register: vscode.Uri | undefined): Promise<Target | undefined> {
  if (register !== undefined) {
    const description = vscode.workspace.asRelativePath(register);
    const choices: (vscode.QuickPickItem & { kindOf: Target['kind'] })[] = [
      { label: vscode.l10n.t('A new register'), kindOf: 'new' },
      { label: vscode.l10n.t('The register at hand'), description, kindOf: 'into' },
      { label: vscode.l10n.t('Show what would change in the register at hand'), description, kindOf: 'diff' },
    ];
    const chosen = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Import into') });
    if (chosen === undefined) {
      return undefined;
    }
    if (chosen.kindOf !== 'new') {
      return { kind: chosen.kindOf, register: register.fsPath };
    }
  }
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the register as'),
    defaultUri: vscode.Uri.file(registerName(first.fsPath)),
    filters: { TOML: ['toml'] },
  });
  return file === undefined ? undefined : { kind: 'new', file: file.fsPath };
}

/** Saves the registers that have changes: the program reads files. Whether that could be done. */
async function saved(): Promise<boolean> {
  const changed = vscode.workspace.textDocuments.filter((document) => document.isDirty && isRegister(document));
  for (const document of changed) {
    if (document.uri.scheme === 'file' && !(await document.save())) {
      return false;
    }
  }
  return true;
}

/** Says how it went, and shows all that the program said to who asks for it. */
async function tell(
  show: (text: string, ...choices: string[]) => Thenable<string | undefined>,
  text: string,
  output: vscode.OutputChannel,
): Promise<void> {
  if ((await show(text, vscode.l10n.t('Show output'))) !== undefined) {
    output.show();
  }
}
