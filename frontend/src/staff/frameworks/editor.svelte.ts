// The draft that is being edited: its document, the service's checks, saving and publishing.
import type { Failure } from '../../api/problem';
import { session } from '../frame/session.svelte';
import { checkFramework, getFramework, saveDraft, publishDraft } from '../../api/staff';
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
import type { FrameworkCheck, SignifierKind, ReadingAge, FieldError } from '../../api/types';
import type { EditedFramework, EditedOption } from './types';

/** Milliseconds after the last keystroke before the service checks the draft. */
const PAUSE = 700;

const NOTHING: FrameworkCheck = { faults: [], advice: [], reading_ages: [] };

export class Editor {
  doc = $state<EditedFramework>() as EditedFramework;
  part = $state<Part>('about');
  /** The language whose texts are being written. */
  language = $state('en');
  checked = $state.raw<FrameworkCheck>(NOTHING);
  busy = $state(false);
  failure = $state.raw<Failure>();
  news = $state('');
  published = $state(false);
  private kept = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;

  readonly written = $derived(JSON.stringify(tidied(this.doc)));
  readonly dirty = $derived(this.written !== this.kept);
  /** Whether leaving now would lose something. */
  readonly unsaved = $derived(this.dirty && !this.published);

  constructor(doc: EditedFramework, isKept: boolean) {
    this.doc = doc;
    this.language = doc.languages[0] ?? 'en';
    if (isKept) this.kept = JSON.stringify(tidied(doc));
  }

  static async open(slug: string, version: number) {
    const answer = await getFramework(slug, version);
    return answer.ok
      ? { ok: true as const, value: new Editor(structuredClone(answer.value) as EditedFramework, true) }
      : answer;
  }

  faultsOf(part: Part): FieldError[] {
    return this.checked.faults.filter(({ field }) => partOf(field) === part);
  }

  adviceOf(part: Part): FieldError[] {
    return this.checked.advice.filter(({ field }) => partOf(field) === part);
  }

  ageOf(path: string): ReadingAge | undefined {
    return this.checked.reading_ages.find((age) => age.path === path && age.language === this.language);
  }

  /** Asks the service after a pause in typing. */
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
    this.failure = undefined;
    const written = this.written;
    const answer = await saveDraft(this.sent());
    this.busy = false;
    if (!answer.ok) {
      if (!session.endedBy(answer.failure)) this.failure = answer.failure;
      return false;
    }
    this.kept = written;
    return true;
  }

  async publish(machineDraftsToo: boolean): Promise<boolean> {
    if (this.dirty && !(await this.keep())) return false;
    this.busy = true;
    this.failure = undefined;
    const answer = await publishDraft(this.doc.slug, this.doc.version, machineDraftsToo);
    this.busy = false;
    if (answer.ok) this.published = true;
    else if (!session.endedBy(answer.failure)) this.failure = answer.failure;
    return answer.ok;
  }

  private sent(): EditedFramework {
    return tidied($state.snapshot(this.doc) as EditedFramework);
  }

  addPrompt() {
    this.doc.prompts.push(blankPrompt(this.doc));
    this.part = `prompts[${this.doc.prompts.length - 1}]`;
  }

  addSignifier(kind: SignifierKind) {
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
