// Bundles the extension to one file; `--watch` does it again at every change.
import { build, context } from 'esbuild';

const options = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['vscode'],
  minify: true,
};

if (process.argv.includes('--watch')) {
  await (await context({ ...options, minify: false, sourcemap: true })).watch();
} else {
  await build(options);
}
