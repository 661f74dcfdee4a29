// Trying a door of the API from its page: the token stays in this page, the answer is shown as it came.
const door = document.querySelector('[data-door]');
const box = door?.querySelector('[data-try]');

function field(name, value, { rows, file } = {}) {
  const label = document.createElement('label');
  const input = document.createElement(rows ? 'textarea' : 'input');
  input.className = 'input';
  label.append(name, input);
  input.spellcheck = false;
  if (rows) input.rows = rows;
  if (file) input.type = 'file';
  else input.value = value;
  box.querySelector('[data-fields]').append(label);
  return input;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

if (box) {
  const { method, path } = door.dataset;
  const form = box.querySelector('form');
  const answer = box.querySelector('[data-answer]');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, field(name, '')]);
  const query = method === 'GET' ? field('?', '') : null;
  const text = door.querySelector('[data-body]')?.textContent;
  const body = text ? field('JSON', text, { rows: 10 }) : null;
  const sent = [...door.querySelectorAll('[data-form]')].map((one) => one.textContent);
  const fields = sent.map((name, index) => [name, field(name, '', { file: index === sent.length - 1 })]);
  box.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const url = names.reduce((filled, [name, input]) => filled.replace(`{${name}}`, encodeURIComponent(input.value.trim())), path);
    const token = form.elements.token.value.trim();
    const headers = { Accept: 'application/json' };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers['Content-Type'] = 'application/json';
    let data = body?.value;
    if (fields.length) {
      data = new FormData();
      fields.forEach(([name, input]) => data.append(name, input.files?.[0] ?? input.value.trim()));
    }
    try {
      const asked = query?.value.trim() ? `?${query.value.trim().replace(/^\?/, '')}` : '';
      const response = await fetch(url + asked, { method, headers, body: data, credentials: 'omit' });
      answer.textContent = `${response.status}\n\n${pretty(await response.text())}`;
    } catch (error) {
      answer.textContent = String(error);
    }
    answer.hidden = false;
  });
}
