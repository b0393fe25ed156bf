'use strict';

/** Charts and tables of the results of a bench, in an element: for the report and for the page. */
const showResults = (() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => [1, 2, 3, 4, 5, 6].map(i => color(`--series-${i}`));
  const threadsOf = count => count === 1 ? '1 thread' : `${count} threads`;
  const percent = ratio => `${Math.round(ratio * 100)} %`;

  const compact = new Intl.NumberFormat('en', { notation: 'compact' });
  const powersOfTen = axis => { axis.ticks = axis.ticks.filter(tick => Math.abs(Math.log10(tick.value) % 1) < 1e-9); };

  /** From the power of ten below the least. */
  function logarithmic(values) {
    const positive = values.filter(value => value > 0);
    const least = positive.length ? 10 ** Math.floor(Math.log10(Math.min(...positive) * 0.999)) : 1;
    return { type: 'logarithmic', min: least, afterBuildTicks: powersOfTen };
  }

  function number(value) {
    if (value === null || value === undefined) return '–';
    if (value >= 100 || value === 0) return Math.round(value).toLocaleString('en');
    return value >= 10 ? value.toFixed(1) : value.toFixed(2);
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function table(caption, names, lines) {
    const made = element('table', undefined, 'numbers');
    made.append(element('caption', caption));
    const head = made.createTHead().insertRow();
    for (const name of names) {
      const cell = element('th', name);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = made.createTBody();
    for (const line of lines) {
      const row = body.insertRow();
      line.forEach((value, i) => {
        const cell = i === 0 ? element('th', value) : element('td', value);
        if (i === 0) cell.scope = 'row';
        row.append(cell);
      });
    }
    const frame = element('div', undefined, 'frame');
    frame.tabIndex = 0;
    frame.setAttribute('role', 'region');
    frame.setAttribute('aria-label', `Table: ${caption}`);
    frame.append(made);
    return frame;
  }

  /** Rounds that are too far apart to be trusted. */
  const scatters = spread => spread.max > 2 * spread.min;

  /** From the least to the greatest round, over each bar; never beyond the chart's own area. */
  const whiskers = {
    id: 'whiskers',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales: { x } } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.strokeStyle = color('--text');
      ctx.lineWidth = 1.5;
      chart.data.datasets.forEach((dataset, i) => chart.getDatasetMeta(i).data.forEach((bar, j) => {
        const spread = dataset.spreads?.[j];
        if (!spread || spread.min === spread.max || !chart.isDatasetVisible(i)) return;
        const [from, to] = [x.getPixelForValue(spread.min), x.getPixelForValue(spread.max)];
        ctx.beginPath();
        ctx.moveTo(from, bar.y - 4);
        ctx.lineTo(from, bar.y + 4);
        ctx.moveTo(from, bar.y);
        ctx.lineTo(to, bar.y);
        ctx.moveTo(to, bar.y - 4);
        ctx.lineTo(to, bar.y + 4);
        ctx.stroke();
      }));
      ctx.restore();
    },
  };

  /** Bars to the right: one group for each label, one bar of it for each series. */
  function bars(chart) {
    const axis = { grid: { color: color('--line') }, ticks: { color: color('--text'), callback: value => compact.format(value) } };
    const greatest = Math.max(0, ...chart.series.flatMap(series => series.spreads ?? []).map(spread => spread?.max ?? 0));
    const colors = palette();
    return {
      type: 'bar',
      data: {
        labels: chart.labels,
        datasets: chart.series.map((series, i) => ({ ...series, backgroundColor: colors[i % colors.length], maxBarThickness: 22 })),
      },
      plugins: [whiskers],
      options: {
        indexAxis: 'y',
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: { suggestedMax: greatest, ...axis, ...chart.scale, title: { display: true, text: chart.unit, color: color('--quiet') } },
          y: { ticks: { color: color('--text') }, grid: { display: false } },
        },
        plugins: {
          legend: { display: chart.series.length > 1, labels: { color: color('--text'), boxWidth: 14 } },
        },
      },
    };
  }

  function draw(section, chart) {
    const box = element('div', undefined, 'chart');
    box.style.height = `${90 + chart.labels.length * (14 + 20 * chart.series.length)}px`;
    const canvas = element('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${chart.title}, the same numbers as in the table`);
    box.append(canvas);
    section.append(box);
    let drawn = new Chart(canvas, bars(chart));
    dark.addEventListener('change', () => {
      if (!canvas.isConnected) return;
      drawn.destroy();
      drawn = new Chart(canvas, bars(chart));
    });
  }

  function group(container, title, note) {
    const section = element('section', undefined, 'result');
    section.append(element('h2', title));
    if (note) section.append(element('p', note, 'quiet'));
    container.append(section);
    const pair = element('div', undefined, 'pair');
    section.append(pair);
    return pair;
  }

  /** Series by number of threads. */
  function byThreads(rows, spreadOf) {
    const labels = [...new Set(rows.map(row => row.target))];
    const series = [...new Set(rows.map(row => row.threads))].map(threads => {
      const spreads = labels.map(label => {
        const row = rows.find(one => one.target === label && one.threads === threads);
        return row ? spreadOf(row) : null;
      });
      return { label: threadsOf(threads), data: spreads.map(spread => spread?.median ?? null), spreads };
    });
    return { labels, series };
  }

  function throughput(container, results) {
    const medians = results.rows.map(row => row.throughput.median).filter(median => median > 0);
    const far = Math.max(...medians) > 30 * Math.min(...medians);
    const scale = far ? logarithmic(medians) : { beginAtZero: true };
    const pair = group(container, 'Throughput',
      `The median of the rounds${far ? ', on a logarithmic scale' : ''}; the line over each bar goes from the least to the greatest.`);
    draw(pair, { title: 'Throughput', unit: 'operations per second', scale, ...byThreads(results.rows, row => row.throughput) });
    pair.append(table('Operations per second', ['Store', 'Threads', 'Median', 'Least', 'Greatest', 'Rounds'], results.rows.map(row =>
      [row.target, row.threads, number(row.throughput.median), number(row.throughput.min), number(row.throughput.max),
        scatters(row.throughput) ? 'scatter' : 'steady'])));
  }

  function ratio(container, results) {
    const compared = results.rows.filter(row => row.ratio);
    if (!compared.length) return;
    const baselineOf = row => results.rows.find(one => one.target === row.baseline && one.threads === row.threads);
    const steady = row => ![row.ratio, row.throughput, baselineOf(row)?.throughput].some(spread => spread && scatters(spread));
    const rows = compared.filter(steady);
    const left = compared.length - rows.length;
    const note = (results.settings.rate === null
      ? 'Throughput as a share of the baseline’s, round by round: 100 % is as fast.'
      : 'The baseline’s p99 as a share of the store’s, round by round: 100 % is as quick.')
      + (left ? ` ${left} of ${compared.length} ratios are left out, because the rounds are more than a factor of two apart: the machine was busy with other things. Measure again, longer or when it is quiet.` : '');
    if (!rows.length) {
      group(container, 'Ratio to the baseline', note);
      return;
    }
    const pair = group(container, 'Ratio to the baseline', note);
    const scaled = spread => ({ median: spread.median * 100, min: spread.min * 100, max: spread.max * 100 });
    draw(pair, { title: 'Ratio to the baseline', unit: '% of the baseline', scale: { beginAtZero: true }, ...byThreads(rows, row => scaled(row.ratio)) });
    pair.append(table('Share of the baseline', ['Store', 'Baseline', 'Threads', 'Median', 'Least', 'Greatest'], rows.map(row =>
      [row.target, row.baseline, row.threads, percent(row.ratio.median), percent(row.ratio.min), percent(row.ratio.max)])));
  }

  const PERCENTILES = [['p50', 'p50'], ['p90', 'p90'], ['p99', 'p99'], ['p99.9', 'p999']];

  function latency(container, results, threads) {
    const rows = results.rows.filter(row => row.threads === threads);
    if (!rows.length) return;
    const from = results.settings.rate === null ? '' : ' It begins when an operation should have begun.';
    const pair = group(container, `Latency, ${threadsOf(threads)}`, `The median of the rounds, on a logarithmic scale; max is the longest of all.${from}`);
    draw(pair, {
      title: `Latency with ${threadsOf(threads)}`,
      unit: 'µs',
      scale: logarithmic(rows.flatMap(row => PERCENTILES.map(([, key]) => row[key].median))),
      labels: rows.map(row => row.target),
      series: PERCENTILES.map(([label, key]) => ({ label, data: rows.map(row => row[key].median || null) })),
    });
    pair.append(table('Microseconds', ['Store', ...PERCENTILES.map(([label]) => label), 'Max', 'Errors'], rows.map(row =>
      [row.target, ...PERCENTILES.map(([, key]) => number(row[key].median)), number(row.longest), number(row.errors)])));
  }

  function cost(container, results) {
    const section = element('section', undefined, 'result');
    section.append(element('h2', 'What one operation costs'));
    section.append(element('p', 'Commands, bytes and CPU of the server by its own counters; CPU and heap of the measuring process. A dash is what is not known.', 'quiet'));
    section.append(table('For each operation', ['Store', 'Threads', 'Commands', 'Bytes in', 'Bytes out', 'Server µs', 'JVM µs', 'Heap bytes'],
      results.rows.map(({ target, threads, cost }) => [target, threads, number(cost.commands), number(cost.bytesIn),
        number(cost.bytesOut), number(cost.serverCpuMicros), number(cost.jvmCpuMicros), number(cost.allocatedBytes)])));
    container.append(section);
  }

  function about(container, results) {
    const { settings, machine } = results;
    const loop = settings.rate === null ? 'closed loop' : `open loop, ${settings.rate.toLocaleString('en')} operations/s`;
    const section = element('section', undefined, 'result');
    section.append(element('h2', 'What was measured'));
    const facts = element('dl', undefined, 'facts');
    const servers = [...new Set(results.rows.map(row => row.server).filter(server => server !== null))];
    for (const [name, value] of [
      ['When', new Date(results.date).toLocaleString()],
      ['Workload', `${settings.workload.toLowerCase()}, level ${settings.level}, ${loop}${settings.virtualThreads ? ', virtual threads' : ''}`],
      ['Sessions', `${settings.sessions.toLocaleString('en')} of ${settings.payloadBytes.toLocaleString('en')} bytes in ${settings.attributes} attributes`],
      ['Rounds', `${settings.rounds} of ${settings.durationMillis / 1000} s, after ${settings.warmupMillis / 1000} s of warmup`],
      ['Machine', `${machine.cores} cores${machine.cpu ? `, ${machine.cpu}` : ''}, ${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB, ${machine.os}`],
      ['JDK', `${machine.jdk}, heap ${(machine.heapBytes / 2 ** 30).toFixed(1)} GiB`],
      ['Servers', servers.join(', ') || '–'],
      ['Versions', Object.entries(results.versions).map(([name, version]) => `${name} ${version}`).join(', ')],
    ]) {
      const line = element('div');
      line.append(element('dt', name), element('dd', value));
      facts.append(line);
    }
    section.append(facts);
    container.append(section);
  }

  function troubles(container, results) {
    const lines = results.failures.map(failure => `${failure.target} ${failure.reason}`);
    for (const row of results.rows) {
      const who = `${row.target}, ${threadsOf(row.threads)}`;
      if (row.errors) lines.push(`${who}: ${row.errors.toLocaleString('en')} errors, the first: ${row.firstError}`);
      if (row.unserved) lines.push(`${who}: ${row.unserved.toLocaleString('en')} operations had not begun when the time was over`);
    }
    if (!results.complete) lines.push('Not all stores have done all rounds; what is here is of those that were finished.');
    if (!lines.length) return;
    const section = element('section', undefined, 'result troubles');
    section.append(element('h2', 'What went wrong'));
    const list = element('ul');
    lines.forEach(line => list.append(element('li', line)));
    section.append(list);
    container.append(section);
  }

  return (container, results) => {
    container.replaceChildren();
    troubles(container, results);
    if (results.rows.length) {
      throughput(container, results);
      ratio(container, results);
      results.settings.threads.forEach(threads => latency(container, results, threads));
      cost(container, results);
    }
    about(container, results);
  };
})();
