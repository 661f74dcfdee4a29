// Trying the API from its page: the token stays in this page, the answer is shown as it came.
const holder = document.querySelector('[data-docs-token]');
const token = holder?.querySelector('input');

function field(name, value, rows) {
  const label = document.createElement('label');
  const input = document.createElement(rows ? 'textarea' : 'input');
  label.append(name, input);
  input.spellcheck = false;
  if (rows) input.rows = rows;
  input.value = value;
  return { label, input };
}

function tryable(door) {
  const { method, path } = door.dataset;
  const box = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = holder.dataset.try;
  const form = document.createElement('form');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parts = names.map((name) => [name, field(name, '')]);
  const query = method === 'GET' ? field('?', '') : null;
  const text = door.querySelector('[data-body]')?.textContent;
  const body = text ? field('JSON', text, 8) : null;
  const send = document.createElement('button');
  send.className = 'btn';
  send.textContent = holder.dataset.send;
  const answer = document.createElement('pre');
  answer.tabIndex = 0;
  answer.setAttribute('aria-live', 'polite');
  form.append(...parts.map(([, part]) => part.label), ...(query ? [query.label] : []), ...(body ? [body.label] : []), send, answer);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const filled = parts.reduce((url, [name, part]) => url.replace(`{${name}}`, encodeURIComponent(part.input.value.trim())), path);
    const headers = { Accept: 'application/json' };
    if (token.value.trim()) headers.Authorization = `Bearer ${token.value.trim()}`;
    if (body) headers['Content-Type'] = 'application/json';
    try {
      const response = await fetch(filled + (query?.input.value ? `?${query.input.value.replace(/^\?/, '')}` : ''), { method, headers, body: body?.input.value, credentials: 'omit' });
      const said = await response.text();
      let shown = said;
      try {
        shown = JSON.stringify(JSON.parse(said), null, 2);
      } catch {
        // Not JSON: shown as it came.
      }
      answer.textContent = `${response.status} ${response.statusText}\n\n${shown}`;
    } catch (error) {
      answer.textContent = String(error);
    }
  });
  box.append(summary, form);
  door.append(box);
}

if (holder) {
  holder.hidden = false;
  for (const door of document.querySelectorAll('[data-door]')) tryable(door);
}
