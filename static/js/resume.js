// Files of a form go up one after another by the tus protocol and go on where a connection was cut. Without this file the form sends them itself.
(() => {
  'use strict';
  const tus = { 'Tus-Resumable': '1.0.0' };
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    addEventListener('online', () => { clearTimeout(timer); done(); }, { once: true });
  });
  // What the browser remembers, so that even a closed page goes on.
  const remember = (key, value) => { try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* private windows */ } };
  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  class Refused extends Error {}
  // 5xx, 409 and no answer at all are for a second try; the rest is the file's fault or ours.
  const passes = (status) => status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;

  const call = (method, url, headers, body, onprogress) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries({ ...tus, ...headers })) request.setRequestHeader(name, value);
    if (onprogress) request.upload.onprogress = (event) => onprogress(event.loaded);
    request.onloadend = () => done(request);
    request.send(body || null);
  });

  async function send(file, to, csrf, tell) {
    const key = `upload:${to}:${file.name}:${file.size}:${file.lastModified}`;
    let url = remembered(key);
    for (let tries = 0; ; tries += 1) {
      if (tries) { tell(null); await pause(Math.min(1000 * 2 ** (tries - 1), 30000)); }
      if (!url) {
        const made = await call('POST', to, { 'X-Csrf': csrf, 'Upload-Length': file.size, 'Upload-Metadata': `filename ${base64(file.name)}` });
        if (passes(made.status)) continue;
        if (made.status !== 201) throw new Refused(made.status === 422 ? made.responseText : '');
        url = made.getResponseHeader('Location');
        remember(key, url);
      }
      const asked = await call('HEAD', url);
      if (passes(asked.status)) continue;
      if (asked.status !== 200) { url = null; remember(key, null); if (tries > 3) throw new Refused(''); continue; }
      const whole = asked.getResponseHeader('Vtask-File');
      if (whole) { remember(key, null); return whole; }
      const from = Number(asked.getResponseHeader('Upload-Offset'));
      const headers = { 'X-Csrf': csrf, 'Upload-Offset': from, 'Content-Type': 'application/offset+octet-stream' };
      const came = await call('PATCH', url, headers, file.slice(from), (loaded) => { tries = 0; tell(from + loaded); });
      const id = came.status === 204 && came.getResponseHeader('Vtask-File');
      if (id) { remember(key, null); return id; }
      if (came.status !== 204 && !passes(came.status)) { remember(key, null); throw new Refused(came.status === 422 ? came.responseText : ''); }
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    const mark = form.querySelector?.('[data-resume]');
    const input = mark && form.querySelector('input[type=file]');
    const box = mark && form.querySelector('[data-progress]');
    if (!mark || !box || !input?.files.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.going) return;
    form.dataset.going = 'yes';
    const bar = box.querySelector('progress');
    const text = box.querySelector('[data-progress-text]');
    const files = [...input.files];
    const all = files.reduce((sum, file) => sum + file.size, 0) || 1;
    const submitter = event.submitter;
    box.hidden = false;
    submitter?.setAttribute('aria-disabled', 'true');
    (async () => {
      const refused = [];
      let before = 0;
      for (const file of files) {
        const tell = (at) => {
          if (at === null) { text.textContent = `${mark.dataset.waiting} ${bar.value}%`; return; }
          bar.value = Math.floor(((before + at) / all) * 100);
          text.textContent = `${text.dataset.text} ${bar.value}%`;
        };
        tell(0);
        try {
          const id = await send(file, mark.dataset.resume, form.querySelector('[name=csrf]').value, tell);
          form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'file_ids', value: id }));
        } catch (error) {
          refused.push(error.message || `${file.name}: ${text.dataset.failed}`);
        }
        before += file.size;
      }
      input.value = '';
      delete form.dataset.going;
      submitter?.removeAttribute('aria-disabled');
      // What could not be taken is for the person to see before the rest is handed in.
      if (refused.length) { text.textContent = refused.join(' '); text.scrollIntoView({ block: 'center' }); return; }
      text.textContent = text.dataset.done;
      form.requestSubmit(submitter);
    })();
  }, true);
})();
