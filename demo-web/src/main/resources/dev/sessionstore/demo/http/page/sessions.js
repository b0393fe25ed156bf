'use strict';

const rows = new Map();
let user = null;
let saidLogout = false;
let ending = null;

function showStatus(text, problem = false) {
  $('status').textContent = text;
  $('status').classList.toggle('danger', problem);
  $('status').hidden = text === '';
}

const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const shownTime = instant => instant === null ? 'not recorded' : time.format(new Date(instant));

function fact(name) {
  const value = element('dd');
  return { line: element('div', {}, element('dt', { textContent: name }), value), value };
}

function rowOf(id) {
  if (!rows.has(id)) {
    const device = element('h3');
    const here = element('span', { className: 'badge own', textContent: 'this device', hidden: true });
    const began = fact('Logged in');
    const expires = fact('Expires');
    const shownId = fact('Session');
    shownId.value.append(element('code', { textContent: `${id.slice(0, 8)}…` }));
    const button = element('button', { type: 'button', textContent: 'Log out', onclick: () => end(id) });
    const item = element('li', {},
      element('div', {},
        element('div', { className: 'head' }, device, here),
        element('dl', { className: 'facts' }, began.line, expires.line, shownId.line)),
      button);
    rows.set(id, { item, device, here, began: began.value, expires: expires.value, button });
  }
  return rows.get(id);
}

function showRow(session) {
  const row = rowOf(session.id);
  const device = session.device ?? 'Unknown device';
  row.device.textContent = device;
  row.here.hidden = !session.current;
  row.item.classList.toggle('current', session.current);
  row.began.textContent = shownTime(session.beganAt);
  row.expires.textContent = session.expiresAt === null ? 'not known to this store' : shownTime(session.expiresAt);
  row.button.setAttribute('aria-label', `Log out ${device}, ${session.id.slice(0, 8)}${session.current ? ', this device' : ''}`);
  return row.item;
}

function showSessions(sessions) {
  const items = sessions.map(showRow);
  const shown = [...$('sessions').children];
  if (items.length !== shown.length || items.some((item, index) => item !== shown[index])) $('sessions').replaceChildren(...items);
  const ids = new Set(sessions.map(session => session.id));
  for (const id of rows.keys()) if (!ids.has(id)) rows.delete(id);
  $('endOthers').disabled = sessions.every(session => session.current);
}

/** Is told when this session ends, also when another device ends it: the page then shows it at once. */
function waitForEnd(loggedIn) {
  if (loggedIn && ending === null) {
    ending = new EventSource('api/events');
    ending.addEventListener('ended', () => {
      waitForEnd(false);
      look();
    });
  } else if (!loggedIn) {
    ending?.close();
    ending = null;
  }
}

function limitText(limit) {
  if (limit === null) return '';
  return `At most ${counted(limit.max, 'session')} of one user: ${limit.refuses ? 'one more login is refused' : 'with one more login the oldest ends'}.`;
}

function show(seen) {
  if (user !== null && seen.user === null && !saidLogout) {
    showStatus('You were logged out: this session was ended from another device, or has expired.', true);
  }
  user = seen.user;
  saidLogout = false;
  waitForEnd(user !== null && !document.hidden);
  $('store').textContent = seen.store;
  $('login').hidden = user !== null;
  $('mine').hidden = user === null;
  $('user').textContent = user ?? '';
  $('noIndex').hidden = seen.indexed;
  $('indexed').hidden = !seen.indexed;
  $('logout').hidden = seen.indexed;
  $('indexing').hidden = !seen.indexing;
  $('limit').textContent = limitText(seen.limit);
  showSessions(seen.sessions ?? []);
}

async function look() {
  try {
    show(await read('api/sessions'));
  } catch (e) {
    showStatus(`The sessions are not known now: ${e.message}`, true);
  }
}

async function act(path, inputs, text) {
  try {
    const answer = await perform(path, inputs);
    showStatus(text(answer));
    return true;
  } catch (e) {
    showStatus(e.message, true);
    return false;
  } finally {
    await look();
  }
}

const loggedOut = number => `${counted(number, 'session')} logged out.`;

async function leave(path, inputs, text) {
  saidLogout = true;
  await act(path, inputs, text);
}

function end(id) {
  const here = rows.get(id).here.hidden === false;
  const text = answer => answer.ended === 0 ? 'That session had ended already.' : loggedOut(answer.ended);
  return here ? leave('logout', {}, () => 'You are logged out.') : act('sessions/end', { id }, text);
}

$('loginForm').addEventListener('submit', async event => {
  event.preventDefault();
  if (await act('login', { name: $('name').value }, () => '')) $('name').value = '';
});
$('logout').addEventListener('click', () => leave('logout', {}, () => 'You are logged out.'));
$('endOthers').addEventListener('click', () => act('sessions/end-others', {}, answer => loggedOut(answer.ended)));
$('endAll').addEventListener('click', () => leave('sessions/end-all', {}, answer => `${loggedOut(answer.ended)} You too.`));

window.addEventListener('pagehide', () => waitForEnd(false));
document.addEventListener('visibilitychange', () => { if (document.hidden) waitForEnd(false); });
whileVisible(look, 2000);
