// The page of the preview: empty, with a script that fills it. It loads nothing: where several pages of extensions share an
// origin, as in code-server, what serves them the files of an extension fails now and then, and the page would stay white.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';

/** The page's HTML. */
export async function page(extension: vscode.Uri): Promise<string> {
  const nonce = randomBytes(16).toString('base64');
  const media = (name: string): Promise<string> => readFile(vscode.Uri.joinPath(extension, 'media', name).fsPath, 'utf8');
  const [style, script] = await Promise.all([media('preview.css'), media('preview.js')]);
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<style nonce="${nonce}">
${style}</style>
</head>
<body>
<main></main>
<script nonce="${nonce}">
${script}</script>
</body>
</html>`;
}

/** A sentence for the page instead of a register. */
export function notice(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<p class="notice">${escaped}</p>`;
}
