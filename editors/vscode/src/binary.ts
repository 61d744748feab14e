// Finds the program `stdreg`.
import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';

const NAME = process.platform === 'win32' ? 'stdreg.exe' : 'stdreg';

/** The program: that of the setting, else the one packaged with the extension, else the one in PATH. */
export async function findBinary(context: vscode.ExtensionContext): Promise<string | undefined> {
  const set = vscode.workspace.getConfiguration('stdreg').get<string>('path', '').trim();
  if (set !== '') {
    // A setting that points nowhere is told, not passed over: another version would answer unnoticed.
    const file = expand(set);
    return (await isProgram(file)) ? file : undefined;
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const places = [context.asAbsolutePath(path.join('server', NAME)), ...folders.map((folder) => path.join(folder, NAME))];
  for (const place of places) {
    if (await isProgram(place)) {
      return place;
    }
  }
  return undefined;
}

/** Says that there is no program, and what to do about it. */
export async function tellMissing(context: vscode.ExtensionContext): Promise<void> {
  const set = vscode.workspace.getConfiguration('stdreg').get<string>('path', '').trim();
  const text =
    set === ''
      ? vscode.l10n.t('The program stdreg was not found: neither packaged with the extension nor in PATH.')
      : vscode.l10n.t('The setting stdreg.path names no program: {0}', set);
  const setting = vscode.l10n.t('Open the setting');
  const howToInstall = vscode.l10n.t('How to install');
  const chosen = await vscode.window.showErrorMessage(text, setting, howToInstall);
  if (chosen === setting) {
    await openSetting();
  } else if (chosen === howToInstall) {
    const file = vscode.Uri.joinPath(context.extensionUri, 'media', 'install.md');
    await vscode.commands.executeCommand('markdown.showPreview', file);
  }
}

/** Opens the settings where the path is set, or can be: it is the machine's, and those of a remote one are apart. */
async function openSetting(): Promise<void> {
  const isWorkspace = vscode.workspace.getConfiguration('stdreg').inspect('path')?.workspaceValue !== undefined;
  const isRemote = vscode.env.remoteName !== undefined;
  const which = isWorkspace ? 'openWorkspaceSettings' : isRemote ? 'openRemoteSettings' : 'openSettings';
  await vscode.commands.executeCommand(`workbench.action.${which}`, { query: '@id:stdreg.path' });
}

function expand(set: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const named = set.replace('${workspaceFolder}', folder).replace(/^~(?=[/\\])/, homedir());
  return path.resolve(folder, named);
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
