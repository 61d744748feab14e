// Runs the program for a command, without a shell.
import { execFile } from 'node:child_process';
import * as vscode from 'vscode';

/** What came of a run. */
export interface Ran {
  /** Its exit code; none where it could not be started or was ended. */
  code: number | undefined;
  stdout: string;
  /** What it says to people. */
  stderr: string;
}

/** The most that it may say: a list of rows that could not be placed is long. */
const MOST_SAID = 64 << 20;

export async function run(binary: string, args: string[], folder?: string): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(binary, args, { maxBuffer: MOST_SAID, cwd: folder }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ code, stdout, stderr: error !== null && stderr.trim() === '' ? error.message : stderr });
    });
  });
}

/** The language that the program is to speak. */
export function language(): string {
  const set = vscode.workspace.getConfiguration('stdreg').get<string>('language', 'auto');
  return set === 'auto' ? (vscode.env.language.startsWith('zh') ? 'zh' : 'en') : set;
}
