'use strict';
(() => {
  // How many rows are drawn at once: the next ones when the end of those comes into view.
  const CHUNK = 200;
  const at = (id) => document.getElementById(id);
  const data = JSON.parse(at('data').textContent);
  const { columns, rows, words } = data;
  const filters = columns.map((column, index) => ({ ...column, index })).filter((column) => column.filter);
  const folded = (text) => text.normalize('NFKC').toLowerCase();
  const haystacks = rows.map((row) => folded(row.cells.concat(row.findings).join('\u0001')));
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const body = at('rows');
  let state = {};
  let shown = [];
  let drawn = 0;

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const draw = (row) => {
    const line = element('tr', undefined, { id: `e-${row.id}` });
    row.cells.forEach((cell, index) => {
      const column = columns[index];
      const place = element('td', undefined, { class: column.key });
      if (column.key === data.link && cell) place.append(element('a', cell, { href: `#entry=${encodeURIComponent(row.id)}` }));
      else place.textContent = cell || '-';
      if (column.key === 'title' && row.findings.length) {
        const list = element('ul', undefined, { class: 'findings' });
        row.findings.forEach((finding) => list.append(element('li', finding)));
        place.append(list);
      }
      line.append(place);
    });
    if (row.id === state.entry) line.className = 'linked';
    return line;
  };

  const drawTo = (end) => {
    const piece = document.createDocumentFragment();
    for (; drawn < Math.min(end, shown.length); drawn += 1) piece.append(draw(rows[shown[drawn]]));
    body.append(piece);
  };

  const compare = (column, direction) => (one, other) => {
    const [left, right] = [rows[one].cells[column], rows[other].cells[column]];
    // What is empty comes last, whichever way.
    if (!left || !right) return Boolean(right) - Boolean(left) || one - other;
    return direction * collator.compare(left, right) || one - other;
  };

  const show = () => {
    const terms = folded(state.q || '').split(/\s+/u).filter(Boolean);
    const wanted = filters.filter(({ key }) => state[`f-${key}`]);
    shown = [];
    rows.forEach((row, place) => {
      const fits = terms.every((term) => haystacks[place].includes(term))
        && wanted.every(({ key, index }) => row.cells[index] === state[`f-${key}`])
        && (!state.findings || row.findings.length > 0);
      if (fits) shown.push(place);
    });
    const sorted = columns.findIndex(({ key }) => key === state.sort);
    if (sorted >= 0) shown.sort(compare(sorted, state.down ? -1 : 1));
    document.querySelectorAll('.list thead th').forEach((head, index) => {
      const order = state.down ? 'descending' : 'ascending';
      head.setAttribute('aria-sort', index === sorted ? order : 'none');
    });
    body.replaceChildren();
    drawn = 0;
    drawTo(CHUNK);
    at('count').textContent = words.count.replace('{shown}', shown.length).replace('{all}', rows.length);
    const linked = state.entry ? shown.findIndex((place) => rows[place].id === state.entry) : -1;
    if (linked >= 0) {
      drawTo(linked + CHUNK);
      body.children[linked].scrollIntoView({ block: 'center' });
    }
  };

  // What is looked for is in the address, so that it can be passed on.
  const read = () => {
    state = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    at('q').value = state.q || '';
    filters.forEach(({ key }) => { at(`f-${key}`).value = state[`f-${key}`] || ''; });
    if (at('with-findings')) at('with-findings').checked = Boolean(state.findings);
    show();
  };

  const set = (changes) => {
    state = { ...state, entry: '', ...changes };
    const kept = Object.entries(state).filter(([, value]) => value);
    history.replaceState(null, '', `#${new URLSearchParams(kept)}`);
    show();
  };

  filters.forEach(({ key, title, index }) => {
    const values = [...new Set(rows.map((row) => row.cells[index]))].filter(Boolean).sort(collator.compare);
    const choice = element('select', undefined, { id: `f-${key}` });
    choice.append(element('option', words.all, { value: '' }));
    values.forEach((value) => choice.append(element('option', value, { value })));
    choice.addEventListener('change', () => set({ [`f-${key}`]: choice.value }));
    const label = element('label', title);
    label.append(choice);
    at('filters').append(label);
  });
  if (rows.some((row) => row.findings.length)) {
    const label = element('label', words.findings);
    const box = element('input', undefined, { type: 'checkbox', id: 'with-findings' });
    box.addEventListener('change', () => set({ findings: box.checked ? '1' : '' }));
    label.append(box);
    at('filters').append(label);
  }
  columns.forEach(({ key, title }) => {
    const head = element('th', undefined, { scope: 'col' });
    const button = element('button', title, { type: 'button' });
    button.addEventListener('click', () => set({ sort: key, down: state.sort === key && !state.down ? '1' : '' }));
    head.append(button);
    at('heads').append(head);
  });
  let waiting;
  at('q').addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => set({ q: at('q').value }), 60);
  });
  at('clear').addEventListener('click', () => {
    history.replaceState(null, '', '#');
    read();
  });
  at('download').addEventListener('click', () => {
    const quoted = (cell) => `"${(/^\s*[=+\-@＝＋－＠]./u.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;
    const lines = [columns.map(({ title }) => title), ...shown.map((place) => rows[place].cells)];
    const text = `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    element('a', '', { href: address, download: `${document.title}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
  new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) drawTo(drawn + CHUNK);
  }, { rootMargin: '600px' }).observe(at('end'));
  addEventListener('beforeprint', () => drawTo(shown.length));
  addEventListener('hashchange', read);
  read();
})();
