// A framework as an analyst reads it: labels by id, zones by name, and a part of a selection in words.
import {
  AUDIENCE,
  type Choice,
  type Dyad,
  type Framework,
  type Signifier,
  type Stones,
  type Text,
  type Triad,
} from '../../lib/framework';
import { sayIn } from '../../lib/i18n/tags';
import { cornersOf } from '../../lib/triad';
import { explore, format } from '../texts';
import { dayBefore } from './days';
import type { Naming } from './naming';
import type { Part } from './parts';
import { placeNamed } from './zones';

type Kind = Signifier['kind'];
type Of<K extends Kind> = Extract<Signifier, { kind: K }>;

export class Lexicon {
  constructor(readonly framework: Framework) {}

  say = (text: Text): string => sayIn(text, 'en', this.framework.languages).text;

  all<K extends Kind>(kind: K): Of<K>[] {
    return this.framework.signifiers.filter((signifier): signifier is Of<K> => signifier.kind === kind);
  }

  find<K extends Kind>(kind: K, id: string): Of<K> | undefined {
    return this.all(kind).find((signifier) => signifier.id === id);
  }

  question(id: string): string {
    const found = this.framework.signifiers.find((signifier) => signifier.id === id);
    return found ? this.say(found.question) : id;
  }

  prompt(id: string): string {
    const found = this.framework.prompts.find((prompt) => prompt.id === id);
    return found ? this.say(found.text) : id;
  }

  corners(triad: Triad): string[] {
    return triad.corners.map((corner) => this.say(corner.label));
  }

  /** A zone as a label of its own. */
  zone(triad: Triad, name: string): string {
    const labels = this.#zoneLabels(triad, name);
    if (labels === 'centre') return explore.table.centre;
    const [a = name, b] = labels;
    return b === undefined ? a : explore.table.edge(a, b);
  }

  /** A zone within a sentence: each label of the framework has quotes of its own. */
  zoneQuoted(triad: Triad, name: string): string {
    const labels = this.#zoneLabels(triad, name);
    if (labels === 'centre') return explore.clauses.centre;
    const [a = name, b] = labels.map(explore.clauses.quoted);
    return b === undefined ? a : explore.clauses.edge(a, b);
  }

  /** The corner of a zone, both corners of an edge, or the name of a zone that the triad does not have. */
  #zoneLabels(triad: Triad, name: string): string[] | 'centre' {
    const place = placeNamed(
      name,
      triad.corners.map((corner) => corner.id),
    );
    if (place === undefined) return [name];
    return place === 'centre' ? place : cornersOf(place).map((corner) => this.corners(triad)[corner] ?? '');
  }

  ends(dyad: Dyad): [left: string, right: string] {
    return [this.say(dyad.left.label), this.say(dyad.right.label)];
  }

  stone(stones: Stones, id: string): string {
    const found = stones.stones.find((stone) => stone.id === id);
    return found ? this.say(found.label) : id;
  }

  option(choice: Choice, id: string): string {
    const found = choice.options.find((option) => option.id === id);
    return found ? this.say(found.label) : id;
  }

  /** A part in words: what it is about, and what of it. */
  describe(part: Part): { about: string; what: string } {
    const words = explore.chips;
    switch (part.kind) {
      case 'text':
        return { about: words.text, what: part.text };
      case 'answers': {
        const choice = this.find('choice', part.signifier);
        const labels = part.options.map((id) => (choice ? this.option(choice, id) : id));
        return { about: this.question(part.signifier), what: labels.join(words.or) };
      }
      case 'triad': {
        const triad = this.find('triad', part.signifier);
        const zones = (part.zones ?? []).map((name) => (triad ? this.zoneQuoted(triad, name) : name));
        return {
          about: this.question(part.signifier),
          what: [...zones, ...(part.polygon?.length ? [words.drawn] : [])].join(words.or),
        };
      }
      case 'dyad': {
        const dyad = this.find('dyad', part.signifier);
        const [left, right] = dyad ? this.ends(dyad) : ['0', '1'];
        return { about: this.question(part.signifier), what: words.range(left, right, part.from, part.to) };
      }
      case 'stone': {
        const stones = this.find('stones', part.signifier);
        return {
          about: stones ? this.stone(stones, part.stone) : part.stone,
          what: words.rectangle(words.span(...part.x), words.span(...part.y)),
        };
      }
      case 'received': {
        const from = part.range.from && format.day(part.range.from);
        const to = part.range.to && format.day(dayBefore(part.range.to));
        const what = from && to ? words.between(from, to) : from ? words.from(from) : words.until(to ?? '');
        return { about: words.received, what };
      }
      case 'prompts':
        return { about: words.prompts, what: part.ids.map((id) => this.prompt(id)).join(words.or) };
      default:
        return { about: words[part.kind], what: part.ids.join(words.or) };
    }
  }

  /** Whether the framework knows everything that the part names. */
  knows(part: Part): boolean {
    return this.unknownIn(part).length === 0;
  }

  /** What the part names and the framework does not have, in words. */
  unknownIn(part: Part): string[] {
    const words = explore.link;
    switch (part.kind) {
      case 'answers': {
        const ids = this.find('choice', part.signifier)?.options.map((option) => option.id);
        if (!ids) return [words.noQuestion(part.signifier)];
        const of = this.question(part.signifier);
        return part.options.filter((id) => !ids.includes(id)).map((id) => words.noOption(id, of));
      }
      case 'triad': {
        const corners = this.find('triad', part.signifier)?.corners.map((corner) => corner.id);
        if (!corners) return [words.noQuestion(part.signifier)];
        const zones = (part.zones ?? []).filter((name) => placeNamed(name, corners) === undefined);
        return zones.map((name) => words.noZone(name, this.question(part.signifier)));
      }
      case 'dyad':
        return this.find('dyad', part.signifier) ? [] : [words.noQuestion(part.signifier)];
      case 'stone': {
        const stones = this.find('stones', part.signifier)?.stones;
        if (!stones) return [words.noQuestion(part.signifier)];
        return stones.some(({ id }) => id === part.stone) ? [] : [words.noStone(part.stone)];
      }
      case 'prompts':
        return part.ids
          .filter((id) => !this.framework.prompts.some((prompt) => prompt.id === id))
          .map((id) => words.noPrompt(id));
      default:
        return [];
    }
  }

  /**
   * Parts as the end of a sentence, after the number of stories: “by a parent, about “waiting””. Those that have a name come
   * first, with it.
   */
  clauses(parts: readonly Part[], naming?: Naming): string {
    const all = (of: readonly Part[]) =>
      of.map((part) => (part.not ? explore.clauses.not : '') + this.#clause(part)).join(', ');
    if (!naming) return all(parts);
    const others = all(parts.filter((part) => !naming.parts.includes(part)));
    const named = explore.clauses.cluster(naming.name, all(naming.parts));
    return others ? `${named}, ${others}` : named;
  }

  #clause(part: Part): string {
    const words = explore.clauses;
    const { about, what } = this.describe(part);
    switch (part.kind) {
      case 'text':
        return words.text(what);
      case 'answers': {
        const choice = this.find('choice', part.signifier);
        const labels = part.options.map((id) => words.quoted(choice ? this.option(choice, id) : id));
        const either = labels.join(explore.chips.or);
        return part.signifier === AUDIENCE ? words.by(either) : words.other(about, either);
      }
      case 'prompts':
        return words.other(about, part.ids.map((id) => words.quoted(this.prompt(id))).join(explore.chips.or));
      case 'received':
        return words.received(what);
      case 'collections':
      case 'rounds':
        return words.in(about, what);
      default:
        return words.other(about, what);
    }
  }
}
