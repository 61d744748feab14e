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

/** Runs it in a folder; one that takes longer than some milliseconds is ended, where these are said. */
export async function run(binary: string, args: string[], folder?: string, timeout = 0): Promise<Ran> {
  return new Promise((resolve) => {
    try {
      execFile(binary, args, { maxBuffer: MOST_SAID, cwd: folder, timeout }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
        resolve({ code, stdout, stderr: error !== null && stderr.trim() === '' ? error.message : stderr });
      });
    } catch (error) {
      // So Node tells of a file that the system takes for no program.
      resolve({ code: undefined, stdout: '', stderr: String(error) });
    }
  });
}

/** How long a program may take to say its version, in milliseconds: the first start may be looked into by others. */
const PATIENCE = 30_000;

/** Why a program is not ours; nothing where it is. */
export async function whyNot(binary: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await run(binary, ['--version'], undefined, PATIENCE);
  return code === 0 && /^stdreg \d/.test(stdout) ? undefined : `${binary} --version: ${stderr.trim() || stdout.trim()}`;
}

/** The language that the program is to speak. */
export function language(): string {
  const set = vscode.workspace.getConfiguration('stdreg').get<string>('language', 'auto');
  return set === 'auto' ? (vscode.env.language.startsWith('zh') ? 'zh' : 'en') : set;
}
