// What a server says that it can do, asked over its pipes: a test of what it cannot do yet is skipped, not failed.
import { spawn } from 'node:child_process';

/** The capabilities of `stdreg lsp`. */
export async function capabilitiesOf(program) {
  const server = spawn(program, ['lsp'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const params = { processId: process.pid, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  let said = '';
  for await (const data of server.stdout) {
    said += data;
    const start = said.indexOf('\r\n\r\n') + 4;
    const length = Number(/Content-Length: (\d+)/.exec(said)?.[1]);
    if (start > 3 && Buffer.byteLength(said.slice(start)) >= length) {
      break;
    }
  }
  server.kill();
  return JSON.parse(said.slice(said.indexOf('\r\n\r\n') + 4)).result.capabilities;
}
