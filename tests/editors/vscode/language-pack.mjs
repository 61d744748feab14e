// Makes the language pack of VS Code from @codingame/monaco-vscode-language-pack-zh-hans, which is on npm; Microsoft's own is in
// its marketplace alone.
//
//   node language-pack.mjs FOLDER     with FOLDER/node_modules/code-server, and the package in FOLDER/language-pack/package
//
// Microsoft's pack has its texts by module and key; this one has a list, in the order of another build of VS Code, of which the keys
// are not handed out. That build goes through the modules by name and through each from top to bottom, names a key once, and leaves
// out what it does not use. So its list is laid beside that of code-server, as two versions of a text are, by what a translation has
// in common with its original: places for values, settings, addresses, names, about how long it is.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const home = process.argv[2];
const out = join(home, 'node_modules/code-server/lib/vscode/out');
const pack = join(home, 'language-pack');
const read = (path) => readFileSync(path, 'utf8');

/** What neither runs in a browser nor is in the package. */
const ELSEWHERE = /\/electron-|\/node\/|\/test\/|^vs\/code\/|^vs\/server\//;

/** What it costs to leave out a text, and to begin to; to have a translation of nothing. */
const [SKIP, BEGIN, EXTRA] = [3, 1, 20];
/** How many translations of nothing are thought of, and how many more texts that are left out than the lists say. */
const SLACK = 10;

/** The texts of code-server in the order of the package: each module, key and text. */
function originals() {
  const texts = JSON.parse(read(join(out, 'nls.messages.json')));
  // The text of a call stands in the bundle where it did in the source: by its number.
  const places = new Map();
  for (const call of read(join(out, 'vs/code/browser/workbench/workbench.js')).matchAll(/[\w$]\((\d+),(?=null|["'`])/g)) {
    if (!places.has(Number(call[1]))) {
      places.set(Number(call[1]), call.index);
    }
  }
  const rows = [];
  let number = 0;
  for (const [module, keys] of JSON.parse(read(join(out, 'nls.keys.json')))) {
    const seen = new Set();
    // One of several at one place has its number elsewhere: it goes with the one before.
    let place = 0;
    for (const key of keys) {
      place = places.get(number) ?? place;
      if (!seen.has(key) && !ELSEWHERE.test(module)) {
        rows.push({ module, key, place, text: texts[number] });
      }
      seen.add(key);
      number += 1;
    }
  }
  const order = (one, other) => (one < other ? -1 : Number(one > other));
  return rows.sort((one, other) => order(one.module, other.module) || one.place - other.place);
}

/** What a text is known by in any language. */
function marksOf(text = '') {
  const marks = text.match(/\{\d+\}|&&|\.\.\.$|`[^`]*`|#[\w.-]+#|https?:[^\s)]+|\n|\b[A-Z]{2,}\b/g) ?? [];
  const words = text.toLowerCase().match(/[a-z][a-z0-9]{2,}/g) ?? [];
  return { marks: new Set(marks), words: new Set(words), length: [...text].length };
}

/** How unlike a text and a translation are. */
function unlike(original, translation) {
  const lacks = (some, other) => [...some].filter((mark) => !other.has(mark)).length;
  const foreign = lacks(translation.words, original.words);
  const common = translation.words.size - foreign;
  // Chinese takes less than half of the letters.
  const length = Math.abs(Math.log((original.length + 4) / (2.6 * translation.length + 4)));
  return 2 * (lacks(original.marks, translation.marks) + lacks(translation.marks, original.marks)) + foreign - 1.5 * common + length;
}

/** Lays the lists beside each other in the cheapest way: for each original, the number of its translation or undefined. */
function pairs(originals, translations) {
  const width = originals.length - translations.length + 2 * SLACK + 1;
  const [PAIR, SKIPPED, ADDED] = [0, 1, 2];
  const steps = new Uint8Array((originals.length + 1) * width);
  // By how many originals are ahead of the translations: `SLACK` is none.
  let costs = new Float64Array(width).fill(Infinity);
  costs[SLACK] = 0;
  for (let row = 1; row <= originals.length; row += 1) {
    const next = new Float64Array(width).fill(Infinity);
    for (let ahead = width - 1; ahead >= 0; ahead -= 1) {
      const column = row - (ahead - SLACK);
      const at = row * width + ahead;
      const take = (cost, step) => {
        if (cost < next[ahead]) {
          next[ahead] = cost;
          steps[at] = step;
        }
      };
      if (column > 0 && column <= translations.length) {
        take(costs[ahead] + unlike(originals[row - 1], translations[column - 1]), PAIR);
        take((next[ahead + 1] ?? Infinity) + EXTRA, ADDED);
      }
      if (ahead > 0 && column >= 0) {
        take(costs[ahead - 1] + SKIP + (steps[at - width - 1] === SKIPPED ? 0 : BEGIN), SKIPPED);
      }
    }
    costs = next;
  }
  const found = [];
  let ahead = originals.length - translations.length + SLACK;
  for (let row = originals.length; row > 0; ) {
    const step = steps[row * width + ahead];
    if (step === PAIR) {
      found[row - 1] = row - (ahead - SLACK) - 1;
    }
    row -= step === ADDED ? 0 : 1;
    ahead += step === ADDED ? 1 : step === SKIPPED ? -1 : 0;
  }
  return found;
}

const list = read(join(pack, 'package/translations/main.i18n.json.js'));
const { default: translations } = await import(`data:text/javascript,${encodeURIComponent(list)}`);
// The first is none.
translations.shift();
const rows = originals();
const contents = {};
const put = ({ module, key }, translation) => {
  contents[module] ??= {};
  contents[module][key] = translation;
};
const said = new Map();
const missing = [];
const found = pairs(rows.map(({ text }) => marksOf(text)), translations.map(marksOf));
rows.forEach((row, number) => {
  const translation = translations[found[number]];
  if (translation === undefined) {
    missing.push(row);
  } else {
    put(row, translation);
    said.set(row.text, said.get(row.text) ?? translation);
  }
});
// What the package leaves out in one place it may have in another.
missing.filter(({ text }) => said.has(text)).forEach((row) => put(row, said.get(row.text)));
writeFileSync(join(pack, 'main.i18n.json'), JSON.stringify({ version: '1.0.0', contents }));
