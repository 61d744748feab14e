// The page of the preview: empty, with a script that fills it. No source but the extension's own files is let in.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page's HTML. */
export function page(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const media = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'media', name)).toString();
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}';">
<link rel="stylesheet" href="${media('preview.css')}">
</head>
<body>
<main></main>
<script nonce="${nonce}" src="${media('preview.js')}"></script>
</body>
</html>`;
}

/** A sentence for the page instead of a register. */
export function notice(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<p class="notice">${escaped}</p>`;
}
