// The language server: started once, when the first register file is seen.
import * as vscode from 'vscode';
import { LanguageClient, State, type StaticFeature } from 'vscode-languageclient/node';
import { findBinary, tellMissing } from './binary';
import { activeRegister, bringToHand, isRegister, ROOTS, SELECTOR } from './documents';
import { whyNot } from './program';

/**
 * Asks the server to offer formatting and rename for registers one by one, as it comes to know them. A server that offers
 * them for every TOML file would make the editor ask which formatter is meant for a `Cargo.toml`, where another extension
 * has one, and leave it as it is when it is saved.
 */
const FOR_REGISTERS_ONLY: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), stdregDocumentRegistration: true };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** The client of the language server, and what it is called with. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  /** It could not be started, and that was told: it is not tried again at every file, but when somebody asks for it. */
  private hasFailed = false;
  private isDisposed = false;
  private readonly changed = new vscode.EventEmitter<void>();
  /** It was started, has stopped, or could not be started. */
  readonly onDidChange = this.changed.event;
  /** The program in use. */
  binary: string | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly output: vscode.OutputChannel,
  ) {}

  /** The client, where the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** Whether it is on its way. */
  get isStarting(): boolean {
    return this.starting !== undefined;
  }

  /** The server's version. */
  get version(): string | undefined {
    return this.running?.initializeResult?.serverInfo?.version;
  }

  /** Starts the server as soon as there is something for it: a register in the workspace, or one that is opened. */
  async startWhenNeeded(): Promise<void> {
    const look = (document: vscode.TextDocument): void => {
      if (isRegister(document) && !this.hasFailed) {
        void this.start();
      }
    };
    this.context.subscriptions.push(
      vscode.workspace.onDidOpenTextDocument(look),
      // A file that becomes a register's while it is written.
      vscode.workspace.onDidSaveTextDocument(look),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.startForWorkspace()),
    );
    await this.startForWorkspace();
  }

  /** Starts the server unless it runs. */
  async start(): Promise<void> {
    if (this.starting === undefined) {
      if (this.client !== undefined || this.isDisposed) {
        return;
      }
      this.starting = this.launch().finally(() => {
        this.starting = undefined;
        this.changed.fire();
      });
      this.changed.fire();
    }
    await this.starting;
  }

  /** Stops it, looks for the program again and starts that. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Stops it. */
  async stop(): Promise<void> {
    // One that is just starting cannot be stopped.
    await this.starting;
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // A server that has died already cannot be stopped in order.
      this.output.appendLine(String(error));
    }
  }

  /** The client for what was asked of a document; says what is missing where there is none. */
  async forCommand(): Promise<{ client: LanguageClient; editor: vscode.TextEditor } | undefined> {
    const editor = activeRegister();
    if (editor === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This is not a register file.'));
      return undefined;
    }
    await this.start();
    const client = this.running;
    if (client === undefined) {
      if (this.client !== undefined) {
        // It was there and has ended; why it could not be started is told otherwise.
        void vscode.window.showWarningMessage(vscode.l10n.t('stdreg does not run'));
      }
      return undefined;
    }
    return { client, editor: await bringToHand(editor) };
  }

  dispose(): void {
    this.isDisposed = true;
    void this.stop();
    this.changed.dispose();
  }

  private async startForWorkspace(): Promise<void> {
    const isNeeded =
      vscode.workspace.textDocuments.some(isRegister) || (await vscode.workspace.findFiles(ROOTS, undefined, 1)).length > 0;
    if (isNeeded && !this.hasFailed) {
      await this.start();
    }
  }

  private async launch(): Promise<void> {
    this.hasFailed = false;
    this.binary = await findBinary(this.context);
    // Another program would be started again and again, and each time the client would say so.
    const reason = this.binary === undefined ? undefined : await whyNot(this.binary);
    if (this.isDisposed) {
      return;
    }
    if (this.binary === undefined) {
      this.hasFailed = true;
      void tellMissing(this.context);
      return;
    }
    if (reason !== undefined) {
      this.tellFailed(this.binary, reason);
      return;
    }
    const client = new LanguageClient(
      'stdreg',
      'stdreg',
      { command: this.binary, args: ['lsp'] },
      {
        documentSelector: SELECTOR,
        outputChannel: this.output,
        synchronize: { configurationSection: 'stdreg' },
      },
    );
    client.registerFeature(FOR_REGISTERS_ONLY);
    this.client = client;
    client.onDidChangeState(() => {
      if (this.client === client) {
        this.changed.fire();
      }
    });
    try {
      await client.start();
    } catch (error) {
      this.client = undefined;
      this.tellFailed(this.binary, String(error));
    }
  }

  private tellFailed(binary: string, reason: string): void {
    this.hasFailed = true;
    this.output.appendLine(reason);
    const showOutput = vscode.l10n.t('Show output');
    const text = vscode.l10n.t('{0} could not be started as a language server.', binary);
    void vscode.window.showErrorMessage(text, showOutput).then((chosen) => {
      if (chosen !== undefined) {
        this.output.show();
      }
    });
  }
}
