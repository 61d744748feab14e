// What the program is told to read a table and to write one, and what its answer means. Nothing here needs the editor.

/** What can be imported, by the ends of names. */
export const IMPORTED = ['xlsx', 'xlsm', 'xls', 'ods', 'csv', 'tsv', 'docx', 'md', 'html', 'txt', 'pdf'];

/** What a register can be exported as, with the end of such a file's name, and whether an editor shows it. */
export const EXPORTED = [
  { format: 'docx', extension: 'docx', isText: false },
  { format: 'xlsx', extension: 'xlsx', isText: false },
  { format: 'csv', extension: 'csv', isText: true },
  { format: 'md', extension: 'md', isText: true },
  { format: 'json', extension: 'json', isText: true },
  { format: 'html', extension: 'html', isText: false },
  { format: 'svg', extension: 'svg', isText: false },
  { format: 'dot', extension: 'dot', isText: true },
  { format: 'mermaid', extension: 'mmd', isText: true },
] as const;

export type Exported = (typeof EXPORTED)[number];

/** Where an import goes: into a file of its own, or into a register that is there, of which `diff` shows the changes alone. */
export type Target = { kind: 'new'; file: string } | { kind: 'into' | 'diff'; register: string };

/** The arguments of an import. */
export function importArguments(files: readonly string[], target: Target, language: string): string[] {
  return ['import', ...targetArguments(target), '--lang', language, '--color', 'never', '--', ...files];
}

function targetArguments(target: Target): string[] {
  switch (target.kind) {
    case 'new':
      // The dialog has asked about a file that is there.
      return ['--output', target.file, '--force'];
    case 'into':
      return ['--into', target.register];
    case 'diff':
      return ['--into', target.register, '--diff'];
  }
}

/** The arguments of an export. */
export function exportArguments(register: string, format: Exported, file: string, language: string): string[] {
  return ['export', '--format', format.format, '--output', file, '--lang', language, '--color', 'never', '--', register];
}

/** How a run ended: all of it was done, some of it could not be placed, or nothing was done. */
export type Ending = 'done' | 'partly' | 'failed';

/** What an exit code means: 1 is for rows that could not be placed, anything else but 0 for a failure. */
export function ending(code: number | undefined): Ending {
  return code === 0 ? 'done' : code === 1 ? 'partly' : 'failed';
}

/** The name of a register made of a file: that of the file, with the end by which registers are known. */
export function registerName(file: string): string {
  return file.replace(/\.[^./\\]*$/, '') + '.register.toml';
}

/** The name of what a register is exported to: that of its file, without the ends by which registers are known. */
export function exportName(register: string, format: Exported): string {
  return register.replace(/(\.register)?\.toml$/, '') + '.' + format.extension;
}
