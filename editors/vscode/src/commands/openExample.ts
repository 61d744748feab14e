// Opens an example to try things on: the register that `stdreg init` writes, in a folder of the extension's own.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { findBinary, tellMissing } from '../binary';

export async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'example');
  const file = vscode.Uri.joinPath(folder, 'register.toml');
  if (!(await exists(file))) {
    const binary = await findBinary(context);
    if (binary === undefined) {
      await tellMissing(context);
      return;
    }
    await vscode.workspace.fs.createDirectory(folder);
    await promisify(execFile)(binary, ['init', folder.fsPath, '--template', 'internet-plus']);
  }
  await vscode.window.showTextDocument(file);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
