// The language status: the server's version, and how many findings the register at hand has.
import * as vscode from 'vscode';
import { activeRegister, registerFolder, SELECTOR } from './documents';
import type { Server } from './server';

export class Status implements vscode.Disposable {
  private item: vscode.LanguageStatusItem | undefined;
  private readonly subscriptions: vscode.Disposable[];
  private due: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(private readonly server: Server) {
    const later = (): void => {
      this.updateSoon();
    };
    this.subscriptions = [
      server.onDidChange(later),
      vscode.window.onDidChangeActiveTextEditor(later),
      vscode.languages.onDidChangeDiagnostics(later),
      vscode.workspace.onDidSaveTextDocument(later),
    ];
    this.updateSoon();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.due);
    this.item?.dispose();
    for (const subscription of this.subscriptions) {
      subscription.dispose();
    }
  }

  // Findings of many files come one after the other.
  private updateSoon(): void {
    clearTimeout(this.due);
    this.due = setTimeout(() => void this.update(), 100);
  }

  private async update(): Promise<void> {
    const editor = activeRegister();
    void vscode.commands.executeCommand('setContext', 'stdreg.inRegister', editor !== undefined);
    if (editor === undefined) {
      // Its selector would show it for other TOML files too.
      this.item?.dispose();
      this.item = undefined;
      return;
    }
    const { uri } = editor.document;
    // A text that is not saved yet is a register by itself.
    const counted = uri.scheme === 'file' ? countBelow(await registerFolder(uri)) : count(vscode.languages.getDiagnostics(uri));
    // Meanwhile another editor may have come to hand, which is told of by a later update.
    if (this.isDisposed || activeRegister() !== editor) {
      return;
    }
    this.item ??= this.create();
    this.show(this.item, counted);
  }

  private create(): vscode.LanguageStatusItem {
    const item = vscode.languages.createLanguageStatusItem('stdreg', SELECTOR);
    item.name = 'stdreg';
    return item;
  }

  private show(item: vscode.LanguageStatusItem, counted: Counted): void {
    item.busy = this.server.isStarting;
    if (this.server.running === undefined) {
      item.text = this.server.isStarting ? vscode.l10n.t('stdreg is starting') : vscode.l10n.t('stdreg does not run');
      item.detail = '';
      item.severity = this.server.isStarting ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Error;
      item.command = { command: 'stdreg.restart', title: vscode.l10n.t('Start') };
      return;
    }
    item.text = vscode.l10n.t('{0} errors, {1} warnings', counted.errors, counted.warnings);
    item.detail = `stdreg ${this.server.version ?? ''}`.trim();
    item.severity =
      counted.errors > 0
        ? vscode.LanguageStatusSeverity.Error
        : counted.warnings > 0
          ? vscode.LanguageStatusSeverity.Warning
          : vscode.LanguageStatusSeverity.Information;
    item.command = { command: 'workbench.actions.view.problems', title: vscode.l10n.t('Show problems') };
  }
}

interface Counted {
  errors: number;
  warnings: number;
}

function countBelow(folder: vscode.Uri): Counted {
  const below = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const found = vscode.languages
    .getDiagnostics()
    .filter(([file]) => file.scheme === folder.scheme && file.path.startsWith(below));
  return count(found.flatMap(([, diagnostics]) => diagnostics));
}

function count(diagnostics: readonly vscode.Diagnostic[]): Counted {
  const of = (severity: vscode.DiagnosticSeverity): number =>
    diagnostics.filter((diagnostic) => diagnostic.source === 'stdreg' && diagnostic.severity === severity).length;
  return { errors: of(vscode.DiagnosticSeverity.Error), warnings: of(vscode.DiagnosticSeverity.Warning) };
}
