'use strict';

const form = document.getElementById('passenger');
const labels = {
  pclass: 'class', female: 'female', age: 'age', sibsp: 'siblings or spouses', parch: 'parents or children', alone: 'alone',
};
let newest = 0;

form.addEventListener('input', explain);
form.addEventListener('submit', event => event.preventDefault());
explain();

function passenger() {
  const values = {};
  for (const field of form.querySelectorAll('[name]')) values[field.name] = field.valueAsNumber ?? Number(field.value);
  values.alone = values.sibsp + values.parch === 0 ? 1 : 0;
  return values;
}

async function explain() {
  const values = passenger();
  text('alone', values.alone ? 'yes' : 'no');
  if (Object.values(values).some(value => !Number.isFinite(value))) return refuse('Fill in every field.');

  // Answers may come back in another order than the questions went out.
  const number = ++newest;
  try {
    const response = await fetch('explain', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(values) });
    const answer = await response.json();
    if (number !== newest) return;
    if (response.ok) show(answer); else refuse(answer.error);
  } catch {
    if (number === newest) refuse('The service does not answer.');
  }
}

function refuse(problem) {
  newest++;
  const line = document.getElementById('problem');
  line.textContent = problem;
  line.hidden = false;
  document.querySelectorAll('section').forEach(section => section.classList.add('stale'));
}

function show(answer) {
  document.getElementById('problem').hidden = true;
  document.querySelectorAll('section').forEach(section => section.classList.remove('stale'));
  text('probability', percent(answer.probability, 1));
  document.getElementById('meter').style.width = percent(answer.probability, 2).replace(' ', '');
  text('formula', `Logit ${signed(answer.logit)}; ` + (answer.region === null
    ? `outside of the ${answer.regionCount} formulas of the table.`
    : `formula ${answer.region} of ${answer.regionCount} (active neurons ${answer.pattern}).`));
  contributions(answer);
  cluster(answer.cluster);
}

function contributions(answer) {
  const rows = answer.features.map(f => ({ name: labels[f.name] ?? f.name, value: short(f.value), size: f.contribution, range: range(f) }));
  rows.push({ name: 'base', value: '', size: answer.bias, range: '', kind: 'base' });
  const largest = Math.max(...rows.map(row => Math.abs(row.size)), 1e-9);
  fill('contributions', rows.map(row => [row, cells(
    row.name, number(row.value), bar(row.size / largest), number(signed(row.size)), row.range)]));
  text('distance', answer.distance === undefined || answer.distance === null ? '' :
    `The formula stays the same for every passenger within ${short(answer.distance)} of this one (Euclidean distance in the inputs' units).`);
}

function range(feature) {
  if (feature.from === undefined) return '';
  const from = feature.from === null ? '−∞' : short(feature.from), to = feature.to === null ? '∞' : short(feature.to);
  return `${from} … ${to}`;
}

function cluster(group) {
  if (!group) {
    text('cluster', 'None of the 1309 passengers of the training data has this combination of active neurons.');
    text('convention', '');
    return fill('alike', []);
  }
  text('cluster', `Group ${group.number}: ${group.rows} passengers (${percent(group.share, 1)}); the network expects ${percent(group.positive, 0)} of them to survive.`);
  text('convention', `Importance: ${group.convention}.`);
  const rows = [...group.features].sort((a, b) => Math.abs(b.importance) - Math.abs(a.importance));
  const largest = Math.max(...rows.map(f => Math.abs(f.importance)), 1e-9);
  fill('alike', rows.map(f => [{}, cells(
    labels[f.name] ?? f.name, number(short(f.mean)), number(short(f.deviation)), bar(f.importance / largest), number(signed(f.importance)))]));
}

function fill(table, rows) {
  const body = document.querySelector(`#${table} tbody`);
  body.replaceChildren(...rows.map(([row, content]) => {
    const line = document.createElement('tr');
    if (row.kind) line.className = row.kind;
    line.append(...content);
    return line;
  }));
}

function cells(...contents) {
  return contents.map(content => {
    if (content instanceof Node) return content;
    const cell = document.createElement('td');
    cell.textContent = content;
    return cell;
  });
}

function number(content) {
  const cell = document.createElement('td');
  cell.className = 'number';
  cell.textContent = content;
  return cell;
}

/** A bar from the middle: to the right for more, to the left for less. */
function bar(share) {
  const cell = document.createElement('td');
  cell.className = 'bar';
  const svg = element('svg', { viewBox: '-100 0 200 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(
    element('rect', { x: Math.min(0, share * 100), y: 1, width: Math.abs(share * 100), height: 8, class: share > 0 ? 'for' : 'against' }),
    element('line', { x1: 0, y1: 0, x2: 0, y2: 10, class: 'axis' }));
  cell.append(svg);
  return cell;
}

function element(name, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function text(id, content) { document.getElementById(id).textContent = content; }
function percent(value, digits) { return `${(100 * value).toFixed(digits)} %`; }
function signed(value) { return (value < 0 ? '−' : '+') + Math.abs(value).toFixed(3); }
function short(value) { return String(Number(value.toPrecision(4))).replace('-', '−'); }
