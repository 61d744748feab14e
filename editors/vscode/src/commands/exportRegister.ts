// Writes the register at hand as a file for others: a document, a workbook, a page, data, a diagram.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { findBinary, tellMissing } from '../binary';
import { activeRegister } from '../documents';
import { language, run } from '../program';
import { EXPORTED, exportArguments, exportName, type Exported } from '../tables';

export async function exportRegister(context: vscode.ExtensionContext, output: vscode.OutputChannel): Promise<void> {
  const document = activeRegister()?.document;
  if (document === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This is not a register file.'));
    return;
  }
  // What is exported is what was saved.
  if (document.isUntitled || (document.isDirty && !(await document.save()))) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Save the register first.'));
    return;
  }
  const binary = await findBinary(context);
  if (binary === undefined) {
    await tellMissing(context);
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    EXPORTED.map((form) => ({ label: form.format, description: meaning(form), form })),
    { title: vscode.l10n.t('Export as'), matchOnDescription: true },
  );
  if (chosen === undefined) {
    return;
  }
  const { form } = chosen;
  const register = document.uri.fsPath;
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export as'),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.file(exportName(register, form)),
    filters: { [form.format]: [form.extension] },
  });
  if (file === undefined) {
    return;
  }
  const ran = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('stdreg exports {0}', path.basename(file.fsPath)) },
    () => run(binary, exportArguments(register, form, file.fsPath, language())),
  );
  if (ran.stderr.trim() !== '') {
    output.appendLine(ran.stderr.trimEnd());
  }
  if (ran.code !== 0) {
    const showOutput = vscode.l10n.t('Show output');
    const text = vscode.l10n.t('Nothing was exported: {0}', ran.stderr.trim().split('\n')[0] ?? '');
    if ((await vscode.window.showErrorMessage(text, showOutput)) !== undefined) {
      output.show();
    }
    return;
  }
  await open(file, form);
}

/** Shows a text beside; of what no editor shows, asks what is to be done with it. */
async function open(file: vscode.Uri, form: Exported): Promise<void> {
  if (form.isText) {
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside, preview: false });
    return;
  }
  const openIt = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Show in folder');
  const text = vscode.l10n.t('Exported: {0}', vscode.workspace.asRelativePath(file));
  const chosen = await vscode.window.showInformationMessage(text, openIt, reveal);
  if (chosen === openIt) {
    await vscode.env.openExternal(file);
  } else if (chosen === reveal) {
    // A window that runs on another machine shows its own files only.
    const command = vscode.env.remoteName === undefined ? 'revealFileInOS' : 'revealInExplorer';
    await vscode.commands.executeCommand(command, file);
  }
}

function meaning(form: Exported): string {
  switch (form.format) {
    case 'docx':
      return vscode.l10n.t('a document to be printed');
    case 'xlsx':
      return vscode.l10n.t('a workbook');
    case 'csv':
      return vscode.l10n.t('all standards as one list');
    case 'md':
      return vscode.l10n.t('tables in Markdown');
    case 'json':
      return vscode.l10n.t('everything, for programs');
    case 'html':
      return vscode.l10n.t('a page to search and filter in');
    case 'svg':
      return vscode.l10n.t('the structure diagram as a picture');
    case 'dot':
      return vscode.l10n.t('the structure diagram for Graphviz');
    case 'mermaid':
      return vscode.l10n.t('the structure diagram for Mermaid');
  }
}
