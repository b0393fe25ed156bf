'use strict';

const NUMBERS = ['rounds', 'seconds', 'warmup', 'sessions', 'payload', 'attributes'];
const PHASES = { OPENING: 'connecting', FILLING: 'creating sessions', WARMUP: 'warming up' };
const compactly = new Intl.NumberFormat('en', { notation: 'compact' });
const powersOfTen = axis => { axis.ticks = axis.ticks.filter(tick => Math.abs(Math.log10(tick.value) % 1) < 1e-9); };
const darkness = matchMedia('(prefers-color-scheme: dark)');
let run = null;
let points = [];
let targets = [];
let charts = [];
let shown = null;
let loading = false;
let begun = null;

function showStatus(text, problem = false) {
  $('status').textContent = text;
  $('status').classList.toggle('danger', problem);
  $('status').hidden = text === '';
}

function time(millis) {
  const seconds = Math.ceil(millis / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const chosen = () => [...document.querySelectorAll('#stores input:checked')].map(box => box.value);

function offer(stores) {
  const boxes = [...document.querySelectorAll('#stores input')];
  if (stores.length === boxes.length && stores.every((store, i) => boxes[i].value === store)) return;
  const unchecked = new Set(boxes.filter(box => !box.checked).map(box => box.value));
  $('stores').replaceChildren(...stores.map(store => {
    const box = element('input', { type: 'checkbox', value: store, checked: !unchecked.has(store) });
    return element('label', {}, box, ` ${store}`);
  }));
  estimate();
}

function estimate() {
  const counts = $('threads').value.split(',').length;
  const iterations = chosen().length * 2 * counts;
  const millis = iterations * (Number($('rounds').value) * Number($('seconds').value) + Number($('warmup').value)) * 1000;
  $('estimate').textContent = iterations ? `Takes about ${time(millis)}: each store and its baseline are measured in alternation.` : 'Choose a store.';
}

/** Lines over time, one for each target; an iteration is one piece of its line. */
function liveChart(canvas, columns) {
  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colors = [1, 2, 3, 4, 5, 6, 7, 8].map(i => style(`--series-${i}`));
  const axis = { grid: { color: style('--line') }, ticks: { color: style('--text') } };
  const chart = new Chart(canvas, {
    type: 'line',
    data: {
      datasets: columns.flatMap((column, n) => targets.map((label, i) => ({
        label,
        column,
        lastTurn: null,
        data: [],
        borderColor: colors[i % colors.length],
        backgroundColor: colors[i % colors.length],
        borderDash: n === 0 ? [] : [4, 4],
        borderWidth: 2,
        pointRadius: 2,
      }))),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      spanGaps: false,
      scales: {
        x: { ...axis, type: 'linear', title: { display: true, text: 's', color: style('--quiet') } },
        y: { ...axis, type: 'logarithmic', ticks: { ...axis.ticks, callback: value => compactly.format(value) }, afterBuildTicks: powersOfTen },
      },
      plugins: { legend: { labels: {
        color: style('--text'),
        boxWidth: 14,
        filter: item => item.datasetIndex < targets.length,
      } } },
    },
  });
  return {
    add(news) {
      for (const point of news) {
        for (const set of chart.data.datasets.filter(one => one.label === point[1])) {
          if (set.lastTurn !== null && set.lastTurn !== point[2]) set.data.push({ x: point[0], y: NaN });
          set.lastTurn = point[2];
          set.data.push({ x: point[0], y: point[set.column] });
        }
      }
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
}

function drawLive() {
  charts.forEach(chart => chart.destroy());
  charts = [liveChart($('liveThroughput'), [3]), liveChart($('liveLatency'), [5, 4])];
  charts.forEach(chart => chart.add(points));
}

function showLive(live) {
  $('live').hidden = false;
  $('bar').value = live.done;
  const phase = PHASES[live.phase] ?? `round ${live.round} of ${live.rounds}`;
  const threads = live.threads === 1 ? '1 thread' : `${live.threads} threads`;
  const errors = live.errors ? `, ${counted(live.errors, 'error')}` : '';
  $('now').textContent = live.cancelling
    ? 'Cancelling …'
    : `${Math.floor(live.done * 100)} %, ${time(live.millisLeft)} left. ${live.target}, ${threads}: ${phase}${errors}`;
  $('cancel').disabled = live.cancelling;
  $('problems').hidden = live.problems.length === 0;
  $('problems').replaceChildren(...live.problems.map(problem => element('li', { textContent: problem })));
  if (run !== live.run) {
    run = live.run;
    points = [];
    targets = live.targets;
    drawLive();
    if (begun === run) {
      $('live').scrollIntoView({ block: 'nearest' });
      $('cancel').focus({ preventScroll: true });
    }
  }
  points.push(...live.points);
  charts.forEach(chart => chart.add(live.points));
}

function lineOf(one) {
  const what = `${one.workload}, ${one.level}, ${one.threads.join(', ')} threads`;
  const state = one.complete ? '' : `${one.cancelled ? ', cancelled' : ''}${one.results ? ', not complete' : ', no results'}`;
  const item = element('li', {},
    element('div', {},
      element('strong', { textContent: `Run ${one.run}` }),
      element('span', { className: 'quiet', textContent: ` ${what}${state}` }),
      element('span', { className: 'quiet stores-of', textContent: one.stores.join(', ') }),
      ...(one.results ? [] : one.problems).map(problem => element('span', { className: 'problem', textContent: problem }))));
  if (one.results) {
    const link = (text, file) => {
      const made = element('a', { textContent: text, href: `api/bench/${file}?run=${one.run}` });
      made.setAttribute('aria-label', `${text} of run ${one.run}`);
      return made;
    };
    const button = element('button', { type: 'button', textContent: 'Show', onclick: () => showRun(one.run) });
    button.setAttribute('aria-label', `Show run ${one.run}`);
    button.setAttribute('aria-pressed', String(shown === one.run));
    item.append(element('div', { className: 'actions' }, button, link('JSON', 'results.json'), link('CSV', 'results.csv'), link('Report', 'report.html')));
  }
  return item;
}

function showRuns(runs) {
  $('earlier').hidden = runs.length === 0;
  const key = JSON.stringify([runs, shown]);
  if ($('runs').dataset.key === key) return;
  $('runs').dataset.key = key;
  $('runs').replaceChildren(...runs.map(lineOf));
}

async function showRun(number) {
  try {
    const results = await read(`api/bench/results.json?run=${number}`);
    shown = number;
    showResults($('results'), results);
    await look();
  } catch (e) {
    showStatus(e.message, true);
  }
}

function ended(now) {
  const last = now.runs.find(one => one.run === (begun ?? run));
  run = begun = null;
  const focused = [$('cancel'), document.body].includes(document.activeElement);
  $('live').hidden = true;
  if (focused) $('start').focus({ preventScroll: true });
  if (last?.results) {
    showStatus(last.complete ? `Run ${last.run} is complete.` : `Run ${last.run} is not complete; what it has measured is below.`);
    showRun(last.run);
  } else if (last?.cancelled) {
    showStatus(`Run ${last.run} was cancelled before a round was finished.`);
  } else {
    showStatus(`Run ${last?.run ?? ''} has no results. ${last?.problems.join(' ') ?? ''}`, true);
  }
}

async function look() {
  if (loading) return;
  loading = true;
  try {
    const now = await read(`api/bench?run=${run ?? 0}&since=${points.length}`);
    $('remote').hidden = now.mayAct;
    $('start').disabled = !now.mayAct || now.live !== null;
    offer(now.stores);
    if (now.live) showLive(now.live);
    else if (run !== null || now.runs.some(one => one.run === begun)) ended(now);
    else if (shown === null && now.runs.some(one => one.results)) {
      shown = 0;
      showRun(now.runs.find(one => one.results).run);
    }
    showRuns(now.runs);
  } catch (e) {
    showStatus(`The demo does not answer: ${e.message}`, true);
  } finally {
    loading = false;
  }
}

$('plan').addEventListener('submit', async event => {
  event.preventDefault();
  const plan = { stores: chosen(), level: $('level').value, workload: $('workload').value, threads: $('threads').value, rate: Number($('rate').value) };
  for (const name of NUMBERS) plan[name] = Number($(name).value);
  $('start').disabled = true;
  try {
    ({ run: begun } = await perform('api/bench/start', plan));
    showStatus('');
    await look();
  } catch (e) {
    showStatus(e.message, true);
    $('start').disabled = false;
  }
});
$('plan').addEventListener('input', estimate);
$('cancel').addEventListener('click', async () => {
  try {
    await perform('api/bench/cancel');
    await look();
  } catch (e) {
    showStatus(e.message, true);
  }
});
darkness.addEventListener('change', () => { if (run !== null) drawLive(); });

estimate();
whileVisible(look, 3000);
setInterval(() => { if (run !== null && !document.hidden) look(); }, 500);
