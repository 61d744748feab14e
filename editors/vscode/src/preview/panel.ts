// The preview beside the text: the register in its printed form, following the text and the editor at hand.
import * as vscode from 'vscode';
import { ErrorCodes, ResponseError } from 'vscode-languageclient/node';
import { activeRegister, bringToHand, isRegister } from '../documents';
import { tooOld } from '../offers';
import type { Server } from '../server';
import { notice, page } from './page';
import { PREVIEW, type FromPage, type ToPage } from './protocol';

// A keystroke's pause: rendering a large register at each would be felt.
const DELAY = 250;

export class Preview implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private document: vscode.TextDocument | undefined;
  private due: NodeJS.Timeout | undefined;
  private asked = 0;
  private shown: string | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Any file of the register changes the preview, and which they are the server knows.
        if (document.languageId === 'toml') {
          this.renderSoon();
        }
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined && editor.document !== this.document && isRegister(editor.document)) {
          this.document = editor.document;
          this.renderSoon();
        }
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (isRegister(textEditor.document)) {
          this.follow(textEditor);
        }
      }),
      server.onDidChange(() => {
        this.renderSoon();
      }),
    ];
  }

  async open(): Promise<void> {
    const editor = activeRegister();
    if (editor === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This is not a register file.'));
      return;
    }
    this.document = editor.document;
    await this.server.start();
    if (this.panel === undefined) {
      await bringToHand(editor);
      // Asked for twice in a row, there is one by now.
      this.panel ??= this.create();
    } else {
      this.panel.reveal(undefined, true);
      this.renderSoon();
    }
  }

  dispose(): void {
    clearTimeout(this.due);
    this.panel?.dispose();
    for (const subscription of this.subscriptions) {
      subscription.dispose();
    }
  }

  private create(): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('stdreg.preview', vscode.l10n.t('Preview'), column, {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extension, 'media')],
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      if (message.type === 'ready') {
        // At its start, and again whenever it was hidden: the page is not kept then.
        this.shown = undefined;
        void this.render();
      } else {
        void reveal(message.uri, message.line);
      }
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.html = page(panel.webview, this.extension);
    return panel;
  }

  private renderSoon(): void {
    clearTimeout(this.due);
    if (this.panel !== undefined) {
      this.due = setTimeout(() => void this.render(), DELAY);
    }
  }

  private async render(): Promise<void> {
    const { panel, document } = this;
    if (panel === undefined || document === undefined) {
      return;
    }
    this.asked += 1;
    const { asked } = this;
    const answer = await this.ask(document);
    // A later question is on its way: its answer is the newer one.
    if (asked !== this.asked || panel !== this.panel) {
      return;
    }
    panel.title = answer.title;
    const uri = document.uri.toString();
    this.send({ type: 'show', html: answer.html, uri });
    if (uri !== this.shown) {
      this.shown = uri;
      this.follow(vscode.window.visibleTextEditors.find((editor) => editor.document === document));
    }
  }

  private async ask(document: vscode.TextDocument): Promise<{ html: string; title: string }> {
    const title = vscode.l10n.t('Preview');
    const client = this.server.running;
    if (client === undefined) {
      return { title, html: notice(vscode.l10n.t('stdreg does not run')) };
    }
    try {
      const uri = client.code2ProtocolConverter.asUri(document.uri);
      const answer = await client.sendRequest(PREVIEW, { textDocument: { uri } });
      return answer ?? { title, html: notice(vscode.l10n.t('This file belongs to no register.')) };
    } catch (error) {
      const isUnknown = error instanceof ResponseError && error.code === (ErrorCodes.MethodNotFound as number);
      return { title, html: notice(isUnknown ? tooOld(this.server) : String(error)) };
    }
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    const line = editor?.visibleRanges[0]?.start.line;
    if (editor !== undefined && line !== undefined) {
      this.send({ type: 'follow', line, uri: editor.document.uri.toString() });
    }
  }

  private send(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }
}

async function reveal(uri: string, line: number): Promise<void> {
  const file = vscode.Uri.parse(uri);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === file.toString());
  const place = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(file, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: place,
  });
}
