// What a script does with the generated TypeScript client: SENSING_URL and SENSING_TOKEN say where, and as whom.
import { createClient, type Client } from './client/client/index.js';
import {
  clearStory,
  compare,
  listFrameworks,
  moderationStory,
  newestFramework,
  openReceipt,
  patterns,
  search,
  submitStory,
  withdrawStory,
} from './client/index.js';
import type { AnswerInput, Framework, Signifier, Submission } from './client/index.js';

type Of<Kind extends Signifier['kind']> = Extract<Signifier, { kind: Kind }>;

function expect(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(words);
}

/** The body of a successful response. */
function body<Data>(answer: { data?: Data; error?: unknown }): Data {
  expect(answer.data !== undefined, `the service refused: ${JSON.stringify(answer.error)}`);
  return answer.data;
}

function environment(name: string): string {
  const value = process.env[name];
  expect(value !== undefined, `${name} is missing`);
  return value;
}

function first<Kind extends Signifier['kind']>(framework: Framework, kind: Kind): Of<Kind> {
  const found = framework.signifiers.find((signifier): signifier is Of<Kind> => signifier.kind === kind);
  expect(found !== undefined, `the framework has no ${kind}`);
  return found;
}

/** A story with an answer to the first triad, dyad and stones, and a triad's corners in the framework's order. */
function aStory(framework: Framework, text: string): Submission {
  const triad = first(framework, 'triad');
  expect(triad.corners.length === 3, `a triad has ${triad.corners.length} corners`);
  const stones = first(framework, 'stones');
  const placed = Object.fromEntries(stones.stones.map((stone) => [stone.id, [0.2, 0.9]]));
  const answers: Record<string, AnswerInput> = {
    [triad.id]: { triad: [0.6, 0.3, 0.1] },
    [first(framework, 'dyad').id]: 'not_applicable',
    [stones.id]: { stones: placed },
  };
  const { slug, version, prompts } = framework;
  const prompt = prompts[0];
  expect(prompt !== undefined, 'the framework has no prompt');
  const consent = { analysis: true, quotation: false };
  return { framework: slug, version, language: 'en', prompt: prompt.id, text, answers, consent };
}

async function theFramework(client: Client): Promise<Framework> {
  const listed = body(await listFrameworks({ client })).frameworks[0];
  expect(listed !== undefined, 'there is no framework');
  return body(await newestFramework({ client, path: { slug: listed.slug } }));
}

async function tellOpenAndWithdraw(client: Client, framework: Framework): Promise<void> {
  const story = aStory(framework, 'The swimming pool had a ramp.');
  const { receipt } = body(await submitStory({ client, body: story }));
  const own = body(await openReceipt({ client, body: { receipt } }));
  expect(own.text === story.text && Object.keys(own.answers).length === 3, 'another story came back');
  expect(body(await withdrawStory({ client, body: { receipt } })).state === 'withdrawn', 'it is not withdrawn');
  const gone = await openReceipt({ client, body: { receipt } });
  expect(gone.error?.status === 404, `a withdrawn story gave ${JSON.stringify(gone.data)}`);
}

async function clearAndFind(anyone: Client, staff: Client, framework: Framework): Promise<void> {
  const story = aStory(framework, 'A telescope stood beside the observatory door.');
  const { id, receipt } = body(await submitStory({ client: anyone, body: story }));
  const found = async () => {
    const asked = { selection: { text: 'telescope observatory' } };
    return body(await search({ client: staff, body: asked })).stories.map((hit) => hit.id);
  };
  expect((await found()).length === 0, 'a held story was found');
  const held = body(await moderationStory({ client: staff, path: { id } }));
  expect(held.state === 'held', `the new story is ${held.state}`);
  const cleared = body(await clearStory({ client: staff, path: { id }, body: { revision: held.revision } }));
  expect(cleared.state === 'cleared', `the cleared story is ${cleared.state}`);
  expect((await found()).join() === id, 'the cleared story was not found');
  body(await withdrawStory({ client: anyone, body: { receipt } }));
  expect((await found()).length === 0, 'a withdrawn story was found');
}

async function seePatterns(staff: Client, framework: Framework): Promise<void> {
  const selection = { framework: framework.slug };
  const seen = body(await patterns({ client: staff, body: { selection } }));
  const pattern = seen.signifiers[first(framework, 'triad').id];
  expect(pattern?.kind === 'triad' && pattern.answered > 0, 'the first triad has no pattern');
  const asked = { selection, by: first(framework, 'choice').id, permutations: 99 };
  const compared = body(await compare({ client: staff, body: asked }));
  expect('groups' in compared && compared.groups.length > 1, 'nothing was compared');
}

const baseUrl = environment('SENSING_URL');
const anyone = createClient({ baseUrl });
const staff = createClient({ baseUrl, auth: environment('SENSING_TOKEN') });
const refused = await search({ client: createClient({ baseUrl, auth: 'wrong' }), body: {} });
expect(refused.error?.status === 401, `a wrong token gave ${JSON.stringify(refused.data)}`);
const framework = await theFramework(anyone);
await tellOpenAndWithdraw(anyone, framework);
await clearAndFind(anyone, staff, framework);
await seePatterns(staff, framework);
