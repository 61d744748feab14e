// Opens the manual, which the extension carries, in the language of the editor.
import * as vscode from 'vscode';

export async function openManual(context: vscode.ExtensionContext): Promise<void> {
  const language = vscode.env.language.startsWith('zh') ? 'zh' : 'en';
  const page = vscode.Uri.joinPath(context.extensionUri, 'manual', language, 'index.md');
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
