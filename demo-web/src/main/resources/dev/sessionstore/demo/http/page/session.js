'use strict';

const MOST_EVENTS = 60;
const shown = value => typeof value === 'string' ? value : JSON.stringify(value);
let deadline = null;
let lifetime = null;
let mine = null;
let seenBefore = null;
let looking = null;

function row(list, name, value) {
  list.append(element('div', {},
    element('dt', { textContent: name }),
    element('dd', { textContent: value })));
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

/** As the server shortens the id of an event, so that one's own are known. */
const shorten = sid => `${sid.slice(0, Math.min(4, Math.floor(sid.length / 4)))}…(${sid.length})`;

function showNodes(seen) {
  if (seen.nodes.length < 2) return;
  $('nodes').replaceChildren(`Answered by node ${seen.node} of ${seen.nodes.length}. The same session on `);
  seen.nodes.forEach((port, index) => {
    if (index + 1 === seen.node) return;
    const href = `${location.protocol}//${location.hostname}:${port}/`;
    $('nodes').append(element('a', { href, textContent: `node ${index + 1}` }), ' ');
  });
}

function showSession(seen) {
  const { cookie, ...attributes } = seen.session;
  $('sid').textContent = seen.sid;
  lifetime = cookie.originalMaxAge ?? null;
  for (const [name, value] of Object.entries(cookie)) row($('cookie'), name, shown(value));
  for (const [name, value] of Object.entries(attributes)) {
    const line = $('attributes').insertRow();
    line.append(element('th', { scope: 'row', textContent: name }));
    line.insertCell().append(element('code', { textContent: JSON.stringify(value) }));
  }
  if (!$('attributes').rows.length) $('attributes').insertRow().insertCell().textContent = 'none';
}

function show(seen) {
  deadline = seen.millisLeft === null ? null : performance.now() + seen.millisLeft;
  mine = seen.sid === null ? null : shorten(seen.sid);
  const { millisLeft, expiresAt, ...rest } = seen;
  const text = JSON.stringify(rest);
  if (text !== seenBefore) {
    seenBefore = text;
    $('store').textContent = seen.store;
    $('unknown').hidden = true;
    $('none').hidden = seen.session !== null;
    $('some').hidden = seen.session === null;
    $('record').textContent = seen.record ?? '';
    $('header').textContent = seen.cookieHeader ?? '';
    $('cookie').replaceChildren();
    $('attributes').replaceChildren();
    row($('cookie'), 'Name', seen.cookieName);
    showNodes(seen);
    if (seen.session !== null) showSession(seen);
  }
  if (deadline === null) $('left').textContent = 'not known to this store';
  tick();
}

async function look() {
  if (looking !== null) return looking;
  looking = read('inspect').then(show, e => {
    deadline = null;
    seenBefore = null;
    $('unknown').hidden = !$('some').hidden;
    $('none').hidden = true;
    $('left').textContent = `unknown: ${e.message}`;
    $('store').textContent = `a store that does not answer now (${e.message})`;
  }).finally(() => { looking = null; });
  return looking;
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
  await looking;
  await look();
}

const EVENT_TEXTS = {
  Saved: 'was saved', Touched: 'was touched', Destroyed: 'was destroyed', Expired: 'has expired',
  Connected: 'The store answers again', Disconnected: 'The store does not answer',
};

function showEvent(event) {
  const own = event.sid !== undefined && event.sid !== null && event.sid === mine;
  const words = element('span');
  if (event.sid) words.append(element('code', { textContent: event.sid }), ` ${EVENT_TEXTS[event.event]}`);
  else if (event.store) words.append(`${event.event === 'Moving' ? 'Sessions move to' : 'Now in use:'} ${event.store}`);
  else words.append(EVENT_TEXTS[event.event] ?? event.event);
  if (own) words.append(' ', element('span', { className: 'badge own', textContent: 'yours' }));
  addEvent(new Date(event.at), event.event, words);
  if (own || event.store || !event.sid) look();
}

function addEvent(at, kind, words) {
  const time = element('time', { textContent: at.toLocaleTimeString('en-GB'), dateTime: at.toISOString() });
  $('events').prepend(element('li', { className: kind.toLowerCase() }, time, words));
  while ($('events').children.length > MOST_EVENTS) $('events').lastElementChild.remove();
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

whileVisible(look, 3000);
setInterval(tick, 250);
listen(
  showEvent,
  state => { $('live').textContent = state; $('live').classList.toggle('on', state === 'live'); },
  dropped => addEvent(new Date(), 'dropped', element('span', { textContent: `${counted(dropped, 'event')} not shown` })),
  since => addEvent(new Date(), 'dropped', element('span', {
    textContent: `What happened since ${since.toLocaleTimeString('en-GB')} is not shown: this page was hidden` })));
