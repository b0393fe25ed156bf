'use strict';

const $ = id => document.getElementById(id);
const shown = value => typeof value === 'string' ? value : JSON.stringify(value);
let deadline = null;
let lifetime = null;

function row(list, name, value) {
  const line = document.createElement('div');
  line.append(Object.assign(document.createElement('dt'), { textContent: name }));
  line.append(Object.assign(document.createElement('dd'), { textContent: value }));
  list.append(line);
}

function duration(millis) {
  if (millis <= 0) return 'over';
  const seconds = Math.ceil(millis / 1000);
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const words = [];
  let rest = seconds;
  for (const [size, unit] of parts) {
    const amount = Math.floor(rest / size);
    if (amount > 0 && words.length < 2) words.push(`${amount} ${unit}`);
    rest %= size;
  }
  return words.join(' ');
}

function tick() {
  if (deadline === null) return;
  const left = deadline - performance.now();
  $('left').textContent = duration(left);
  $('meter').hidden = !lifetime;
  if (lifetime) $('meter').value = Math.max(0, Math.min(1, left / lifetime));
  if (left <= -1000) { deadline = null; look(); }
}

function show(seen) {
  const session = seen.session;
  $('store').textContent = seen.store;
  $('none').hidden = session !== null;
  $('some').hidden = session === null;
  $('record').textContent = seen.record ?? '';
  $('header').textContent = seen.cookieHeader ?? '';
  $('cookie').replaceChildren();
  row($('cookie'), 'Name', seen.cookieName);
  deadline = seen.millisLeft === null ? null : performance.now() + seen.millisLeft;
  $('left').textContent = seen.millisLeft === null ? 'this store does not tell' : '';
  $('attributes').replaceChildren();
  if (session === null) return;
  $('sid').textContent = seen.sid;
  const { cookie, ...attributes } = session;
  lifetime = cookie.originalMaxAge ?? null;
  for (const [name, value] of Object.entries(cookie)) row($('cookie'), name, shown(value));
  for (const [name, value] of Object.entries(attributes)) {
    const line = $('attributes').insertRow();
    line.insertCell().textContent = name;
    const code = document.createElement('code');
    code.textContent = JSON.stringify(value);
    line.insertCell().append(code);
  }
  if (!$('attributes').rows.length) $('attributes').insertRow().insertCell().textContent = 'none';
  tick();
}

async function look() {
  try {
    const response = await fetch('inspect', { cache: 'no-store' });
    if (!response.ok) throw new Error((await response.json()).error);
    show(await response.json());
  } catch (e) {
    deadline = null;
    $('left').textContent = `unknown: ${e.message}`;
  }
}

async function act(path, options = {}) {
  $('request').textContent = `${options.method ?? 'GET'} ${path}`;
  try {
    const response = await fetch(path.slice(1), { cache: 'no-store', ...options });
    const text = await response.text();
    const to = response.redirected ? `, redirected to ${new URL(response.url).pathname}` : '';
    $('request').textContent += ` → ${response.status}${to}`;
    $('answer').textContent = text;
  } catch (e) {
    $('request').textContent += ' → no answer';
    $('answer').textContent = e.message;
  }
  await look();
}

const encoded = id => encodeURIComponent($(id).value);
const requests = {
  set: () => act(`/session/set/${encoded('value')}`),
  '/session-delete': () => act(`/session-delete?name=${encoded('name')}`),
  '/cookie': () => act(`/cookie?maxAge=${encoded('maxAge')}&value=${encoded('value')}`),
  '/attrs': () => act('/attrs', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: $('json').value }),
};

for (const button of document.querySelectorAll('button[data-path]')) {
  button.addEventListener('click', () => act(button.dataset.path));
}
for (const form of document.forms) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    const to = (event.submitter ?? form.querySelector('button')).dataset.to;
    (requests[to] ?? (() => act(`${to}?value=${encoded('value')}`)))();
  });
}

look();
setInterval(tick, 250);
