// Made-up stories whose answers are known: a third of them in each corner of the first triad, each third with its own
// place on the dyads. Other answers are spread by a seeded generator.
import type { Office, Told } from './office';

/** Stories told, and how many of them are cleared. */
export const TOLD = 111;
export const THIRD = TOLD / 3;
export const CLEARED = 27;

const isAboutTaxi = (i: number) => i % 10 === 0;

/** Stories about a taxi that can be found: only what is cleared is searched. */
export const TAXIS = Array.from({ length: TOLD }, (_, i) => i).filter(
  (i) => isAboutTaxi(i) && i >= TOLD - CLEARED,
).length;

/** A generator of numbers from 0 to 1 that always gives the same ones (Numerical Recipes' constants). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const four = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;

export async function tellStories(office: Office): Promise<Told[]> {
  const random = seeded(7);
  const told = [];
  for (let i = 0; i < TOLD; i += 1) told.push(await office.tell(story(i, random)));
  // The last ones are cleared: they are the newest, and so on top of the list.
  await Promise.all(told.slice(TOLD - CLEARED).map(({ id }) => office.clear(id)));
  return told;
}

/** Clears the stories that `tellStories` left held, so that all of them can be read. */
export async function clearAll(office: Office, told: readonly Told[]): Promise<void> {
  await Promise.all(told.slice(0, TOLD - CLEARED).map(({ id }) => office.clear(id)));
}

function story(i: number, random: () => number): Record<string, unknown> {
  const corner = i % 3;
  const near = () => (random() + random() + random()) / 3;
  const triad = (strong: number, least: number): number[] => {
    const most = four(least + (1 - least) * random() * 0.95);
    const rest = four((1 - most) * near());
    const weights = [rest, four(1 - most - rest)];
    weights.splice(strong, 0, most);
    return weights;
  };
  const around = (at: number) => four(at + (near() - 0.5) * 0.7);
  const taxi = isAboutTaxi(i);
  return {
    title: `${taxi ? 'The taxi' : (['The phone call', 'The meeting', 'The form'][corner] ?? '')} (${i + 1})`,
    text: `Made up for testing. ${taxi ? 'The taxi came late, and nobody rang.' : 'Somebody rang back on the same day.'} ${i % 4 === 0 ? 'We waited seven months for an answer, and started again from the beginning.' : 'It made the whole week easier.'}`,
    answers: {
      audience: {
        choice: [['family', 'child', 'professional'][i % 5 === 0 ? 1 : i % 7 === 0 ? 2 : 0]],
      },
      difference: { triad: triad(corner, 0.62) },
      needed: i % 9 === 0 ? 'not_applicable' : { triad: triad((i + 1) % 3, 0.3) },
      ...(i % 8 === 0 ? {} : { shaped: { triad: triad(i % 4 ? 2 : 1, 0.4) } }),
      about: { triad: triad(i % 5 ? 0 : 1, 0.25) },
      touched: { triad: triad(i % 2, 0.35) },
      timing: { dyad: [0.9, 0.5, 0.1][corner] },
      voice: { dyad: around(0.35) },
      information: { dyad: around(0.3) },
      assessment: { dyad: around(0.6) },
      listened_to: { dyad: around(corner === 0 ? 0.75 : 0.35) },
      informed: { dyad: around(0.4) },
      supported: { dyad: around(corner === 0 ? 0.7 : 0.4) },
      included: { dyad: around(0.55) },
      trust: { dyad: around(0.45) },
      around_the_child: {
        stones: {
          school: [[0.9, 0.5, 0.1][corner], [0.9, 0.5, 0.1][corner]],
          health: [around(0.3), around(0.4)],
          family: [around(0.85), around(0.65)],
        },
      },
      feelings: { choice: [corner === 0 ? 'relieved' : 'worried'] },
      locality: { choice: ['ABCDEFG'[i % 7]] },
    },
  };
}
