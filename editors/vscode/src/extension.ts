// The extension's start: what it registers, and when the server is started.
import * as vscode from 'vscode';
import { decode } from './commands/decode';
import { exportRegister } from './commands/exportRegister';
import { importTable, provideChanges } from './commands/importTable';
import { newEntry } from './commands/newEntry';
import { openExample } from './commands/openExample';
import { openManual } from './commands/openManual';
import { writeStatistics } from './commands/writeStatistics';
import { Preview } from './preview/panel';
import { Server } from './server';
import { Status } from './status';

let running: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('stdreg');
  const server = new Server(context, output);
  running = server;
  const preview = new Preview(context.extensionUri, server);
  context.subscriptions.push(output, server, preview, new Status(server), provideChanges());

  const commands: Record<string, () => unknown> = {
    'stdreg.restart': () => server.restart(),
    'stdreg.showOutput': () => {
      output.show();
    },
    'stdreg.writeStatistics': () => writeStatistics(server),
    'stdreg.newEntry': () => newEntry(server),
    'stdreg.decode': () => decode(context),
    'stdreg.preview': () => preview.open(),
    'stdreg.openExample': () => openExample(context),
    'stdreg.openManual': () => openManual(context),
    'stdreg.importTable': () => importTable(context, output),
    'stdreg.exportRegister': () => exportRegister(context, output),
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  }
  // A path is typed letter by letter; and the client has to tell the server of the change before that is stopped.
  let due: NodeJS.Timeout | undefined;
  const configured = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('stdreg.path')) {
      clearTimeout(due);
      due = setTimeout(() => void server.restart(), 500);
    }
  });
  context.subscriptions.push(configured, { dispose: () => { clearTimeout(due); } });
  await server.startWhenNeeded();
}

/** The editor waits for this, so that the server ends in order. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}
