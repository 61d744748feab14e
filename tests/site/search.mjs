// Searches the built site by the code that a browser runs for it, with the index that it loads: tests/site/search.mjs SITE < queries
//
// Reads a JSON array of queries, and prints for each the pages that are found, the best first.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import vm from 'node:vm';

const site = process.argv[2];
const workers = join(site, 'assets/javascripts/workers');
const [name] = readdirSync(workers).filter((file) => /^search\..*\.js$/.test(file));
const worker = join(workers, name);

/** What a worker has around it, as far as the search uses it. */
let answer;
let receive;
const self = {
  console,
  // The theme's worker belongs to a page; a library in it asks for the address.
  location: { href: `file://${worker}` },
  addEventListener: (_, listener) => (receive = listener),
  postMessage: (message) => answer(message),
  importScripts: (...files) => {
    for (const file of files) {
      vm.runInContext(readFileSync(resolve(dirname(worker), file), 'utf8'), context, { filename: file });
    }
  },
};
self.self = self;
const context = vm.createContext(self);
vm.runInContext(readFileSync(worker, 'utf8'), context, { filename: name });

const ask = (message) =>
  new Promise((resolved) => {
    answer = resolved;
    receive({ data: message });
  });

const index = JSON.parse(readFileSync(join(site, 'search/search_index.json'), 'utf8'));
await ask({ type: 0, data: { ...index, options: { suggest: true } } });
const found = [];
for (const query of JSON.parse(readFileSync(0, 'utf8'))) {
  const { data } = await ask({ type: 2, data: query });
  found.push(data.items.map((page) => page[0].location.split('#')[0]));
}
console.log(JSON.stringify(found));
