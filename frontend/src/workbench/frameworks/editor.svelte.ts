// One draft that is being edited: what it says, what the service thinks of it, and the way to keep and publish it.
import type { Trouble } from '../api';
import { checkFramework, getFramework, keepDraft, publishDraft } from './api';
import {
  blankOption,
  blankPrompt,
  blankSignifier,
  move,
  partOf,
  placeOf,
  textsOf,
  tidied,
  type Part,
} from './parts';
import type { Checked, Doc, EditedOption, Kind, ReadingAge, Remark } from './types';

/** After the last keystroke, before the service is asked what it thinks. */
const PAUSE = 700;

const NOTHING: Checked = { faults: [], advice: [], reading_ages: [] };

export class Editor {
  doc = $state<Doc>() as Doc;
  part = $state<Part>('about');
  /** The language whose texts are being written. */
  language = $state('en');
  checked = $state.raw<Checked>(NOTHING);
  busy = $state(false);
  trouble = $state.raw<Trouble>();
  news = $state('');
  published = $state(false);
  private kept = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;

  readonly written = $derived(JSON.stringify(tidied(this.doc)));
  readonly dirty = $derived(this.written !== this.kept);
  /** Whether leaving now would lose something. */
  readonly unsaved = $derived(this.dirty && !this.published);

  constructor(doc: Doc, isKept: boolean) {
    this.doc = doc;
    this.language = doc.languages[0] ?? 'en';
    if (isKept) this.kept = JSON.stringify(tidied(doc));
  }

  static async open(slug: string, version: number) {
    const answer = await getFramework(slug, version);
    return answer.ok
      ? { ok: true as const, value: new Editor(structuredClone(answer.value) as Doc, true) }
      : answer;
  }

  faultsOf(part: Part): Remark[] {
    return this.checked.faults.filter(({ field }) => partOf(field) === part);
  }

  adviceOf(part: Part): Remark[] {
    return this.checked.advice.filter(({ field }) => partOf(field) === part);
  }

  ageOf(path: string): ReadingAge | undefined {
    return this.checked.reading_ages.find((age) => age.path === path && age.language === this.language);
  }

  /** Asks the service once nobody has typed for a moment. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), PAUSE);
  }

  async check() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const answer = await checkFramework(this.sent(), asking.signal).catch(() => undefined);
    if (answer?.ok) this.checked = answer.value;
  }

  async keep(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.trouble = undefined;
    const written = this.written;
    const answer = await keepDraft(this.sent());
    this.busy = false;
    if (!answer.ok) {
      this.trouble = answer.trouble;
      return false;
    }
    this.kept = written;
    return true;
  }

  async publish(machineDraftsToo: boolean): Promise<boolean> {
    if (this.dirty && !(await this.keep())) return false;
    this.busy = true;
    this.trouble = undefined;
    const answer = await publishDraft(this.doc.slug, this.doc.version, machineDraftsToo);
    this.busy = false;
    if (answer.ok) this.published = true;
    else this.trouble = answer.trouble;
    return answer.ok;
  }

  private sent(): Doc {
    return tidied($state.snapshot(this.doc) as Doc);
  }

  addPrompt() {
    this.doc.prompts.push(blankPrompt(this.doc));
    this.part = `prompts[${this.doc.prompts.length - 1}]`;
  }

  addSignifier(kind: Kind) {
    this.doc.signifiers.push(blankSignifier(this.doc, kind));
    this.part = `signifiers[${this.doc.signifiers.length - 1}]`;
  }

  addOption(list: EditedOption[], id: string) {
    list.push(blankOption(id, this.doc.languages));
  }

  movePart(by: 1 | -1) {
    const place = placeOf(this.part);
    if (!place) return;
    const index = move<unknown>(this.doc[place.list], place.index, by);
    this.part = `${place.list}[${index}]`;
  }

  removePart() {
    const place = placeOf(this.part);
    if (!place) return;
    this.doc[place.list].splice(place.index, 1);
    const left = this.doc[place.list].length;
    this.part = left === 0 ? 'about' : `${place.list}[${Math.min(place.index, left - 1)}]`;
  }

  addLanguage(tag: string) {
    if (this.doc.languages.includes(tag)) return;
    this.doc.languages.push(tag);
    for (const text of textsOf(this.doc)) text[tag] ??= '';
    this.language = tag;
  }

  removeLanguage(tag: string) {
    this.doc.languages = this.doc.languages.filter((other) => other !== tag);
    if (this.doc.machine_drafts) {
      this.doc.machine_drafts = this.doc.machine_drafts.filter((other) => other !== tag);
    }
    for (const text of textsOf(this.doc)) Reflect.deleteProperty(text, tag);
    if (this.language === tag) this.language = this.doc.languages[0] ?? 'en';
  }

  setMachineDraft(tag: string, unchecked: boolean) {
    const others = (this.doc.machine_drafts ?? []).filter((other) => other !== tag);
    this.doc.machine_drafts = unchecked ? [...others, tag] : others;
  }
}
