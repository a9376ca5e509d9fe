// The explorer: asks the server for what the commands of theory compute, and draws it. The state lives in the address, so that a link shows the same.

import { element, key, number, plot, subscripts } from '/plot.js';

const $ = id => document.getElementById(id);
const defaults = { s: 'gelu', cw: '', cb: '', k1: '', depth: '20', width: '128', rho: '0.5', models: '1000', seed: '1', poly: '3x^4*y - x*y^2 + 7', p: '2', scope: 'box' };
const state = { ...defaults };
let current = null;
let diagram = null;

// Requests: the last one of a kind wins, those before it are given up.
const running = new Map();
async function ask(kind, parameters) {
  running.get(kind)?.abort();
  const control = new AbortController();
  running.set(kind, control);
  const response = await fetch(`/api/${kind}?${new URLSearchParams(parameters)}`, { headers: { 'X-Theory': '1' }, signal: control.signal });
  const answer = await response.json().catch(() => ({ error: `the server answered ${response.status}` }));
  if (!response.ok) throw Object.assign(new Error(answer.error ?? response.statusText), { position: answer.position });
  return answer;
}

function isAbort(error) { return error.name === 'AbortError'; }

function message(error) { return error instanceof TypeError ? 'the server does not answer; is theory serve still running?' : error.message; }

function readAddress() {
  const values = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(defaults)) state[name] = values.get(name) ?? defaults[name];
}

function writeAddress() {
  const values = Object.entries(state).filter(([name, value]) => value !== defaults[name]);
  history.replaceState(null, '', values.length > 0 ? `#${new URLSearchParams(values)}` : location.pathname);
}

function math(text) {
  const template = document.createElement('template');
  template.innerHTML = text;
  return template.content.firstElementChild ?? document.createTextNode('');
}

function node(name, { text, className, ...rest } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  Object.assign(made, rest);
  made.append(...children);
  return made;
}

// Text as the commands print it, set as a page sets it.
const signs = [[/(?<=\d)e\+(?=\d)/g, 'e'], [/(?<=\d)e-(?=\d)/g, 'e−'], [/\bchi_par\b/g, 'χ∥'], [/\bchi_perp\b/g, 'χ⊥'], [/\bxi_par\b/g, 'ξ∥'], [/\bxi_perp\b/g, 'ξ⊥'], [/\bsqrt\((\d+)\)/g, '√$1'], [/\bsqrt\(/g, '√('], [/\bpi\b/g, 'π'], [/\^2\b/g, '²'], [/\^3\b/g, '³'],
  [/>=/g, '≥'], [/<=/g, '≤'], [/''/g, '″'], [/(?<=\b[gs])'/g, '′'], [/\b([ab])1\b/g, '$1₁'], [/(?<=[\d)])\*(?=[\w(√π])/g, '·'], [/(?<=^|[\s(/=])-(?=[\d\s(√π])/g, '−']];

function typeset(text) {
  const set = signs.reduce((t, [from, to]) => t.replace(from, to), text);
  return subscripts(set).map((part, i) => i % 2 ? node('sub', { text: part }) : part);
}

let told;
let pytorch = '';

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    $('copied').textContent = `${what} copied`;
  } catch {
    $('copied').textContent = 'the browser did not allow copying';
  }
  clearTimeout(told);
  told = setTimeout(() => { $('copied').textContent = ''; }, 4000);
}

// The symbols of quantities in running text, where MathML would be too much.
const symbols = { mean: '⟨s⟩', g: 'g', chiParallel: 'χ∥', chiPerp: 'χ⊥', h: 'h', m4: 'm₄', g2: 'g″' };

// The activation.
let complaint;
async function showActivation(keepPoint, patience = 0) {
  const text = state.s;
  clearTimeout(complaint);
  try {
    const answer = await ask('activation', { s: text });
    clearTimeout(complaint);
    $('formula-error').textContent = '';
    current = answer;
    $('copy-python').disabled = answer.pythonDocument === null;
    $('copy-python').title = answer.pythonMissing ?? '';
    document.title = `${answer.activation} – Theory explorer`;
    $('definition').replaceChildren(math(answer.definitionMathml));
    $('smoothness').textContent = smoothness(answer);
    drawCurve(answer.curve);
    showClass(answer);
    showFormulas(answer);
    if (!keepPoint || state.cw === '') Object.assign(state, startOf(answer));
    fillFields();
    writeAddress();
    await Promise.all([showExpectations(), showPhases(), showFlow()]);
  } catch (error) {
    if (isAbort(error)) return;
    const caret = error.position === null || error.position === undefined ? '' : `${text}\n${' '.repeat(error.position)}^\n`;
    // What is being typed is wrong most of the time: it is said when the typing pauses.
    complaint = setTimeout(() => {
      $('formula-error').textContent = caret + message(error);
      if (Number.isInteger(error.position) && document.activeElement !== $('formula')) {
        $('formula').setSelectionRange(error.position, error.position + 1);
      }
    }, patience);
  }
}

// Where no kernel of a network can be computed, the fields still have numbers to change.
function startOf(answer) {
  const { cw, cb, k1 } = answer.start ?? { cw: 1, cb: 0, k1: 1 };
  return { cw: String(cw), cb: String(cb), k1: String(k1) };
}

function smoothness(answer) {
  const points = answer.curve.breakpoints.map(b => number(b)).join(', ');
  return answer.smoothness === null ? 'smooth: analytic or all derivatives continuous'
    : answer.smoothness < 0 ? `jumps at z = ${points}`
    : `${['continuous, with a kink', 'once differentiable', 'twice differentiable'][answer.smoothness] ?? `${answer.smoothness} times differentiable`}; pieces meet at z = ${points}`;
}

function drawCurve(curve) {
  const series = [
    { x: curve.z, y: curve.s, color: 0, name: 's(z)', breaks: [] },
    { x: curve.z, y: curve.slope, color: 1, dash: '6 4', name: 's′(z)', breaks: curve.breakpoints },
  ];
  const finite = [...curve.s, ...curve.slope].filter(Number.isFinite).sort((a, b) => a - b);
  const [low, high] = [finite[Math.floor(0.02 * finite.length)], finite[Math.ceil(0.98 * finite.length) - 1]];
  const margin = 0.08 * (high - low || 1);
  plot($('curve'), { x: { label: 'z', range: [curve.z[0], curve.z.at(-1)] }, y: { label: '', range: [low - margin, high + margin] }, series });
  key($('curve-key'), series);
}

function showClass(answer) {
  $('class-line').replaceChildren(...typeset(answer.classificationLine));
  const points = answer.classification.criticalPoints;
  if (points.length === 0) { $('points').replaceChildren(); return; }
  const rows = points.map(p => node('tr', {},
    node('td', { text: p.everyK ? 'every K' : number(p.K, 6) }), node('td', { text: number(p.cb, 6) }), node('td', { text: number(p.cw, 6) }),
    node('td', { text: p.stability.replaceAll('-', ' ') }),
    node('td', {}, node('button', { type: 'button', text: 'Use', ariaLabel: `use C_W = ${number(p.cw)}, C_b = ${number(p.cb)}`, disabled: p.cb < 0, onclick: () => movePoint(p.cw, p.cb, p.K > 0 ? p.K : 1) }))));
  $('points').replaceChildren(node('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'critical points' }, node('table', {},
    node('thead', {}, node('tr', {}, ...['K*', 'C_b', 'C_W', 'stability', 'start there'].map(text => node('th', { scope: 'col' }, ...typeset(text))))), node('tbody', {}, ...rows))));
}

function showFormulas(answer) {
  $('formulas').replaceChildren(...Object.entries(answer.quantities).map(([name, q]) => {
    const symbol = symbols[name] ?? q.symbol;
    const shown = node('div', { className: 'math', tabIndex: 0, role: 'group', ariaLabel: q.description });
    if (q.equation) shown.append(math(q.equation.slice(q.equation.indexOf('<math'))));
    else shown.textContent = `${symbol}: ${q.reason}`;
    const buttons = node('div', { className: 'buttons' });
    for (const [language, title] of [['text', 'text'], ['latex', 'LaTeX'], ['python', 'Python']]) {
      if (q[language]) buttons.append(node('button', { type: 'button', text: title, ariaLabel: `copy ${symbol} as ${title}`, onclick: () => copy(q[language], `${symbol} as ${title}`) }));
    }
    return node('div', { className: 'row' }, shown, buttons, node('p', { className: 'hint' }, ...typeset(q.condition ? `${q.description}; holds for ${q.condition}` : q.description)));
  }));
}

async function showExpectations() {
  const centre = Number(state.k1) > 0 ? Number(state.k1) : 1;
  const answer = await ask('expectations', { s: state.s, from: centre * 1e-3, to: centre * 1e3 }).catch(failed($('expectations-note')));
  if (!answer) return;
  const shown = Object.entries(current.quantities).map(([name, q], i) => ({ name, symbol: symbols[name] ?? q.symbol, color: i }));
  const K = answer.points.map(p => p.K);
  const dashes = ['none', '9 3', '3 3', '12 3 3 3', '6 2', '2 2', '9 2 2 2'];
  const series = shown.map(q => ({ x: K, y: answer.points.map(p => p[q.name] === null ? null : Math.abs(p[q.name])), color: q.color, dash: dashes[q.color],
    name: answer.points.some(p => p[q.name] < 0) ? `|${q.symbol}|` : q.symbol })).filter(s => s.y.some(v => v > 0));
  plot($('expectations'), { x: { label: 'K', log: true }, y: { label: 'at C_W = 1', log: true, floor: 1e-16 }, series });
  key($('expectations-key'), series);
  const zero = shown.filter(q => answer.points.every(p => p[q.name] === 0)).map(q => q.symbol);
  const none = shown.filter(q => answer.points.every(p => p[q.name] === null)).map(q => q.symbol);
  $('expectations-note').textContent = [zero.length ? `${zero.join(', ')}: 0 at every K` : '', none.length ? `${none.join(', ')}: undefined` : ''].filter(Boolean).join('; ');
}

function failed(place) {
  return error => {
    if (!isAbort(error)) place.textContent = message(error);
    return null;
  };
}

// The phase diagram with its point.
async function showPhases() {
  const slow = setTimeout(() => { $('phase-note').textContent = 'computing …'; }, 300);
  const answer = await ask('phases', { s: state.s, grid: 81 }).catch(error => {
    if (isAbort(error)) return null;
    diagram = null;
    $('phase').replaceChildren();
    $('phase-key').replaceChildren();
    $('phase-note').replaceChildren(...typeset(message(error)));
    return null;
  });
  clearTimeout(slow);
  if (!answer) return;
  diagram = answer;
  $('phase-note').textContent = '';
  drawPhases();
}

const colours = ['ordered', 'chaotic', 'critical', 'diverging', 'undecided'];

function picture(answer) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [answer.cw.length, answer.cb.length];
  const context = canvas.getContext('2d');
  const style = getComputedStyle(document.documentElement);
  answer.phases.forEach((row, j) => row.forEach((phase, i) => {
    context.fillStyle = style.getPropertyValue(`--${phase === 'critical' ? 'ordered' : phase}`);
    context.fillRect(i, answer.cb.length - 1 - j, 1, 1);
  }));
  return canvas.toDataURL();
}

function drawPhases() {
  const { cw, cb } = diagram;
  const svg = $('phase');
  const scales = plot(svg, { x: { label: 'C_W', range: [cw[0], cw.at(-1)] }, y: { label: 'C_b', range: [cb[0], cb.at(-1)] } });
  scales.content.append(element('image', { href: picture(diagram), x: scales.left, y: scales.top, width: scales.right - scales.left, height: scales.bottom - scales.top, preserveAspectRatio: 'none' }));
  const path = segments => segments.map(s => `M${s.map(p => `${scales.x(p.cw).toFixed(2)} ${scales.y(p.cb).toFixed(2)}`).join('L')}`).join('');
  for (const contour of diagram.contours) scales.content.append(element('path', { class: 'contour', d: path(contour.segments) }));
  scales.content.append(element('path', { class: 'edge', d: path(diagram.boundary.segments) }));
  for (const p of diagram.criticalPoints) svg.append(element('circle', { class: 'critical', cx: scales.x(p.cw), cy: scales.y(p.cb), r: 5 }));
  const handle = element('circle', { class: 'handle', r: 9, tabindex: 0, role: 'slider', 'aria-label': 'C_W and C_b of the network', 'aria-valuemin': cw[0], 'aria-valuemax': cw.at(-1) });
  svg.append(handle);
  svg.scales = scales;
  svg.handle = handle;
  placeHandle();
  handle.addEventListener('pointerdown', event => { handle.setPointerCapture(event.pointerId); event.preventDefault(); handle.focus(); });
  handle.addEventListener('pointermove', event => { if (handle.hasPointerCapture(event.pointerId)) drag(event); });
  handle.addEventListener('keydown', event => {
    const step = event.shiftKey ? 10 : 1, dx = (cw.at(-1) - cw[0]) / 200 * step, dy = (cb.at(-1) - cb[0]) / 200 * step;
    const move = { ArrowLeft: [-dx, 0], ArrowRight: [dx, 0], ArrowUp: [0, dy], ArrowDown: [0, -dy] }[event.key];
    if (!move) return;
    event.preventDefault();
    movePoint(Math.max(1e-6, Number(state.cw) + move[0]), Math.max(0, Number(state.cb) + move[1]));
  });
  const present = new Set(diagram.phases.flat());
  const depths = [...new Set(diagram.contours.filter(c => c.segments.length > 0).map(c => Number(Math.abs(c.depth).toPrecision(6))))].sort((a, b) => a - b);
  key($('phase-key'), [
    ...colours.filter(c => c !== 'critical' && present.has(c)).map(c => ({ name: { ordered: 'ordered: inputs become alike', chaotic: 'chaotic: inputs move apart', diverging: 'the kernel grows without bound', undecided: 'undecided' }[c], swatch: c })),
    { name: 'edge of chaos, χ⊥(K*) = 1, and critical points', swatch: 'critical' },
    ...(depths.length > 0 ? [{ name: `thin lines: correlation depth |ξ⊥| = ${depths.join(', ')} layers`, line: true }] : []),
  ]);
}

function drag(event) {
  const svg = $('phase'), { scales } = svg;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const part = (v, a, b) => Math.min(1, Math.max(0, (v - a) / (b - a)));
  const u = part(point.x, scales.left, scales.right), v = part(point.y, scales.bottom, scales.top);
  movePoint(Math.max(1e-6, scales.xs[0] + u * (scales.xs[1] - scales.xs[0])), scales.ys[0] + v * (scales.ys[1] - scales.ys[0]));
}

function placeHandle() {
  const { scales, handle } = $('phase');
  if (!scales || !handle) return;
  const clamp = (v, a, b) => Math.min(Math.max(v, Math.min(a, b)), Math.max(a, b));
  handle.setAttribute('cx', clamp(scales.x(Number(state.cw)), scales.left, scales.right));
  handle.setAttribute('cy', clamp(scales.y(Number(state.cb)), scales.bottom, scales.top));
  handle.setAttribute('aria-valuenow', state.cw);
  handle.setAttribute('aria-valuetext', `C_W = ${number(Number(state.cw))}, C_b = ${number(Number(state.cb))}`);
}

function movePoint(cw, cb, k1) {
  state.cw = String(Number(cw.toPrecision(10)));
  state.cb = String(Number(cb.toPrecision(10)));
  // K(1) = C_b + C_W |x|^2/n_0 is at least C_b.
  if (k1) state.k1 = String(k1);
  if (Number(state.k1) < cb) state.k1 = String(cb);
  fillFields();
  placeHandle();
  changed();
}

// The flow. While a point is dragged only one request is on its way, and the last position follows it.
let busy = false, again = false;
async function showFlow() {
  if (busy) { again = true; return; }
  busy = true;
  do {
    again = false;
    await drawFlow();
  } while (again);
  busy = false;
}

function network() { return { s: state.s, cw: state.cw, cb: state.cb, k1: state.k1, depth: state.depth, width: state.width }; }

function gradientText(growth) {
  return `; |∂L/∂z|² in layer 1 is ${Math.abs(growth - 1) < 5e-4 ? 'that' : `${number(growth, 3)} times that`} in the last layer`;
}

async function drawFlow() {
  const note = $('flow-note');
  note.textContent = '';
  const [flow, pairs] = await Promise.all([ask('flow', network()).catch(failed(note)), ask('correlations', { ...network(), rho: state.rho }).catch(failed(note))]);
  pytorch = flow?.pytorch ?? '';
  if (flow) {
    const layers = flow.layers.filter(l => l.K !== null);
    const x = layers.map(l => l.layer);
    const spread = layers.map(l => Math.sqrt(Math.max(0, l.vertex ?? 0) / Number(state.width)));
    const large = Math.max(...layers.map(l => l.K)) > 30 * Math.min(...layers.map(l => l.K));
    const series = [
      { x, y: layers.map(l => l.K), color: 0, name: 'K', band: [layers.map((l, i) => l.K - spread[i]), layers.map((l, i) => l.K + spread[i])], dots: x.length <= 30 },
      { x, y: layers.map(l => l.metric), color: 1, dash: '6 4', name: 'mean metric, K + G₁/n; band: ± one standard deviation over networks, √(V/n)' },
    ];
    plot($('kernel'), { x: { label: 'layer' }, y: { label: 'kernel', log: large }, series });
    key($('kernel-key'), series);
    const last = layers.at(-1);
    if (last) {
      const gradient = flow.layers[0].gradientGrowth;
      note.textContent = flow.end?.text ?? `In layer ${last.layer}: K = ${number(last.K)}, V/(nK²) = ${number(last.relativeFluctuation, 3)}, χ∥ = ${number(last.chiParallel)}, χ⊥ = ${number(last.chiPerp)}`
        + (gradient === null || gradient === undefined ? '' : gradientText(gradient)) + '.';
    } else note.textContent = flow.end?.text ?? '';
  }
  if (pairs) {
    const x = pairs.correlations.map((_, i) => i + 1);
    const series = [{ x, y: pairs.correlations, color: 2, name: `correlation of two inputs that start at ρ = ${number(Number(state.rho))}, infinite width`, dots: x.length <= 30 }];
    plot($('correlation'), { x: { label: 'layer' }, y: { label: 'ρ', range: [Math.min(-0.05, ...pairs.correlations) - 0.02, 1.04] }, series });
    key($('correlation-key'), series);
    if (pairs.end && !note.textContent) note.textContent = pairs.end;
  }
}

// Sampling.
let drawing = null;
async function draw() {
  drawing?.abort();
  const control = drawing = new AbortController();
  const [verdict, progress] = [$('verdict'), $('progress')];
  verdict.textContent = 'drawing …';
  verdict.className = '';
  $('sample').replaceChildren();
  $('stop').hidden = progress.hidden = false;
  $('draw').disabled = true;
  progress.value = 0;
  try {
    const response = await fetch(`/api/sample?${new URLSearchParams({ ...network(), models: state.models, seed: state.seed })}`, { headers: { 'X-Theory': '1' }, signal: control.signal });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      rest += value;
      const lines = rest.split('\n');
      rest = lines.pop();
      for (const line of lines.filter(Boolean)) sampleLine(JSON.parse(line));
    }
    if (rest) sampleLine(JSON.parse(rest));
  } catch (error) {
    verdict.textContent = isAbort(error) ? 'stopped' : message(error);
  } finally {
    $('stop').hidden = progress.hidden = true;
    $('draw').disabled = false;
  }
}

function sampleLine(line) {
  if (line.error) { $('verdict').textContent = line.error; return; }
  if (line.progress !== undefined) { $('progress').value = line.progress; return; }
  const { result } = line;
  $('verdict').className = result.verdict;
  $('verdict').replaceChildren(...typeset(`${result.verdict.toUpperCase()}: ${result.sentence.replace(/^[A-Z]+: /, '')}`));
  const cells = v => [number(v.theory, 6), number(v.empirical, 6), number(v.standardError, 2), v.zWithNextOrder === null || v.zWithNextOrder === undefined ? '–' : number(v.zWithNextOrder, 2)];
  const names = ['layer', 'K + G₁/n', 'measured', 'std. error', 'sigma', 'V', 'measured', 'std. error', 'sigma'];
  $('sample').replaceChildren(node('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'theory beside measurement' }, node('table', {},
    node('thead', {}, node('tr', {}, ...names.map(text => node('th', { text, scope: 'col' })))),
    node('tbody', {}, ...result.layers.map(l => node('tr', {}, ...[l.layer, ...cells(l.kernel), ...cells(l.vertex)].map(text => node('td', { text: String(text) }))))))));
}

// Polynomials.
let code = '', module = '';
async function build() {
  const [error, note] = [$('polynomial-error'), $('polynomial-note')];
  error.textContent = '';
  try {
    const answer = await ask('polynomial', { polynomial: state.poly, p: state.p, scope: state.scope });
    [code, module] = [answer.code, answer.pytorch];
    $('copy-code').disabled = $('copy-module').disabled = false;
    note.textContent = `${answer.neurons} MRePU units of order ${answer.p} in ${answer.hiddenLayers} hidden layer${answer.hiddenLayers === 1 ? '' : 's'} equal ${answer.polynomial} `
      + `${answer.scope === 'global' ? 'everywhere' : 'where every variable lies in [−1, 1]'}: proven in exact arithmetic. In double precision the error is at most ${number(answer.errorBoundDouble, 2)}.`;
    drawGraph(answer.graph);
  } catch (failure) {
    if (isAbort(failure)) return;
    const caret = Number.isInteger(failure.position) ? `${state.poly}\n${' '.repeat(failure.position)}^\n` : '';
    error.textContent = caret + message(failure);
    note.textContent = '';
    $('graph').setAttribute('hidden', '');
    $('graph-note').textContent = '';
    $('copy-code').disabled = $('copy-module').disabled = true;
  }
}

function drawGraph(graph) {
  const svg = $('graph');
  svg.replaceChildren();
  svg.removeAttribute('hidden');
  const sizes = [graph.inputs.length, ...graph.sizes], last = sizes.length - 1;
  // Of many weights one sees nothing: then a layer is a column, and all weights between two are a band.
  const summary = !graph.layers, tallest = Math.max(...sizes);
  const height = summary ? 220 : Math.max(140, 36 * tallest), width = 180 * sizes.length;
  svg.setAttribute('viewBox', `0 0 ${width} ${height + 30}`);
  const x = layer => 90 + 180 * layer;
  if (summary) {
    const half = layer => 12 + (height / 2 - 22) * sizes[layer] / tallest;
    graph.weights.forEach((count, l) => {
      svg.append(element('path', { class: 'band-of-weights', d: `M${x(l)} ${height / 2 - half(l)}L${x(l + 1)} ${height / 2 - half(l + 1)}V${height / 2 + half(l + 1)}L${x(l)} ${height / 2 + half(l)}Z` }));
      svg.append(element('text', { x: (x(l) + x(l + 1)) / 2, y: height / 2 + 4, 'text-anchor': 'middle' }, `${count} weights`));
    });
    sizes.forEach((size, l) => svg.append(element('rect', { class: 'unit', x: x(l) - 9, y: height / 2 - half(l), width: 18, height: 2 * half(l), rx: 9 })));
  } else {
    const at = (layer, i) => [x(layer), (i + 0.5) * height / sizes[layer]];
    graph.layers.forEach((weights, l) => weights.forEach(([target, source, weight]) => {
      const [[x1, y1], [x2, y2]] = [at(l, source), at(l + 1, target)];
      const wire = element('line', { class: weight.startsWith('-') ? 'wire negative' : 'wire', x1, y1, x2, y2, 'stroke-width': 1.4 });
      wire.append(element('title', {}, `weight ${weight}`));
      svg.append(wire);
    }));
    sizes.forEach((size, l) => {
      for (let i = 0; i < size; i++) {
        const [cx, cy] = at(l, i);
        const unit = element('circle', { class: 'unit', cx, cy, r: 10 });
        unit.append(element('title', {}, l === 0 ? graph.inputs[i] : `bias ${graph.biases[l - 1][i]}`));
        svg.append(unit);
        if (l === 0) svg.append(element('text', { x: cx - 18, y: cy + 4, 'text-anchor': 'end' }, graph.inputs[i]));
        if (l === last && size > 1) svg.append(element('text', { x: cx + 18, y: cy + 4 }, String(i + 1)));
      }
    });
  }
  sizes.forEach((size, l) => {
    const name = l === 0 ? summary ? `inputs ${graph.inputs.join(', ')}` : 'inputs' : l === last ? size > 1 ? 'outputs' : 'output' : `hidden layer ${l}`;
    svg.append(element('text', { x: x(l), y: height + 22, 'text-anchor': 'middle' }, summary && l > 0 && size > 1 ? `${name}: ${size}` : name));
  });
  $('graph-note').textContent = summary ? 'Too many weights to be told apart in a picture; the code has all of them.' : 'Dashed: negative weights. Hover over a connection for its exact weight, over a unit for its bias.';
}

// Fields.
function fillFields() {
  if (document.activeElement !== $('formula')) $('formula').value = state.s;
  for (const name of ['cw', 'cb', 'k1']) if (document.activeElement !== $(name)) $(name).value = Number(Number(state[name]).toPrecision(8));
  $('depth').value = state.depth;
  $('depth-value').textContent = state.depth;
  $('width').value = Math.log2(Number(state.width));
  $('width-value').textContent = state.width;
  $('rho').value = state.rho;
  $('rho-value').textContent = Number(state.rho).toFixed(2);
  $('models').value = state.models;
  $('seed').value = state.seed;
  $('polynomial').value = state.poly;
  $('p').value = state.p;
  $('scope').value = state.scope;
}

function changed() {
  writeAddress();
  showFlow();
}

function connect() {
  let typing;
  $('formula').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => { state.s = $('formula').value; showActivation(false, 400); }, 30);
  });
  $('formula-form').addEventListener('submit', event => { event.preventDefault(); clearTimeout(typing); state.s = $('formula').value; showActivation(false); });
  for (const name of ['cw', 'cb', 'k1']) {
    $(name).addEventListener('input', () => { state[name] = $(name).value; placeHandle(); changed(); });
  }
  $('depth').addEventListener('input', () => { state.depth = $('depth').value; fillFields(); changed(); });
  $('width').addEventListener('input', () => { state.width = String(Math.round(2 ** $('width').value)); fillFields(); changed(); });
  $('rho').addEventListener('input', () => { state.rho = $('rho').value; fillFields(); changed(); });
  for (const name of ['models', 'seed', 'p', 'scope']) $(name).addEventListener('input', () => { state[name] = $(name).value; writeAddress(); });
  $('polynomial').addEventListener('input', () => { state.poly = $('polynomial').value; writeAddress(); });
  $('polynomial-form').addEventListener('submit', event => { event.preventDefault(); build(); });
  $('draw').addEventListener('click', draw);
  $('stop').addEventListener('click', () => drawing?.abort());
  $('copy-link').addEventListener('click', () => copy(location.href, 'Link'));
  $('copy-latex').addEventListener('click', () => current && copy(current.latexDocument, 'LaTeX'));
  $('copy-python').addEventListener('click', () => current && copy(current.pythonDocument, 'Python'));
  $('copy-pytorch').addEventListener('click', () => pytorch && copy(pytorch, 'PyTorch'));
  $('copy-code').addEventListener('click', () => copy(code, 'C#'));
  $('copy-module').addEventListener('click', () => copy(module, 'PyTorch'));
  addEventListener('hashchange', () => { readAddress(); showActivation(true); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => diagram && drawPhases());
}

$('known').append(...['relu', 'leaky_relu(0.01)', 'gelu', 'swish', 'tanh', 'sigmoid', 'softplus', 'elu', 'selu', 'mish', 'erf', 'sin(z)', 'mrepu:2', 'repu:2', 'z*max(0,z+1)^2'].map(value => node('option', { value })));
readAddress();
connect();
fillFields();
showActivation(state.cw !== '');
build();
