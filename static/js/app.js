// V-Task in the browser. Enhancement only: every page works without this file, and nothing here decides anything.
// Words come from the page (data-…), so this file has no language.
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const lang = document.documentElement.lang || 'en';

  // ── Relative times: keep «in 3 hours» true while the page stays open ────────────────────────────────────────
  // Whole units, cut, in the words of the server.
  const units = [['month', 2592e6, 5184e6], ['day', 864e5], ['hour', 36e5], ['minute', 6e4]];
  const relative = new Intl.RelativeTimeFormat(lang);
  const present = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(0, 'second');
  // The server's clock counts, not the device's: the page says when it was made.
  const made = Date.now();
  const ahead = Number(document.documentElement.dataset.now || made * 1000) / 1000 - made;
  const refresh = () => {
    if (Date.now() - made < 6e4) return;
    const now = Date.now() + ahead;
    for (const el of all('[data-relative]')) {
      const left = Number(el.dataset.relative) / 1000 - now;
      const [unit, size] = units.find(([, ms, from]) => Math.abs(left) >= (from || ms)) || [];
      el.textContent = unit ? relative.format(Math.trunc(left / size), unit) : present;
    }
  };
  setInterval(refresh, 3e4);

  // ── Theme: the same form that works without scripts, without the reload ─────────────────────────────────────
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-theme-form]') || !event.submitter) return;
    event.preventDefault();
    const to = event.submitter.value;
    if (to === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = to;
    for (const button of all('[data-theme-form] button')) {
      if (button.value === to) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
    const body = new URLSearchParams(new FormData(form));
    body.set('to', to);
    fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => {});
  });

  // ── Errors: the summary is read first ───────────────────────────────────────────────────────────────────────
  // «This is needed» says little in a list: there, the label of its field stands before it.
  const errors = () => {
    const summary = document.querySelector('[data-errors]');
    for (const link of summary ? all('a', summary) : []) {
      const field = document.getElementById(link.hash.slice(1));
      const label = (field?.labels?.[0] || field?.querySelector('legend'))?.firstChild?.textContent.trim();
      if (label && !link.textContent.includes(label)) link.prepend(label + summary.dataset.errors);
    }
    return summary;
  };
  errors()?.focus();
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-errors] a');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const inner = field.matches('fieldset') ? field.querySelector('input') : field;
    field.scrollIntoView({ block: 'center' });
    (inner || field).focus({ preventScroll: true });
  });

  // ── Sending: once, and the button says what it does ─────────────────────────────────────────────────────────
  const sending = new WeakSet();
  const saves = new Map();
  const busy = (form, button, on) => {
    if (on) sending.add(form); else sending.delete(form);
    if (!button) return;
    if (on) {
      button.setAttribute('aria-disabled', 'true');
      // As wide as before, so that a second click does not meet the link that stood beside it.
      button.style.minInlineSize = `${button.offsetWidth}px`;
      if (button.dataset.busy) { button.dataset.was = button.textContent; button.textContent = button.dataset.busy; }
    } else {
      button.removeAttribute('aria-disabled');
      if (button.dataset.was) button.textContent = button.dataset.was;
    }
  };
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    // A draft that saves itself at this moment: what is sent after it has seen what it saved.
    if (saves.has(form)) { event.preventDefault(); saves.get(form).then(() => form.requestSubmit(event.submitter)); return; }
    if (sending.has(form)) { event.preventDefault(); return; }
    leaving(form);
    if (form.matches('[data-upload]') && send(form, event.submitter)) event.preventDefault();
    busy(form, event.submitter, true);
  });
  // Back from the history: the page is as it was, so it can be sent again.
  addEventListener('pageshow', (event) => {
    if (event.persisted && document.querySelector('form[data-autosave]') && !guarded.size) { location.reload(); return; }
    if (event.persisted) for (const form of all('form')) all('[aria-disabled]', form).forEach((button) => busy(form, button, false));
  });
  // An Enter that ends a word of an input method sends nothing.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });

  // ── Remarks: a tap on a picture sets the pin, on the form without a new page ────────────────────────────────
  // Thousandths of the picture, as it lies in its box.
  const spot = (svg, event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const { width, height } = svg.viewBox.baseVal;
    const part = (of, all) => (Math.min(Math.max(of / all, 0), 1) * 100).toFixed(1);
    return { left: at.x, top: at.y, x: part(at.x, width), y: part(at.y, height) };
  };
  document.addEventListener('click', (event) => {
    const stage = event.target.closest?.('svg[data-pin-url]');
    if (stage && !event.target.closest('a')) {
      const { x, y } = spot(stage, event);
      location.assign(`${stage.dataset.pinUrl}&x=${x}&y=${y}`);
    }
    const tap = event.target.closest?.('[data-tap] input');
    // Enter on it has no place: then the server says what it makes of it.
    if (!tap || !event.detail) return;
    event.preventDefault();
    const svg = tap.closest('[data-tap]').querySelector('svg');
    const { left, top, x, y } = spot(svg, event);
    svg.querySelector('circle').setAttribute('cx', left);
    svg.querySelector('circle').setAttribute('cy', top);
    svg.removeAttribute('hidden');
    document.getElementById('x').value = x;
    document.getElementById('y').value = y;
  });

  // ── Uploads: XMLHttpRequest, because fetch has no upload progress ────────────────────────────────────────────
  function send(form, submitter) {
    const files = all('input[type=file]', form).flatMap((input) => [...input.files]);
    if (!files.length) return false;
    const box = form.querySelector('[data-progress]');
    const bar = box && box.querySelector('progress');
    const text = box && box.querySelector('[data-progress-text]');
    if (!box || !bar || !text) return false;
    const body = new FormData(form);
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    const request = new XMLHttpRequest();
    const say = (words) => { text.textContent = words; };
    const failed = () => { say(text.dataset.failed); busy(form, submitter, false); guarded.add(form); };
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.floor((event.loaded / event.total) * 100);
      say(event.loaded < event.total ? `${text.dataset.text} ${bar.value}%` : text.dataset.done);
    };
    // The answer is the page that a plain post would have shown, so it is shown as that page.
    request.onload = () => {
      if (request.responseURL && request.status < 400) { location.assign(request.responseURL); return; }
      const page = new DOMParser().parseFromString(request.responseText, 'text/html');
      const main = page.querySelector('main');
      if (!main) { failed(); return; }
      document.title = page.title;
      document.querySelector('main').replaceWith(document.adoptNode(main));
      (errors() || document.querySelector('main')).focus();
    };
    request.onerror = failed;
    request.onabort = failed;
    request.open('POST', (submitter && submitter.hasAttribute('formaction') && submitter.formAction) || form.action);
    request.send(body);
    box.hidden = false;
    say(text.dataset.text);
    return true;
  }
  const list = (input) => {
    const names = input.closest('[data-drop]')?.querySelector('[data-files]');
    if (!names || input.files.length < 2) { if (names) names.replaceChildren(); return; }
    names.replaceChildren(...[...input.files].map((file) => Object.assign(document.createElement('li'), { textContent: file.name })));
  };
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, (event) => {
      const drop = event.target.closest?.('[data-drop]');
      if (!drop) return;
      drop.classList.toggle('over', kind === 'dragover');
      if (kind === 'dragover') event.preventDefault();
      if (kind !== 'drop') return;
      const input = drop.querySelector('input[type=file]');
      if (event.target === input) return;
      event.preventDefault();
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }

  // ── Unsaved words: drafts save themselves, other long forms ask before they are left ─────────────────────────
  const guarded = new Set();
  const leaving = (form) => guarded.delete(form);
  const touched = new Set();
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-guard]');
    if (form) { guarded.add(form); touched.add(form); }
  });
  document.addEventListener('change', (event) => {
    const target = event.target;
    if (target.matches('input[type=file]')) list(target);
    const form = target.closest('form');
    if (form?.matches('[data-autosave]')) save(form);
  });
  addEventListener('beforeunload', (event) => { if (guarded.size) event.preventDefault(); });

  function save(form) {
    if (!touched.has(form) || sending.has(form) || saves.has(form) || stale.has(form)) return;
    saves.set(form, keep(form).finally(() => saves.delete(form)));
  }
  // Somebody else saved meanwhile: nothing is written over, the button shows both versions.
  const stale = new WeakSet();
  async function keep(form) {
    touched.delete(form);
    const note = form.querySelector('[data-saved]');
    const say = (words) => { if (note) note.textContent = words; };
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: 'POST', body: new URLSearchParams(new FormData(form)),
      });
      if (answer.status === 409) {
        stale.add(form);
        note?.classList.add('saved--stale');
        say(note?.dataset.staleText || '');
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const seen = answer.headers.get('x-seen');
      if (seen && form.elements.seen) form.elements.seen.value = seen;
      if (!touched.has(form)) guarded.delete(form);
      const time = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: document.documentElement.dataset.tz || undefined }).format(new Date());
      say(`${note?.dataset.savedText} ${time}`);
    } catch {
      touched.add(form);
      say(note?.dataset.failedText || '');
    }
  }
  const drafts = all('form[data-autosave]');
  if (drafts.length) {
    document.addEventListener('focusout', (event) => { const form = event.target.closest('form[data-autosave]'); if (form) save(form); });
    setInterval(() => drafts.forEach(save), 2e4);
  }

  // ── Rows that come and go: a list of points ─────────────────────────────────────────────────────────────────
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-add-row], [data-remove-row]');
    const list = button?.closest('fieldset').querySelector('[data-rows]');
    if (!list) return;
    event.preventDefault();
    const rows = () => all('[data-row]', list);
    const fresh = (row) => { row.querySelector('input').value = ''; row.querySelector('.error')?.remove(); return row; };
    let to;
    if (button.matches('[data-add-row]')) {
      to = fresh(rows().at(-1).cloneNode(true));
      list.append(to);
      to.querySelector('select').selectedIndex = 0;
    } else {
      const row = button.closest('[data-row]');
      to = row.nextElementSibling || row.previousElementSibling || fresh(row);
      if (to !== row) row.remove();
    }
    rows().forEach((row, index) => {
      for (const el of all('[id]', row)) el.id = el.id.replace(/\d+/, index);
      for (const el of all('[for]', row)) el.htmlFor = el.htmlFor.replace(/\d+/, index);
      for (const el of all('.vh', row)) el.textContent = el.textContent.replace(/\d+/, index + 1);
      row.querySelector('button').value = index;
    });
    to.querySelector('input').focus();
    to.dispatchEvent(new Event('input', { bubbles: true }));
  });

  // ── Bids side by side on a phone: the row of names goes where its answers go ────────────────────────────────
  document.addEventListener('scroll', (event) => {
    const table = event.target.closest?.('.compare table');
    if (table) for (const part of [table.tHead, table.tBodies[0]]) if (part.scrollLeft !== event.target.scrollLeft) part.scrollLeft = event.target.scrollLeft;
  }, true);

  // ── Live: what others do shows without a reload. The stream says that something happened; the page itself is what shows it ──────────────────
  const shown = document.getElementById('live');
  if (document.querySelector('[data-live]') && window.EventSource && window.htmx) {
    const of = (shown && !('news' in shown.dataset) && (shown.dataset.of || location.pathname).split('/').pop()) || '';
    let [stream, last, wanted, looking, closing] = [null, '', '', false, 0];
    const look = async () => {
      if (looking || !wanted) return;
      const all = shown && (wanted === 'page' || 'news' in shown.dataset);
      [looking, wanted] = [true, ''];
      const [target, ...others] = (all ? ['#live', '#bell', '#nav', '#tabbar', '#lead'] : ['#bell', '#nav', '#tabbar']).filter((part) => document.querySelector(part));
      try {
        await htmx.ajax('GET', location.pathname + location.search, { target, select: target, selectOOB: others.join(','), swap: 'outerMorph' });
      } catch { /* the next remark looks again */ }
      setTimeout(() => { looking = false; look(); }, 300);
    };
    const hear = (event) => {
      last = event.lastEventId || last;
      if (wanted !== 'page') wanted = event.type;
      look();
    };
    const open = () => {
      clearTimeout(closing);
      if (stream && stream.readyState < 2) return;
      stream = new EventSource(`/live?${new URLSearchParams({ of, after: last, made: document.documentElement.dataset.now || '' })}`);
      stream.addEventListener('page', hear);
      stream.addEventListener('news', hear);
    };
    const close = () => { stream?.close(); };
    // A page that nobody looks at holds no connection: a browser has six for a whole site. What happened meanwhile is told when it is looked at again.
    document.addEventListener('visibilitychange', () => { if (document.hidden) closing = setTimeout(close, 15e3); else open(); });
    addEventListener('pagehide', close);
    addEventListener('pageshow', (event) => { if (event.persisted) open(); });
    if (!document.hidden) open();
  }

  // ── Small things ────────────────────────────────────────────────────────────────────────────────────────────
  for (const button of all('[data-copy]')) if (navigator.clipboard) button.hidden = false;
  document.addEventListener('click', async (event) => {
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      try {
        await navigator.clipboard.writeText(copy.dataset.copy);
        const words = copy.querySelector('.vh');
        const was = words.textContent;
        words.textContent = copy.dataset.copied;
        words.classList.remove('vh');
        setTimeout(() => { words.textContent = was; words.classList.add('vh'); }, 2e3);
      } catch { /* the value is on the page and can be marked by hand */ }
      return;
    }
    const opener = event.target.closest('[data-dialog]');
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal && !event.metaKey && !event.ctrlKey && event.button === 0) { event.preventDefault(); dialog.showModal(); return; }
    for (const menu of all('details[data-menu][open]')) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of all('details[data-menu][open]')) { menu.open = false; menu.querySelector('summary').focus(); }
  });
})();
