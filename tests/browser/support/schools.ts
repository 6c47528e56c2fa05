// A framework with a choice of 2,000 schools, one of 40 places of which up to three may be chosen, and a short one.
import type { Office } from './office';

const PLACES =
  `Abbey Lane,Arbourthorne,Athelstan,Ballifield,Beauchief,Birley,Bradfield,Bradway,Broomhill,Brunswick,Carfield,Charnock,
  Crookes,Darnall,Dobcroft,Dore,Ecclesall,Ecclesfield,Firth Park,Fox Hill,Gleadless,Greystones,Grenoside,Hallam,Handsworth,
  Hillsborough,Hucklow,Intake,Limpsfield,Lowedges,Lydgate,Malin Bridge,Meersbrook,Mosborough,Nether Edge,Netherthorpe,Norfolk,
  Nook Lane,Owler Brook,Parson Cross,Porter Croft,Rivelin,Sharrow,Shirecliffe,St Mary’s,Stocksbridge,Totley,Walkley,
  Woodhouse,Wybourn`
    .split(',')
    .map((place) => place.trim());
const KINDS =
  'Primary School,Infant School,Junior School,Nursery School,Academy,Free School,High School,Sixth Form College,Special School,École élémentaire'.split(
    ',',
  );
const PARTS = ['', 'North ', 'Upper ', 'Old '];

/** Each once, in alphabetical order. */
export const SCHOOLS: string[] = PARTS.flatMap((part) =>
  PLACES.flatMap((place) => KINDS.map((kind) => `${part}${place} ${kind}`)),
).sort((a, b) => a.localeCompare(b, 'en'));

/** Names in Urdu, of those schools that have one. */
export const URDU: Record<string, string> = { 'Firth Park Academy': 'فرتھ پارک اکیڈمی' };

const LANGUAGES = ['en', 'en-x-easy', 'ur'];

const all = (words: string, urdu = words) => ({ en: words, 'en-x-easy': words, ur: urdu });
const option = (label: string, id: string, more: object = {}) => ({
  id,
  label: all(label, URDU[label]),
  ...more,
});

export const idOf = (school: string): string => `s${SCHOOLS.indexOf(school)}`;

export function withSchools(slug: string): object {
  return {
    slug,
    version: 1,
    title: all('Our schools', 'ہمارے اسکول'),
    languages: LANGUAGES,
    prompts: [
      { id: 'tell', text: all('Tell us about a day at school.', 'اسکول کے ایک دن کے بارے میں بتائیں۔') },
    ],
    signifiers: [
      {
        id: 'school',
        kind: 'choice',
        question: all('Which school is it about?', 'یہ کس اسکول کے بارے میں ہے؟'),
        max: 1,
        write_in: true,
        not_applicable: true,
        options: [
          ...SCHOOLS.map((school) => option(school, idOf(school))),
          option('Not at a school', 'none', {
            exclusive: true,
            label: all('Not at a school', 'کسی اسکول میں نہیں'),
          }),
        ].slice(-2_000),
      },
      {
        id: 'places',
        kind: 'choice',
        question: all('Which places does it touch?', 'یہ کن جگہوں کے بارے میں ہے؟'),
        max: 3,
        options: [
          ...PLACES.slice(0, 40).map((place, i) => option(place, `p${i}`)),
          option('Nowhere in particular', 'nowhere', { exclusive: true }),
        ],
      },
      {
        id: 'mood',
        kind: 'choice',
        question: all('How did it feel?', 'کیسا لگا؟'),
        max: 1,
        options: [option('Good', 'good'), option('Bad', 'bad')],
      },
    ],
  };
}

export async function publishSchools(office: Office, slug = 'our-schools'): Promise<void> {
  await office.post('/frameworks', withSchools(slug), 'ada');
}
