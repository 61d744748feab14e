// Taplo's language server, which Even Better TOML runs, on standard input and output. It comes as WebAssembly that asks its
// surroundings for files; the network it is refused.
//
//   NODE_PATH=…/node_modules node tests/schema/taplo-server.mjs
import { createRequire } from 'node:module';
import { promises as fs } from 'node:fs';
import path from 'node:path';

const { TaploLsp } = createRequire(path.join(process.env.NODE_PATH, 'index.js'))('@taplo/lsp');
globalThis.fetch = async () => {
  throw new Error('there is no network in this test');
};

const environment = {
  now: () => new Date(),
  envVar: (name) => process.env[name],
  envVars: () => Object.entries(process.env),
  stdErrAtty: () => false,
  stdin: async () => new Uint8Array(),
  stdout: async (bytes) => bytes.length,
  stderr: async (bytes) => process.stderr.write(Buffer.from(bytes)) && bytes.length,
  glob: () => [],
  readFile: (name) => fs.readFile(name),
  writeFile: (name, bytes) => fs.writeFile(name, bytes),
  // Even Better TOML, too, takes whatever it is given for a file.
  urlToFilePath: (url) => decodeURIComponent(url).replace(/^file:\/\//, ''),
  isAbsolute: (name) => path.isAbsolute(name),
  cwd: () => process.cwd(),
  findConfigFile: () => undefined,
};

const server = await TaploLsp.initialize(environment, {
  onMessage(message) {
    const body = Buffer.from(JSON.stringify(message));
    process.stdout.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  },
});

let waiting = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  waiting = Buffer.concat([waiting, chunk]);
  for (;;) {
    const end = waiting.indexOf('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/i.exec(waiting.subarray(0, Math.max(end, 0)).toString())?.[1]);
    if (end < 0 || waiting.length < end + 4 + length) {
      return;
    }
    const body = waiting.subarray(end + 4, end + 4 + length).toString();
    waiting = waiting.subarray(end + 4 + length);
    server.send(JSON.parse(body));
  }
});
process.stdin.on('end', () => process.exit(0));
