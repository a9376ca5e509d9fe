// Figures as SVG: axes with decimal or logarithmic ticks, lines, bands. Colours come from the style sheet, so that they follow light and dark.

const NS = 'http://www.w3.org/2000/svg';
const WIDTH = 560, HEIGHT = 330, LEFT = 66, RIGHT = 14, TOP = 12, BOTTOM = 46;

export function element(name, attributes = {}, text) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/** Text whose C_W and C_b have subscripts: as parts, of which every second one is a subscript. */
export function subscripts(text) { return text.split(/(?<=\bC)_([Wb])\b/); }

function labelled(node, text) {
  const size = 10;
  subscripts(text).forEach((part, i, parts) => {
    if (part) node.append(element('tspan', i % 2 ? { dy: 4, 'font-size': `${size}px` } : i > 0 && parts[i - 1] ? { dy: -4 } : {}, part));
  });
  return node;
}

export function number(value, digits = 4) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1e-3 && size < 1e5 ? Number(value.toPrecision(digits)).toString() : value.toExponential(digits - 1).replace(/\.?0+e/, 'e').replace('e+', 'e');
  return text.replace('-', '−').replace('e-', 'e−');
}

function linearTicks(from, to) {
  const rough = (to - from) / 5, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find(m => m * power >= rough) * power;
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) ticks.push(i * step);
  return ticks.map(t => [t, number(Math.abs(t) < 1e-9 * step ? 0 : Number(t.toPrecision(12)), 6)]);
}

function logTicks(from, to) {
  const first = Math.ceil(Math.log10(from) - 1e-9), last = Math.floor(Math.log10(to) + 1e-9);
  if (last - first < 1) return linearTicks(from, to);
  const every = Math.max(1, Math.ceil((last - first) / 6)), ticks = [];
  for (let i = first; i <= last; i++) if ((i - first) % every === 0) ticks.push([10 ** i, i === 0 ? '1' : i === 1 ? '10' : null, i]);
  return ticks;
}

function range(values, log, wanted, floor) {
  let finite = values.filter(v => v !== null && Number.isFinite(v) && (!log || v > 0));
  if (wanted) finite = finite.concat(wanted.filter(v => v !== undefined && (!log || v > 0)));
  if (finite.length === 0) return log ? [0.1, 10] : [0, 1];
  let from = Math.min(...finite), to = Math.max(...finite);
  if (log) {
    from = Math.max(from, to * (floor ?? 0));
    return to / from < 1.02 ? [from / 1.5, to * 1.5] : [from / (to / from) ** 0.04, to * (to / from) ** 0.04];
  }
  if (to - from <= 1e-9 * Math.max(Math.abs(to), Math.abs(from))) { const d = Math.abs(to) > 0 ? 0.1 * Math.abs(to) : 1; from -= d; to += d; }
  const margin = 0.04 * (to - from);
  return [from - margin, to + margin];
}

/**
 * Draws into an svg element and returns the scales.
 * A floor is the least value shown on a logarithmic axis, as a share of the largest: a curve that underflows would leave no room for the rest.
 * spec: {x: {label, log, range}, y: {label, log, range, include, floor}, series: [{x, y, color, dash, name, band: [low, high]}]}
 */
export function plot(svg, spec) {
  svg.replaceChildren();
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  const series = spec.series ?? [];
  const xs = spec.x.range ?? range(series.flatMap(s => s.x), spec.x.log);
  const ys = spec.y.range ?? range(series.flatMap(s => [...s.y, ...(s.band ? s.band.flat() : [])]), spec.y.log, spec.y.include, spec.y.floor);
  const scale = (log, [from, to], a, b) => log
    ? v => a + (b - a) * (Math.log(v) - Math.log(from)) / (Math.log(to) - Math.log(from))
    : v => a + (b - a) * (v - from) / (to - from);
  const x = scale(spec.x.log, xs, LEFT, WIDTH - RIGHT), y = scale(spec.y.log, ys, HEIGHT - BOTTOM, TOP);
  const inside = v => Math.max(-1e4, Math.min(1e4, v));
  const power = (node, exponent) => {
    node.append('10');
    node.append(element('tspan', { dy: -5, 'font-size': '10px' }, String(exponent).replace('-', '−')));
  };
  for (const [value, text, exponent] of spec.x.ticks ?? (spec.x.log ? logTicks(...xs) : linearTicks(...xs))) {
    svg.append(element('path', { class: 'grid', d: `M${x(value)} ${TOP}V${HEIGHT - BOTTOM}` }));
    const label = element('text', { x: x(value), y: HEIGHT - BOTTOM + 17, 'text-anchor': 'middle' }, text ?? '');
    if (text === null) power(label, exponent);
    svg.append(label);
  }
  for (const [value, text, exponent] of spec.y.log ? logTicks(...ys) : linearTicks(...ys)) {
    svg.append(element('path', { class: 'grid', d: `M${LEFT} ${y(value)}H${WIDTH - RIGHT}` }));
    const label = element('text', { x: LEFT - 7, y: y(value) + 4, 'text-anchor': 'end' }, text ?? '');
    if (text === null) power(label, exponent);
    svg.append(label);
  }
  const content = element('g');
  svg.append(content);
  svg.append(element('rect', { class: 'axis', x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM }));
  svg.append(labelled(element('text', { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 8, 'text-anchor': 'middle' }), spec.x.label));
  svg.append(labelled(element('text', { transform: `translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`, 'text-anchor': 'middle' }), spec.y.label));
  const clip = `clip-${svg.id}`;
  const box = element('clipPath', { id: clip });
  box.append(element('rect', { x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM }));
  svg.append(box);
  content.setAttribute('clip-path', `url(#${clip})`);
  const usable = (v, log) => v !== null && Number.isFinite(v) && (!log || v > 0);
  for (const s of series) {
    if (s.band) {
      const points = s.x.map((v, i) => [x(v), s.band[0][i], s.band[1][i]]).filter(p => usable(p[1], false) && usable(p[2], spec.y.log));
      const low = p => inside(spec.y.log && p <= 0 ? HEIGHT : y(p));
      if (points.length > 1) {
        const d = `M${points.map(p => `${p[0]} ${inside(y(p[2]))}`).join('L')}L${points.reverse().map(p => `${p[0]} ${low(p[1])}`).join('L')}Z`;
        content.append(element('path', { class: 'band', d, fill: `var(--c${s.color})` }));
      }
    }
    let d = '', drawing = false;
    s.x.forEach((v, i) => {
      const ok = usable(v, spec.x.log) && usable(s.y[i], spec.y.log) && !(s.breaks ?? []).some(b => i > 0 && s.x[i - 1] < b && b <= v);
      const exists = usable(v, spec.x.log) && usable(s.y[i], spec.y.log);
      if (exists) d += `${drawing && ok ? 'L' : 'M'}${x(v).toFixed(2)} ${inside(y(s.y[i])).toFixed(2)}`;
      drawing = exists;
    });
    content.append(element('path', { class: 'line', d, stroke: `var(--c${s.color})`, 'stroke-dasharray': s.dash ?? 'none' }));
    if (s.dots) s.x.forEach((v, i) => { if (usable(s.y[i], spec.y.log)) content.append(element('circle', { cx: x(v), cy: y(s.y[i]), r: 3, fill: `var(--c${s.color})` })); });
  }
  return { x, y, xs, ys, content, left: LEFT, right: WIDTH - RIGHT, top: TOP, bottom: HEIGHT - BOTTOM, width: WIDTH, height: HEIGHT };
}

/** Writes the names of the series below a figure. */
export function key(caption, entries) {
  caption.replaceChildren(...entries.map(({ name, color, dash, swatch, line }) => {
    const item = document.createElement('span');
    const sample = element('svg', { viewBox: '0 0 26 12', 'aria-hidden': 'true' });
    sample.append(swatch
      ? element('rect', { x: 4, y: 0, width: 16, height: 12, fill: `var(--${swatch})` })
      : element('path', { d: 'M0 6H26', fill: 'none', stroke: line ? 'var(--soft)' : `var(--c${color})`, 'stroke-width': line ? 1 : 3, 'stroke-dasharray': dash ?? 'none' }));
    item.append(sample, name);
    return item;
  }));
}
