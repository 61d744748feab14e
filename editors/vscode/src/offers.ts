// Whether the server is new enough for what a command asks of it.
import * as vscode from 'vscode';
import { CodeActionRequest, CompletionRequest, type LanguageClient } from 'vscode-languageclient/node';
import type { Server } from './server';

/** Whether the server answers a request. */
export function offers(client: LanguageClient, method: string): boolean {
  const offered = client.initializeResult?.capabilities;
  switch (method) {
    case CompletionRequest.method:
      return Boolean(offered?.completionProvider);
    case CodeActionRequest.method:
      return Boolean(offered?.codeActionProvider);
    default:
      return false;
  }
}

/** Says that it does not. */
export function tellTooOld(server: Server): void {
  void vscode.window.showWarningMessage(tooOld(server));
}

/** The words for that. */
export function tooOld(server: Server): string {
  return vscode.l10n.t('stdreg {0} is too old for this: {1}', server.version ?? '?', server.binary ?? '?');
}
