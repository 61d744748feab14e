// The register of the example, broken in five ways.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each: what is wrong, the rule that tells it, the text that is replaced (it stands once) and what replaces it. */
export const FAULTS = [
  { what: 'a malformed code', rule: 'C002', from: '"1095011P0033T"', to: '"1095011P0O33T"' },
  { what: 'a layer that does not match', rule: 'L002', from: '"3095034P0013T"', to: '"3085034P0013T"' },
  { what: 'a number given twice', rule: 'S003', from: 'number = 2\ncode   = "3095034P0023T"', to: 'number = 1\ncode   = "3095034P0023T"' },
  { what: 'wrong statistics', rule: 'N001', from: 'item = "国家标准", expected = 47', to: 'item = "国家标准", expected = 48' },
  { what: 'a misspelt key', rule: 'T002', from: 'title     = "交换共享"', to: 'titel     = "交换共享"' },
];

/** Writes the broken register into a folder. */
export function writeBroken(source, folder) {
  cpSync(source, folder, { recursive: true });
  const file = join(folder, 'register.toml');
  let text = readFileSync(file, 'utf8');
  for (const { what, from, to } of FAULTS) {
    const parts = text.split(from);
    if (parts.length !== 2) {
      throw new Error(`${what}: ${JSON.stringify(from)} stands ${parts.length - 1} times in the register`);
    }
    text = parts.join(to);
  }
  writeFileSync(file, text);
  return file;
}
