// The page that runs stdreg: an editor, what is wrong with the register in it, and what can be done about it. Nothing is sent anywhere.
'use strict';

(() => {
  const place = document.getElementById('stdreg-playground');
  if (!place) return;
  const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
  const TEXTS = {
    zh: {
      loading: '正在载入 stdreg……', running: '正在运行……', ready: '没有问题。', example: '示例', open: '打开文件……', fix: '修复', format: '格式化',
      export: '导出', undone: '不能运行：', notLoaded: 'stdreg 载入失败。请重新载入本页；如仍不行，请换用新版浏览器。', findings: '问题',
      error: '错误', warning: '警告', info: '提示', editor: '体系表', more: (count) => `其余 ${count} 个问题未列出。`,
      counts: (errors, warnings, infos) => `${errors} 个错误，${warnings} 个警告，${infos} 个提示`,
      drop: '把体系表（.toml）或表格（.xlsx、.xls、.ods、.docx、.csv 等）拖到这里，或粘贴到编辑区。文件不会离开浏览器。',
      decoded: (name) => `${name} 不是 UTF-8，已按 GB 18030 读取。`, said: 'stdreg 的说明', formatOf: '导出形式', files: '文件',
      examples: { broken: '有错的体系表', starter: '初始体系表', 'internet-plus': '互联网+公安政务服务', enterprise: '企业', service: '服务组织', path: '以结构编号为代码', flat: '没有代码的清单' },
    },
    en: {
      loading: 'Loading stdreg…', running: 'Running…', ready: 'No findings.', example: 'Example', open: 'Open file…', fix: 'Fix', format: 'Format',
      export: 'Export', undone: 'stdreg could not do this: ', notLoaded: 'stdreg could not be loaded. Reload the page; if that does not help, use a newer browser.',
      findings: 'Findings', error: 'error', warning: 'warning', info: 'info', editor: 'Register', more: (count) => `${count} more findings are not listed.`,
      counts: (errors, warnings, infos) => {
        const counted = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;
        return `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${infos} info`;
      },
      drop: 'Drop a register (.toml) or a table (.xlsx, .xls, .ods, .docx, .csv and others) here, or paste into the editor. Files never leave the browser.',
      decoded: (name) => `${name} is not UTF-8; it was read as GB 18030.`, said: 'What stdreg says', formatOf: 'Form of the export', files: 'Files',
      examples: { broken: 'register with faults', starter: 'starter', 'internet-plus': 'Internet Plus, 102 standards', enterprise: 'enterprise', service: 'service organisation', path: 'codes that are places', flat: 'list without codes' },
    },
  };
  const texts = TEXTS[language];
  const FORMATS = ['xlsx', 'docx', 'html', 'csv', 'md', 'json', 'svg'];
  // What is drawn at most; all are counted.
  const LISTED = 500;
  const QUIET = 350;
  const folder = new URL('.', document.currentScript.src);

  /** An element with attributes, of which `on…` are listeners, and what is in it; text stays text. */
  function make(tag, attributes = {}, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...content);
    return element;
  }

  // What is on the page.
  const area = make('textarea', {
    class: 'pg-text', spellcheck: 'false', wrap: 'off', autocapitalize: 'off', autocomplete: 'off', 'aria-label': texts.editor,
    oninput: changed, onscroll: () => { gutter.scrollTop = area.scrollTop; },
  });
  const gutter = make('div', { class: 'pg-gutter', 'aria-hidden': 'true' });
  const tabs = make('div', { class: 'pg-tabs', role: 'tablist', 'aria-label': texts.files });
  const status = make('p', { class: 'pg-status', role: 'status' }, texts.loading);
  const said = make('pre', { class: 'pg-said', 'aria-label': texts.said, hidden: true });
  const list = make('ol', { class: 'pg-findings', 'aria-label': texts.findings });
  const picker = make('input', {
    type: 'file', multiple: true, hidden: true, class: 'pg-file',
    onchange: async () => {
      await take([...picker.files]);
      picker.value = '';
    },
  });
  const examples = make('select', { class: 'pg-example', 'aria-label': texts.example, onchange: () => guarded(() => showExample(examples.value)) },
    ...Object.entries(texts.examples).map(([value, name]) => make('option', { value }, name)));
  const formats = make('select', { class: 'pg-format', 'aria-label': texts.formatOf },
    ...['toml', ...FORMATS].map((value) => make('option', { value, selected: value === 'xlsx' }, `.${value}`)));
  const button = (name, text, action) => make('button', { type: 'button', class: `md-button pg-${name}`, onclick: () => guarded(action) }, text);
  const tools = make('div', { class: 'pg-tools' },
    make('label', {}, `${texts.example} `, examples),
    make('button', { type: 'button', class: 'md-button pg-open', onclick: () => picker.click() }, texts.open), picker,
    button('fix', texts.fix, fix), button('fmt', texts.format, format),
    make('span', { class: 'pg-export' }, button('save', texts.export, save), formats));

  // The files of the register by their names, which of them is shown, and what ended their lines.
  let files = new Map();
  let shown = '';
  const ends = new Map();
  let checked = { text: undefined, findings: [] };

  // The worker, and what it was asked.
  let worker;
  let lastId = 0;
  const waiting = new Map();

  function ask(message, transferred = []) {
    lastId += 1;
    const id = lastId;
    worker.postMessage({ id, ...message }, transferred);
    return new Promise((answer, refuse) => waiting.set(id, { answer, refuse }));
  }

  function startWorker() {
    // Of its own text: a page that is opened from a disk may not start one from a file.
    const address = URL.createObjectURL(new Blob([`(${globalThis.stdregWorker})()`], { type: 'text/javascript' }));
    worker = new Worker(address);
    worker.onmessage = ({ data: { id, answer, error } }) => {
      const { answer: done, refuse } = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) done(answer);
      else refuse(new Error(error));
    };
    worker.onerror = (event) => {
      for (const { refuse } of waiting.values()) refuse(new Error(event.message));
      waiting.clear();
    };
  }

  /** The time zone as POSIX writes it, with the sign that east has there: dates are those of whoever looks at the page. */
  function timeZone() {
    const offset = new Date().getTimezoneOffset();
    const two = (number) => String(Math.trunc(number)).padStart(2, '0');
    const size = `${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
    return `<${offset > 0 ? '-' : '+'}${size.replace(':', '')}>${offset > 0 ? '' : '-'}${size}`;
  }

  /** Runs stdreg on some files; what it cannot do is an error with what it says. */
  async function run(args, given) {
    const done = await ask({
      args: [...args, '--lang', language, '--color', 'never'], environment: [`TZ=${timeZone()}`], files: given,
    });
    if (done.code > 1) throw new Error(done.err || `exit code ${done.code}`);
    return done;
  }

  function encoded() {
    files.set(shown, area.value);
    return Object.fromEntries([...files].map(([name, text]) => [name, new TextEncoder().encode(text)]));
  }

  const registers = () => [...files.keys()].filter((name) => !/\.scheme\.toml$|(?:^|\/)\.?stdreg\.toml$/u.test(name));

  // One thing after another: what is asked later sees what was done before.
  let queue = Promise.resolve();
  function guarded(action) {
    queue = queue.then(async () => {
      place.classList.add('pg-busy');
      status.textContent = texts.running;
      tell('');
      try {
        await action();
      } catch (error) {
        status.textContent = texts.undone;
        tell(error.message, true);
      }
      place.classList.remove('pg-busy');
    });
    return queue;
  }

  function tell(text, isError = false) {
    said.textContent = text.trim();
    said.hidden = said.textContent === '';
    said.classList.toggle('pg-error', isError);
  }

  async function check() {
    const text = area.value;
    const done = await run(['check', '--quiet', '--output-format', 'json', ...registers()], encoded());
    draw(text, done);
  }

  async function fix() {
    const done = await run(['check', '--fix', '--output-format', 'json', ...registers()], encoded());
    taken(done.files);
    draw(area.value, done);
    tell(done.err);
  }

  async function format() {
    const done = await run(['fmt', ...registers()], encoded());
    taken(done.files);
    await check();
    tell(done.err || done.out);
  }

  async function save() {
    const form = formats.value;
    const named = registers();
    // No folder is named: the walk of one needs a system that WASI is not.
    const root = named.find((name) => /^[ \t]*\[register\]/mu.test(files.get(name))) ?? named[0] ?? shown;
    const stem = root.replace(/^.*\//u, '').replace(/(?:\.register)?\.toml$/u, '');
    if (form === 'toml') {
      const text = ends.get(shown) === '\r\n' ? area.value.replaceAll('\n', '\r\n') : area.value;
      download(shown, text);
    } else {
      const output = `${stem}.${form}`;
      const done = await run(['export', root, '--format', form, '--output', output], encoded());
      download(output, done.files[output]);
      await check();
      tell(done.err);
      return;
    }
    await check();
  }

  function download(name, content) {
    const address = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
    make('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /** Shows what a run wrote; what was undone before can be undone still. */
  function taken(written) {
    for (const name of files.keys()) {
      if (written[name]) files.set(name, new TextDecoder('utf-8', { ignoreBOM: true }).decode(written[name]));
    }
    replace(files.get(shown));
  }

  /** Puts a text in the place of that of the editor, as if it had been typed where they differ. */
  function replace(text) {
    const old = area.value;
    if (old === text) return;
    let start = 0;
    while (start < old.length && old[start] === text[start]) start += 1;
    let end = 0;
    while (end < Math.min(old.length, text.length) - start && old.at(-1 - end) === text.at(-1 - end)) end += 1;
    const { scrollTop } = area;
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, old.length - end);
    const middle = text.slice(start, text.length - end);
    const isTyped = middle === '' ? document.execCommand('delete') : document.execCommand('insertText', false, middle);
    if (!isTyped || area.value !== text) area.value = text;
    area.scrollTop = scrollTop;
    clearTimeout(timer);
    number();
  }

  let timer;
  function changed() {
    number();
    clearTimeout(timer);
    timer = setTimeout(() => guarded(check), QUIET);
  }

  /** Numbers the lines, and marks those with findings. */
  function number() {
    const marks = new Map();
    if (checked.text === area.value) {
      for (const finding of checked.findings.filter(({ file }) => file === shown).reverse()) {
        const { line } = finding.range.start;
        if (marks.get(line) !== 'error') marks.set(line, finding.severity);
      }
    }
    const count = area.value.split('\n').length;
    gutter.replaceChildren(...Array.from({ length: count }, (_, index) =>
      make('span', { class: `pg-${marks.get(index + 1) ?? 'line'}` }, `${index + 1}`)));
    gutter.scrollTop = area.scrollTop;
  }

  /** The place in a text of a line and a column, which count from 1, columns in characters. */
  function offset(text, { line, column }) {
    let start = 0;
    for (let passed = 1; passed < line; passed += 1) start = text.indexOf('\n', start) + 1;
    return start + [...text.slice(start, start + 2 * column)].slice(0, column - 1).join('').length;
  }

  function show(name) {
    if (files.has(shown)) files.set(shown, area.value);
    shown = name;
    area.value = files.get(name);
    tabs.hidden = files.size < 2;
    tabs.replaceChildren(...[...files.keys()].map((file) =>
      make('button', { type: 'button', role: 'tab', 'aria-selected': String(file === shown), onclick: () => show(file) }, file)));
    number();
  }

  function jump({ file, range }) {
    if (file !== shown && files.has(file)) show(file);
    const [start, end] = [range.start, range.end].map((one) => offset(area.value, one));
    area.focus();
    area.setSelectionRange(start, Math.max(end, start));
    const height = parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = Math.max(0, (range.start.line - 1) * height - area.clientHeight / 3);
    area.scrollLeft = 0;
    area.scrollIntoView({ block: 'nearest' });
  }

  /** Makes the edits of one fix. */
  async function apply(finding) {
    const texted = new Map();
    encoded();
    for (const { file = finding.file, range, text } of finding.fix.edits) {
      const whole = files.get(file);
      if (whole === undefined) continue;
      if (!texted.has(file)) texted.set(file, []);
      texted.get(file).push([offset(whole, range.start), offset(whole, range.end), text]);
    }
    for (const [file, edits] of texted) {
      edits.sort(([one], [other]) => other - one);
      const changedText = edits.reduce((whole, [start, end, text]) => whole.slice(0, start) + text + whole.slice(end), files.get(file));
      files.set(file, changedText);
    }
    replace(files.get(shown));
    await check();
  }

  function draw(text, { out, err }) {
    const findings = out.trim() === '' ? [] : JSON.parse(out);
    checked = { text, findings };
    const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
    status.textContent = findings.length === 0
      ? texts.ready
      : texts.counts(count('error'), count('warning'), findings.length - count('error') - count('warning'));
    list.replaceChildren(...findings.slice(0, LISTED).map(item));
    if (findings.length > LISTED) list.append(make('li', {}, texts.more(findings.length - LISTED)));
    tell(err);
    number();
  }

  function item(finding) {
    const { file, name, rule, severity, message, range, related, fix: repair } = finding;
    const where = `${files.size > 1 ? `${file}:` : ''}${range.start.line}:${range.start.column}`;
    return make('li', { class: `pg-of-${severity}` },
      make('button', { type: 'button', class: 'pg-place', onclick: () => jump(finding) }, where),
      make('span', { class: `pg-severity pg-${severity}` }, texts[severity] ?? severity),
      make('a', { href: `rules/${name}.html`, target: '_blank', title: name }, rule),
      make('span', { class: 'pg-message' }, message),
      ...(repair ? [make('button', { type: 'button', class: 'pg-one', onclick: () => guarded(() => apply(finding)) }, repair.title)] : []),
      ...related.map((other) => make('button', { type: 'button', class: 'pg-related', onclick: () => jump(other) },
        `${other.range.start.line}:${other.range.start.column} ${other.message}`)));
  }

  function put(named) {
    files = new Map();
    shown = '';
    for (const [name, text] of Object.entries(named)) {
      ends.set(name, text.includes('\r\n') ? '\r\n' : '\n');
      files.set(name, text.replaceAll('\r\n', '\n'));
    }
    show(registers()[0] ?? [...files.keys()][0]);
  }

  async function showExample(name) {
    if (name === 'broken') {
      put({ 'register.toml': globalThis.stdregExample });
    } else {
      const { files: written } = await run(['init', '--template', name], {});
      put(Object.fromEntries(Object.entries(written).map(([file, bytes]) => [file, new TextDecoder().decode(bytes)])));
    }
    await check();
  }

  /** The text of a file, which in old programs' files may be in the encoding of Chinese Windows. */
  function decode(name, bytes) {
    try {
      return [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), ''];
    } catch {
      return [new TextDecoder('gb18030').decode(bytes), texts.decoded(name)];
    }
  }

  /** Takes files that were dropped or chosen: registers as they are, all else as tables to import. */
  function take(given) {
    return guarded(async () => {
      const read = await Promise.all(given.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())]));
      const tables = read.filter(([name]) => !/\.toml$/iu.test(name));
      if (tables.length > 0) {
        const names = tables.map(([name]) => name);
        const done = await run(['import', '--output', 'register.toml', ...names.map((name) => `./${name}`)], Object.fromEntries(tables));
        put({ 'register.toml': new TextDecoder().decode(done.files['register.toml']) });
        await check();
        tell(done.err || done.out);
      } else if (read.length > 0) {
        const decoded = read.map(([name, bytes]) => [name, decode(name, bytes)]);
        put(Object.fromEntries(decoded.map(([name, [text]]) => [name, text])));
        await check();
        const notices = decoded.map(([, [, notice]]) => notice).filter(Boolean);
        if (notices.length > 0) tell(notices.join('\n'));
      }
    });
  }

  // Files may be dropped anywhere on it.
  for (const kind of ['dragenter', 'dragover']) {
    place.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes('Files')) return;
      event.preventDefault();
      place.classList.add('pg-over');
    });
  }
  place.addEventListener('dragleave', (event) => {
    if (!place.contains(event.relatedTarget)) place.classList.remove('pg-over');
  });
  place.addEventListener('drop', (event) => {
    place.classList.remove('pg-over');
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });

  place.replaceChildren(tools, make('p', { class: 'pg-hint' }, texts.drop), tabs,
    make('div', { class: 'pg-editor' }, gutter, area), status, said, list);

  /** The program, which comes as a script, packed: so it does from a disk too, and as small from servers that pack nothing. */
  async function start() {
    await new Promise((loaded, failed) => {
      const script = make('script', { src: new URL('stdreg.wasm.js', folder).href, onload: loaded, onerror: () => failed(new Error(texts.notLoaded)) });
      document.head.append(script);
    });
    const packed = Uint8Array.from(atob(globalThis.stdregProgram), (character) => character.charCodeAt(0));
    delete globalThis.stdregProgram;
    const program = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
    startWorker();
    await ask({ program }, [program]);
    await showExample('broken');
    place.dataset.ready = 'true';
  }
  guarded(start);
})();
