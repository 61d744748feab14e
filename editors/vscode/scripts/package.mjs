// Packages the extension.
//
//   npm run package                                               for all platforms, without a server
//   npm run package -- --target linux-x64 --server PATH           with the server of one platform in it
//   … --out FILE                                                  the VSIX to write
import { createVSIX } from '@vscode/vsce';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { target: { type: 'string' }, server: { type: 'string' }, out: { type: 'string' } },
});
if ((values.target === undefined) !== (values.server === undefined)) {
  throw new Error('--target and --server go together');
}

// What an earlier run left there must not end up in a package of another platform.
rmSync('server', { recursive: true, force: true });
if (values.server !== undefined) {
  const name = values.target.startsWith('win32-') ? 'stdreg.exe' : 'stdreg';
  mkdirSync('server');
  copyFileSync(values.server, `server/${name}`);
  chmodSync(`server/${name}`, 0o755);
}
await import('./build.mjs');
await createVSIX({
  // All is bundled; node_modules stay out.
  dependencies: false,
  // The README's links work as they are within the package; there is no public repository to lead them to.
  rewriteRelativeLinks: false,
  allowMissingRepository: true,
  // There are two licences, LICENSE-MIT and LICENSE-APACHE.
  skipLicense: true,
  ...(values.target === undefined ? {} : { target: values.target }),
  ...(values.out === undefined ? {} : { packagePath: values.out }),
});
