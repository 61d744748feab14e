// Says what each layer of a code means: of the one under the cursor by the server's hover, which knows the register;
// of one that is typed by the program.
import * as vscode from 'vscode';
import { findBinary, tellMissing } from '../binary';
import { activeRegister } from '../documents';
import { language, run } from '../program';

interface Decoded {
  code: string;
  scheme: string;
  fault: string | null;
  layers: { title: string; value: string; meaning: string | null; fault: string | null }[];
}

export async function decode(context: vscode.ExtensionContext): Promise<void> {
  const editor = activeRegister();
  if (editor !== undefined && editor === vscode.window.activeTextEditor && isInCode(editor)) {
    await vscode.commands.executeCommand('editor.action.showHover');
    return;
  }
  const code = await vscode.window.showInputBox({
    title: vscode.l10n.t('Decode a code'),
    placeHolder: '2095021P1013T',
  });
  if (code === undefined || code.trim() === '') {
    return;
  }
  const binary = await findBinary(context);
  if (binary === undefined) {
    await tellMissing(context);
    return;
  }
  const decoded = await ask(binary, code.trim());
  if (decoded !== undefined) {
    await show(decoded);
  }
}

function isInCode(editor: vscode.TextEditor): boolean {
  const { line, character } = editor.selection.active;
  const found = /\bcode[ \t]*=[ \t]*"([^"]*)"/.exec(editor.document.lineAt(line).text);
  if (found === null) {
    return false;
  }
  const end = found.index + found[0].length - 1;
  return end - (found[1]?.length ?? 0) <= character && character <= end;
}

async function ask(binary: string, code: string): Promise<Decoded | undefined> {
  // A code that has a fault is decoded as far as it goes, and the exit code is 1.
  const { stdout, stderr } = await run(binary, ['decode', '--output-format', 'json', '--lang', language(), '--', code]);
  if (stdout.trim() !== '') {
    return parse(stdout);
  }
  void vscode.window.showErrorMessage(stderr.trim());
  return undefined;
}

function parse(json: string): Decoded | undefined {
  return (JSON.parse(json) as Decoded[])[0];
}

async function show(decoded: Decoded): Promise<void> {
  const items = decoded.layers.map((layer) => ({
    label: layer.value,
    description: layer.title,
    detail: layer.fault ?? layer.meaning ?? '',
  }));
  await vscode.window.showQuickPick(items, {
    title: `${decoded.code} · ${decoded.scheme}`,
    placeHolder: decoded.fault ?? vscode.l10n.t('The layers of the code'),
  });
}
