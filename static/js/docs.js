// Trying a door of the API from its page: the token stays in this page, the answer is shown as it came.
const door = document.querySelector('[data-door]');
const box = door?.querySelector('[data-try]');

function field(name, value, rows) {
  const label = document.createElement('label');
  const input = document.createElement(rows ? 'textarea' : 'input');
  input.className = 'input';
  label.append(name, input);
  input.spellcheck = false;
  if (rows) input.rows = rows;
  input.value = value;
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
  const body = text ? field('JSON', text, 10) : null;
  box.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const url = names.reduce((filled, [name, input]) => filled.replace(`{${name}}`, encodeURIComponent(input.value.trim())), path);
    const token = form.elements.token.value.trim();
    const headers = { Accept: 'application/json' };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers['Content-Type'] = 'application/json';
    try {
      const asked = query?.value.trim() ? `?${query.value.trim().replace(/^\?/, '')}` : '';
      const response = await fetch(url + asked, { method, headers, body: body?.value, credentials: 'omit' });
      answer.textContent = `${response.status}\n\n${pretty(await response.text())}`;
    } catch (error) {
      answer.textContent = String(error);
    }
    answer.hidden = false;
  });
}
