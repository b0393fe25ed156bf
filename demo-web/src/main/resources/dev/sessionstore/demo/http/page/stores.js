'use strict';

const GUARANTEES = {
  SHARED: ['shared by nodes', 'Several nodes work on the same sessions'],
  DURABLE: ['survives a restart', 'Sessions outlive the store object'],
  EXPIRED_EVENTS: ['publishes expiry', 'An event for each session that expires'],
  MAY_EVICT: ['may evict', 'A live session may go because the store is full'],
};
const cards = new Map();
const pings = new Map();
let last = null;
let busy = false;

function showStatus(text, problem = false) {
  $('status').textContent = text;
  $('status').classList.toggle('danger', problem);
  $('status').hidden = text === '';
}

function cardOf(name) {
  if (!cards.has(name)) {
    const heading = element('h2', { textContent: name });
    const badge = element('span', { className: 'badge on', textContent: 'in use', hidden: true });
    const ping = element('p', { className: 'ping', textContent: 'not pinged yet' });
    const chips = element('ul', { className: 'chips' });
    chips.setAttribute('aria-label', `What ${name} promises`);
    const button = (text, work) => {
      const made = element('button', { type: 'button', textContent: text, onclick: work });
      made.setAttribute('aria-label', `${text}: ${name}`);
      return made;
    };
    const buttons = {
      ping: button('Ping', () => pingStore(name)),
      switch: button('Switch', () => change('switch', name)),
      move: button('Move', () => change('move', name)),
    };
    const item = element('li', { className: 'card' },
      element('div', { className: 'head' }, heading, badge), ping, chips,
      element('div', { className: 'actions' }, ...Object.values(buttons)));
    cards.set(name, { item, badge, ping, chips, buttons });
  }
  return cards.get(name);
}

/** A few at a time, as many as the demo answers at once. */
const MOST_PINGS = 4;
const queue = [];
let pinging = 0;

async function awaitPermit() {
  if (pinging >= MOST_PINGS) await new Promise(resolve => queue.push(resolve));
  else pinging++;
}

function done() {
  if (queue.length) queue.shift()();
  else pinging--;
}

async function pingStore(name) {
  const { ping, chips, item } = cardOf(name);
  ping.textContent = 'waiting for an answer …';
  await awaitPermit();
  try {
    const seen = await perform('api/stores/ping', { store: name });
    if (seen.problem) throw new Error(seen.problem);
    pings.set(name, seen);
    const sessions = seen.sessions === null ? '' : ` · ${counted(seen.sessions, 'session')}`;
    ping.replaceChildren(element('strong', { textContent: `${seen.millis < 0.01 ? '< 0.01' : seen.millis} ms` }), `${sessions} · expiry to the ${seen.resolutionMillis === 1 ? 'millisecond' : 'second'}`);
    chips.replaceChildren(
      ...seen.guarantees.map(one => element('li', { className: 'promise', textContent: GUARANTEES[one][0], title: GUARANTEES[one][1] })),
      ...seen.abilities.map(one => element('li', { textContent: one })));
    item.classList.remove('away');
  } catch (e) {
    pings.delete(name);
    ping.textContent = `does not answer: ${e.message}`;
    chips.replaceChildren();
    item.classList.add('away');
  } finally {
    done();
  }
}

function showMove(now) {
  const move = now.move;
  $('move').hidden = move === null;
  if (move === null) return;
  $('bar').max = Math.max(1, move.total);
  $('bar').value = now.moving ? move.moved : $('bar').max;
  const refused = move.refused > 0 ? `, ${move.refused.toLocaleString('en')} refused` : '';
  $('moveText').textContent = now.moving
    ? `Moving to ${move.to}: ${move.moved.toLocaleString('en')} of ${counted(move.total, 'session')}${refused}${move.state === 'WAITING' ? ', waiting' : ''}`
    : `Moved ${counted(move.moved, 'session')} from ${move.from} to ${move.to}. Nobody was logged out.`;
  $('problem').textContent = move.problem ?? '';
  $('problem').hidden = !now.moving || move.problem === null;
}

function show(now) {
  const ended = last !== null && last.moving && !now.moving;
  last = now;
  $('inUse').textContent = now.inUse;
  $('remote').hidden = now.mayAct;
  $('fill').querySelector('button').disabled = !now.mayAct;
  for (const store of now.stores) {
    const card = cardOf(store.name);
    if (!card.item.isConnected) {
      $('stores').append(card.item);
      if (now.mayAct) pingStore(store.name);
    }
    card.badge.hidden = !store.inUse;
    card.item.classList.toggle('current', store.inUse);
    card.buttons.ping.disabled = !now.mayAct;
    card.buttons.switch.disabled = !now.mayAct || busy || store.inUse && !now.moving;
    card.buttons.move.disabled = !now.mayAct || busy || store.inUse || now.moving;
  }
  for (const [name, card] of cards) {
    if (!now.stores.some(store => store.name === name)) { card.item.remove(); cards.delete(name); }
  }
  showMove(now);
  if (ended) {
    showStatus('');
    pingStore(now.move.from);
    pingStore(now.move.to);
  }
}

async function look() {
  try {
    show(await read('api/stores'));
  } catch (e) {
    showStatus(`The demo does not answer: ${e.message}`, true);
  }
}

function behind(count) {
  if (count === undefined || count === null) return 'Its sessions stay';
  return count === 1 ? 'Its one session stays' : `Its ${count.toLocaleString('en')} sessions stay`;
}

function confirmed(title, text, yes) {
  $('confirmTitle').textContent = title;
  $('confirmText').textContent = text;
  $('confirmYes').textContent = yes;
  $('confirm').returnValue = 'no';
  $('confirm').showModal();
  return new Promise(resolve => $('confirm').addEventListener('close', () => resolve($('confirm').returnValue === 'yes'), { once: true }));
}

async function agreed(way, name) {
  if (way === 'move') return true;
  await pingStore(last.inUse);
  const sessions = pings.get(last.inUse)?.sessions;
  const moving = last.moving ? 'The move under way ends here: what has not been moved stays behind. ' : '';
  return confirmed(`Switch to ${name}?`,
    `${moving}${behind(sessions)} behind in ${last.inUse}, and who has one begins anew, unless both stores work on the same data. Switch back and they are there again.`,
    'Switch');
}

async function change(way, name) {
  const from = last.inUse;
  if (!await agreed(way, name)) return;
  busy = true;
  showStatus(way === 'move' ? `Opening ${name} …` : `Switching to ${name} …`);
  try {
    const done = await perform(`api/stores/${way}`, { store: name });
    if (way === 'switch') {
      showStatus(done.sameSessions
        ? `Switched to ${name}. It has the same sessions, so nobody was logged out.`
        : `Switched to ${name}. ${behind(done.leftBehind)} behind in ${from}.`);
      pingStore(name);
      if (from !== name) pingStore(from);
    } else {
      showStatus('');
    }
  } catch (e) {
    showStatus(`Nothing has changed. ${e.message}`, true);
  }
  busy = false;
  await look();
}

$('fill').addEventListener('submit', async event => {
  event.preventDefault();
  try {
    const { added } = await perform('api/stores/fill', { sessions: Number($('sessions').value) });
    showStatus(`Added ${counted(added, 'session')} to ${last.inUse}.`);
    pingStore(last.inUse);
  } catch (e) {
    showStatus(e.message, true);
  }
});

whileVisible(look, 3000);
setInterval(() => { if (last?.moving && !document.hidden) look(); }, 250);
