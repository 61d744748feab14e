// Writes the statistics tables of the document from what the detail tables hold: the server's code actions for that.
import * as vscode from 'vscode';
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type LanguageClient,
} from 'vscode-languageclient/node';
import { offers, tellTooOld } from '../offers';
import type { Server } from '../server';

const STATISTICS = /^[ \t]*\[\[statistics\]\]/;
const HEAD = /^[ \t]*\[register\]/;

/** The kind under which the server offers to write statistics; at a statistics table it offers nothing else so. */
const KIND = 'refactor.rewrite';

/** How many things can be done to one table, and one more. */
const MOST_ACTIONS = 3;

export async function writeStatistics(server: Server): Promise<void> {
  const ready = await server.forCommand();
  if (ready === undefined) {
    return;
  }
  const { client, editor } = ready;
  if (!offers(client, CodeActionRequest.method)) {
    tellTooOld(server);
    return;
  }
  const { document } = editor;
  const tables = linesOf(document, STATISTICS).length;
  if (tables === 0) {
    await addStatistics(client, document);
    return;
  }
  let written = 0;
  for (let table = 0; table < tables; table += 1) {
    // The line is looked up each time: what was written above may have moved it.
    const actionsHere = async (): Promise<CodeAction[]> => {
      const line = linesOf(document, STATISTICS)[table];
      return line === undefined ? [] : actionsAt(client, document, line);
    };
    // The figures first, then rows that are missing: what is done is offered no more.
    for (let left = MOST_ACTIONS; left > 0; left -= 1) {
      const hasWritten = await retried(async () => {
        const [action] = await actionsHere();
        return action !== undefined && (await apply(client, action));
      });
      if (hasWritten !== true) {
        break;
      }
      written += 1;
    }
  }
  if (written === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The statistics are right already.'));
  }
}

/** Offers the statistics tables that a root without any may have. */
async function addStatistics(client: LanguageClient, document: vscode.TextDocument): Promise<void> {
  const head = linesOf(document, HEAD)[0];
  const actions = head === undefined ? [] : ((await retried(() => actionsAt(client, document, head))) ?? []);
  if (actions.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This file has no statistics table.'));
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    actions.map((action) => ({ label: action.title, action })),
    { placeHolder: vscode.l10n.t('This file has no statistics table.') },
  );
  if (chosen !== undefined) {
    await apply(client, chosen.action);
  }
}

async function actionsAt(client: LanguageClient, document: vscode.TextDocument, line: number): Promise<CodeAction[]> {
  const answer = await client.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    range: { start: { line, character: 0 }, end: { line, character: 0 } },
    context: { diagnostics: [], only: [KIND], triggerKind: CodeActionTriggerKind.Invoked },
  });
  return (answer ?? []).filter((offered): offered is CodeAction => 'kind' in offered && offered.kind === KIND);
}

/**
 * Asks again where the server says that the text has changed between an offer and its taking: what was written just
 * before is such a change. It says the same of figures that are right already, and says it again then: nothing comes of those.
 */
async function retried<T>(ask: () => Promise<T>): Promise<T | undefined> {
  for (let left = 2; left >= 0; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ContentModified) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
  return undefined;
}

/** Applies an action; says whether that changed anything. An edit that the editor does not take is told. */
async function apply(client: LanguageClient, action: CodeAction): Promise<boolean> {
  // The server tells its user of an action that came too late, unless who asks for it asks again.
  const asked = { ...action, data: { ...(action.data as object | undefined), retries: true } };
  const resolved = action.edit === undefined ? await client.sendRequest(CodeActionResolveRequest.type, asked) : action;
  if (resolved.edit === undefined) {
    return false;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(resolved.edit);
  if (edit.size === 0) {
    return false;
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(
      vscode.l10n.t('The editor did not apply “{0}”: the text has changed since. Try again.', action.title),
    );
  }
  return true;
}

function linesOf(document: vscode.TextDocument, pattern: RegExp): number[] {
  const lines = [];
  for (let line = 0; line < document.lineCount; line += 1) {
    if (pattern.test(document.lineAt(line).text)) {
      lines.push(line);
    }
  }
  return lines;
}
