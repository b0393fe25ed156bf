'use strict';

const $ = id => document.getElementById(id);

/** An element with properties and children; texts are always texts, never markup. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function answerOf(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `Error ${response.status}`);
  return body;
}

const read = path => fetch(path, { cache: 'no-store' }).then(answerOf);

/** Does something to the demo itself: only from its own pages, which the header proves. */
const perform = (path, inputs = {}) => fetch(path, {
  method: 'POST',
  cache: 'no-store',
  headers: { 'Content-Type': 'application/json', 'X-Session-Store-Page': '1' },
  body: JSON.stringify(inputs),
}).then(answerOf);

const counted = (number, singular) => `${number.toLocaleString('en')} ${singular}${number === 1 ? '' : 's'}`;

/** Calls a function at once, then again and again while somebody looks. */
function whileVisible(work, everyMillis) {
  const run = () => { if (!document.hidden) work(); };
  run();
  setInterval(run, everyMillis);
  document.addEventListener('visibilitychange', run);
}

/** Listens to the store while somebody looks: a browser has few connections to one host. */
function listen(onEvent, onState, onDropped = () => {}, onMissed = () => {}) {
  let source = null;
  let hiddenSince = null;
  const change = () => {
    if (document.hidden) {
      source?.close();
      source = null;
      hiddenSince ??= new Date();
      onState('paused');
    } else if (source === null) {
      if (hiddenSince !== null) onMissed(hiddenSince);
      hiddenSince = null;
      source = new EventSource('api/events');
      source.onopen = () => onState('live');
      source.onerror = () => onState(source?.readyState === EventSource.CLOSED ? 'not available' : 'connecting');
      source.onmessage = message => onEvent(JSON.parse(message.data));
      source.addEventListener('dropped', message => onDropped(Number(message.data)));
    }
  };
  document.addEventListener('visibilitychange', change);
  window.addEventListener('pagehide', () => source?.close());
  change();
}
