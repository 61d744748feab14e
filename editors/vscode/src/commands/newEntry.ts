// Adds an entry at the end of the table at hand, as the server's completion writes it.
import * as vscode from 'vscode';
import { CompletionRequest, InsertTextFormat, type LanguageClient } from 'vscode-languageclient/node';
import { offers, tellTooOld } from '../offers';
import type { Server } from '../server';

const TABLE = /^[ \t]*\[\[table\]\]/;
const ENTRY = /^[ \t]*\[+table\.entry\b/;
const HEADER = /^[ \t]*\[\[?[^[\]]+\]\]?[ \t]*(#.*)?$/;
const BLANK_OR_COMMENT = /^[ \t]*(#.*)?$/;

export async function newEntry(server: Server): Promise<void> {
  const ready = await server.forCommand();
  if (ready === undefined) {
    return;
  }
  const { client, editor } = ready;
  if (!offers(client, CompletionRequest.method)) {
    tellTooOld(server);
    return;
  }
  const last = lastLineOfTable(editor.document, editor.selection.active.line);
  if (last === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no detail table here: put the cursor into a [[table]].'));
    return;
  }
  const end = editor.document.lineAt(last).range.end;
  await editor.edit((edit) => {
    edit.insert(end, '\n\n');
  });
  const place = new vscode.Position(last + 2, 0);
  const snippet = await snippetOfEntry(client, editor.document, place);
  if (snippet === undefined) {
    await vscode.commands.executeCommand('undo');
    void vscode.window.showWarningMessage(vscode.l10n.t('The server offers no entry here.'));
    return;
  }
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await editor.insertSnippet(new vscode.SnippetString(snippet), place);
}

/** The last line of the table that a line is in: of its last entry, or its own where it has none. */
function lastLineOfTable(document: vscode.TextDocument, line: number): number | undefined {
  const text = (number: number): string => document.lineAt(number).text;
  const isOther = (number: number): boolean => HEADER.test(text(number)) && !ENTRY.test(text(number));
  let first = line;
  while (first >= 0 && !isOther(first)) {
    first -= 1;
  }
  if (first < 0 || !TABLE.test(text(first))) {
    return undefined;
  }
  let end = first + 1;
  while (end < document.lineCount && !isOther(end)) {
    end += 1;
  }
  // Comments above the next header belong to that.
  while (end - 1 > first && BLANK_OR_COMMENT.test(text(end - 1))) {
    end -= 1;
  }
  return end - 1;
}

async function snippetOfEntry(
  client: LanguageClient,
  document: vscode.TextDocument,
  place: vscode.Position,
): Promise<string | undefined> {
  const answer = await client.sendRequest(CompletionRequest.type, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    position: client.code2ProtocolConverter.asPosition(place),
  });
  const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
  const snippets = items
    .filter((item) => item.insertTextFormat === InsertTextFormat.Snippet)
    // The blank line above is there already.
    .map((item) => (item.textEdit?.newText ?? item.insertText ?? '').trimStart());
  // The header alone is offered as well.
  return snippets.find((text) => /^\[\[table\.entry\]\]\r?\n/.test(text))?.trimEnd();
}
