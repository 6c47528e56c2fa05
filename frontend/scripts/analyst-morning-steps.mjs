// One morning of an analyst at the demo's stories, step by step, with every click and key press counted. The script that prints it
// and the browser test go through the same steps, and read what the pages show, not what the service answers.

/** What an analyst does with a page: each call is one act. */
class Hands {
  acts = 0;

  constructor(page) {
    this.page = page;
  }

  async click(locator) {
    this.acts += 1;
    await locator.click();
  }

  /** Goes into a field and types: two acts. */
  async type(locator, text) {
    this.acts += 2;
    await locator.click();
    await locator.fill(text);
  }

  /** Opens a list and chooses from it: two acts. */
  async choose(locator, label) {
    this.acts += 2;
    await locator.selectOption({ label });
  }
}

/**
 * Goes through the morning on `/explore`, which is open.
 *
 * @param page A page of Playwright; its time limit is that of each step's slowest answer.
 * @param framework The newest version of `sheffield-send`, for the words of its questions.
 * @param told Called after each step with its name, acts and milliseconds.
 * @returns What the pages said.
 */
export async function morning(page, framework, told = () => undefined) {
  const words = wordsOf(framework);
  const hands = new Hands(page);
  const seen = {};
  const steps = [
    ['waiting, as parents of one locality tell it', () => waiting(hands, words, seen)],
    ['against another locality', () => against(hands, words, seen)],
    ['ten random stories', () => tenStories(hands, seen)],
    ['what changed since the baseline', () => change(hands, words, seen)],
    ['three clusters, named', () => clusters(hands, words, seen)],
    ['figures to take away', () => files(hands, seen)],
  ];
  for (const [name, step] of steps) {
    const [acts, began] = [hands.acts, Date.now()];
    await step();
    told({ name, acts: hands.acts - acts, milliseconds: Date.now() - began });
  }
  return { ...seen, acts: hands.acts };
}

async function waiting(hands, words, seen) {
  const { page } = hands;
  await hands.type(page.getByRole('searchbox', { name: 'Search in the stories' }), 'waiting');
  await settled(page, 'about “waiting”');
  await hands.click(option(page, words.option('audience', 'family')));
  await settled(page, words.option('audience', 'family'));
  await hands.click(page.locator('.folded__summary', { hasText: words.question('locality') }));
  await hands.click(option(page, words.option('locality', 'D')));
  await settled(page, words.option('locality', 'D'));
  await hands.click(page.getByRole('button', { name: `Table: ${words.question('about')}` }));
  const row = await rowOf(page, words.question('about'), words.corner('about', 'health'));
  seen.waitingInD = percent(row[2]);
}

async function against(hands, words, seen) {
  const { page } = hands;
  await hands.click(page.getByRole('button', { name: 'Pin as B' }));
  await hands.click(option(page, words.option('locality', 'D')));
  await hands.click(option(page, words.option('locality', 'A')));
  await settled(page, words.option('locality', 'A'));
  await hands.click(segment(page, 'Against B'));
  await settled(page, words.option('locality', 'A'));
  const row = await rowOf(page, words.question('about'), words.corner('about', 'health'), 8);
  seen.waitingInA = percent(row[2]);
  seen.difference = Number(row.at(-2).replace('−', '-').replace('+', ''));
  seen.interval = row.at(-1);
}

async function tenStories(hands, seen) {
  const { page } = hands;
  await hands.click(segment(page, 'Random sample'));
  await settled(page, 'about “waiting”');
  // The list shows the beginning of each; a few are read to the end.
  seen.stories = (await page.locator('.story__open').allInnerTexts()).slice(0, 10);
  seen.read = [];
  const titles = page.locator('.story__open');
  for (let i = 0; i < 3; i += 1) {
    await hands.click(titles.nth(i));
    const text = page.locator('.story__text').first();
    await text.waitFor();
    seen.read.push(await text.innerText());
  }
}

async function change(hands, words, seen) {
  const { page } = hands;
  await hands.click(page.getByRole('button', { name: 'Clear all' }));
  await hands.click(option(page, words.option('audience', 'family')));
  await settled(page, words.option('audience', 'family'));
  await hands.click(page.getByRole('link', { name: 'Change' }));
  await hands.choose(page.getByLabel('Follow', { exact: true }), 'the median between two ends');
  await hands.choose(page.getByLabel('Question', { exact: true }), words.question('felt_informed'));
  await hands.click(segment(page, 'Round'));
  await settled(page, words.option('audience', 'family'));
  const figure = page.locator('.figure', { hasText: words.question('felt_informed') }).first();
  await figure.waitFor();
  await hands.click(figure.getByText('Table', { exact: true }));
  seen.rounds = await tableIn(figure);
}

async function clusters(hands, words, seen) {
  const { page } = hands;
  await hands.click(page.getByRole('link', { name: 'Clusters' }));
  await settled(page, words.option('audience', 'family'));
  await hands.click(
    page
      .locator('.chip')
      .getByRole('button', { name: /^Remove/ })
      .first(),
  );
  await page.locator('.selection[aria-busy=false]').waitFor();
  await hands.click(page.getByRole('button', { name: 'Find clusters' }));
  await page.locator('.cluster-card').nth(2).waitFor();
  const cards = page.locator('.cluster-card');
  seen.clusters = [];
  for (const [i, name] of ['First', 'Second', 'Third'].entries()) {
    const card = cards.nth(i);
    seen.clusters.push({
      words: await card.locator('.cluster-words__word').allInnerTexts(),
      typical: await card.locator('.cluster-card__story').innerText(),
    });
    await hands.type(card.getByLabel('Name'), name);
    hands.acts += 1;
    await page.keyboard.press('Enter');
    await card
      .getByRole('heading', { name: new RegExp(name) })
      .first()
      .waitFor();
  }
  seen.names = Object.values(JSON.parse(new URL(page.url()).searchParams.get('names') ?? '{}'));
}

async function files(hands, seen) {
  const { page } = hands;
  seen.files = [];
  for (const kind of ['SVG', 'CSV']) {
    const download = page.waitForEvent('download');
    await hands.click(page.locator('.figure__downloads').first().getByText(kind, { exact: true }));
    seen.files.push((await download).suggestedFilename());
  }
}

/** What the pages said that is not in the truth of the demo, in words; nothing when all of it is. */
export function contradictions(seen, truth) {
  const finding = (id) => truth.findings.find((one) => one.id === id);
  const wrong = [];
  const expect = (what, value, wanted, within) => {
    if (!(Math.abs(value - wanted) <= within)) wrong.push(`${what}: ${value}, planted ${wanted} ± ${within}`);
  };
  const place = finding('waiting-gathers-in-locality-d');
  expect('waiting in locality D', seen.waitingInD, place.share, place.within);
  // One locality has a sixth of the stories of all others, so its share varies twice as much.
  expect('waiting in locality A', seen.waitingInA, place.share_elsewhere, 2 * place.within);
  if (!(seen.difference < 0)) wrong.push(`A against D: ${seen.difference} points`);
  const informed = finding('families-are-better-informed');
  const share = (text) => (/^[\d.]+%$/.test(text) ? parseFloat(text) / 100 : NaN);
  const medians = seen.rounds.slice(1).map((row) => row.map(share).find((value) => value > 0 && value < 1));
  expect('families are better informed', medians.at(-1) - medians[0], informed.changes_by, informed.within);
  const isSynthetic = (text) => text.startsWith('Synthetic');
  if (seen.stories.length !== 10 || ![...seen.stories, ...seen.read].every(isSynthetic))
    wrong.push(`stories: ${seen.stories.length} listed, ${seen.read.length} read`);
  const said = seen.clusters.map((one) => one.words.join(' '));
  for (const { word } of finding('three-experiences').clusters)
    if (said.filter((own) => own.includes(word)).length === 0) wrong.push(`no cluster says “${word}”`);
  if (seen.names.length !== 3) wrong.push(`names: ${seen.names.join(', ')}`);
  if (!seen.files.some((name) => name.endsWith('.svg')) || !seen.files.some((name) => name.endsWith('.csv')))
    wrong.push(`files: ${seen.files.join(', ')}`);
  return wrong;
}

/** The most acts that a morning may take. */
export const MOST_ACTS = 40;

const segment = (page, label) => page.getByRole('radio', { name: label, exact: true });

const option = (page, label) => page.locator('.filters .option .tick', { hasText: label }).first();

async function settled(page, clause) {
  await page.locator('.selection__count', { hasText: clause }).waitFor();
  await page.locator('.selection[aria-busy=false]').waitFor();
}

async function tableIn(figure) {
  const rows = await figure.locator('table.figures tr').all();
  return Promise.all(
    rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).map((text) => text.trim())),
  );
}

async function rowOf(page, question, label, cells = 4) {
  const table = page.getByRole('table', { name: question, exact: true });
  await table.waitFor();
  const row = table
    .getByRole('row')
    .filter({ has: page.getByText(label, { exact: true }) })
    .first();
  for (let i = 0; (await row.locator('th, td').count()) < cells && i < 50; i += 1)
    await page.waitForTimeout(100);
  return (await row.locator('th, td').allInnerTexts()).map((text) => text.trim());
}

const percent = (text) => Number(text.replace('%', '')) / 100;

function wordsOf({ signifiers }) {
  const find = (id) => signifiers.find((one) => one.id === id);
  return {
    question: (id) => find(id).question.en,
    option: (id, option) => find(id).options.find((one) => one.id === option).label.en,
    corner: (id, corner) => find(id).corners.find((one) => one.id === corner).label.en,
  };
}
