// Packages the extension: stdreg.vsix, or stdreg-TARGET.vsix with the program of a platform in it.
//
//   npm run package                                               for all platforms, without a program
//   npm run package -- --target linux-x64 --server PATH           with the program of one platform in it
//   … --out FILE                                                  the VSIX to write
import { createVSIX } from '@vscode/vsce';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { carryManual } from './manual.mjs';

/** What a program begins with, by the systems of targets. */
const BEGINNINGS = {
  linux: ['7f454c46'],
  alpine: ['7f454c46'],
  win32: ['4d5a'],
  darwin: ['cffaedfe', 'cafebabe'],
};

/** Says what cannot be done, and ends: whoever packages does not read the stack of this script. */
function fail(reason) {
  console.error(`package: ${reason}`);
  process.exit(1);
}

function options() {
  try {
    return parseArgs({
      options: { target: { type: 'string' }, server: { type: 'string' }, out: { type: 'string' } },
    }).values;
  } catch (error) {
    return fail(error.message);
  }
}

/** Puts the program where the extension looks for it. */
function carry(program, target) {
  const [system] = target.split('-');
  const beginnings = BEGINNINGS[system] ?? fail(`--target ${target}: no such platform`);
  let bytes;
  try {
    bytes = readFileSync(program);
  } catch (error) {
    return fail(`--server ${program} cannot be read: ${error.message}`);
  }
  if (!beginnings.some((beginning) => bytes.toString('hex', 0, 4).startsWith(beginning))) {
    return fail(`--server ${program} is no program for ${target}`);
  }
  const name = system === 'win32' ? 'stdreg.exe' : 'stdreg';
  mkdirSync('server');
  copyFileSync(program, `server/${name}`);
  return chmodSync(`server/${name}`, 0o755);
}

const { target, server, out } = options();
if ((target === undefined) !== (server === undefined)) {
  fail('--target and --server go together');
}
try {
  // What an earlier run left there must not end up in a package of another platform.
  rmSync('server', { recursive: true, force: true });
  if (target !== undefined) {
    carry(server, target);
  }
  const { repository } = JSON.parse(readFileSync('package.json', 'utf8'));
  carryManual(join('..', '..', 'docs'), 'manual', repository.url);
  await import('./build.mjs');
  await createVSIX({
    // All is bundled; node_modules stay out.
    dependencies: false,
    // The README's links work as they are within the package, also where there is no network.
    rewriteRelativeLinks: false,
    // There are two licences, LICENSE-MIT and LICENSE-APACHE.
    skipLicense: true,
    packagePath: out ?? (target === undefined ? 'stdreg.vsix' : `stdreg-${target}.vsix`),
    ...(target === undefined ? {} : { target }),
  });
} catch (error) {
  fail(error.message);
}
