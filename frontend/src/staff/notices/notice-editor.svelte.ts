// A draft of a notice while it is edited.
import { tick } from 'svelte';
import { getNoticeVersion, publishNotice, saveNotice } from '../../api/staff';
import type { Result } from '../../api/client';
import type { Failure } from '../../api/problem';
import type { Mutable, NoticeDocument, NoticeKind, NoticeVersion } from '../../api/types';
import type { Fault } from '../../lib/ui/ErrorSummary.svelte';
import { session } from '../frame/session.svelte';
import { blockId, fieldId, titleId, LANGUAGE_FIELD } from './ids';

type Block = Mutable<NoticeDocument['texts'][number]['blocks'][number]>;
interface EditedText {
  language: string;
  title: string;
  blocks: Block[];
}
interface EditedField {
  id: string;
  label: string;
  hint: string;
  value: Record<string, string>;
  missing: Record<string, string>;
}
interface Edited {
  fields: EditedField[];
  texts: EditedText[];
}

export class NoticeEditor {
  document: Edited = $state({ fields: [], texts: [] });
  /** The place of the text that is shown. */
  place = $state(0);
  failure: Failure | undefined = $state.raw();
  faults: Fault[] = $state.raw([]);
  /** Whether another person changed the draft since it was read. */
  conflict = $state(false);
  busy = $state(false);
  loaded = $state(false);
  news = $state('');

  #stored = $state('');
  #revision: string | undefined;

  readonly unsaved = $derived(this.loaded && JSON.stringify(this.document) !== this.#stored);
  readonly text = $derived(this.document.texts[this.place]);

  constructor(
    readonly kind: NoticeKind,
    readonly version: number,
  ) {}

  /** Reads the draft, or begins one with the version before it. */
  async load(): Promise<void> {
    this.failure = undefined;
    let answer = await getNoticeVersion(this.kind, this.version);
    const isNew = !answer.ok && answer.failure.kind === 'not-found' && this.version > 1;
    if (isNew) answer = await getNoticeVersion(this.kind, this.version - 1);
    if (!this.#is(answer)) return;
    this.#take(answer.value, isNew);
  }

  async save(news: string): Promise<boolean> {
    this.busy = true;
    this.news = '';
    this.faults = [];
    this.failure = undefined;
    const document = $state.snapshot(this.document) as NoticeDocument;
    const answer = await saveNotice(this.kind, this.version, document, this.#revision);
    this.busy = false;
    if (!this.#is(answer)) return false;
    this.#take(answer.value, false);
    this.news = news;
    return true;
  }

  /** Saves over what another person wrote. */
  async saveOver(news: string): Promise<void> {
    const now = await getNoticeVersion(this.kind, this.version);
    if (!this.#is(now)) return;
    this.#revision = now.value.revision;
    this.conflict = false;
    await this.save(news);
  }

  /** Publishes what was saved. */
  async publish(): Promise<boolean> {
    if (this.#revision === undefined) return false;
    this.busy = true;
    this.faults = [];
    this.failure = undefined;
    const answer = await publishNotice(this.kind, this.version, this.#revision);
    this.busy = false;
    return this.#is(answer);
  }

  async discard(): Promise<void> {
    this.conflict = false;
    await this.load();
  }

  /** Adds a text in another language, which begins as a copy of this one. */
  addLanguage(language: string): boolean {
    const { texts } = this.document;
    const sound = /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(language);
    if (!sound || !this.text || texts.some((text) => text.language === language)) return false;
    const copy = $state.snapshot(this.text);
    texts.push({ ...copy, language });
    this.place = texts.length - 1;
    return true;
  }

  removeLanguage(): void {
    this.document.texts.splice(this.place, 1);
    this.place = 0;
  }

  #take({ notice, revision }: NoticeVersion, isNew: boolean): void {
    const { fields, texts } = notice;
    this.document = structuredClone({
      fields: fields.map((field) => ({ ...field, hint: field.hint ?? '', value: { ...field.value } })),
      texts,
    }) as unknown as Edited;
    this.#stored = JSON.stringify(this.document);
    this.#revision = isNew ? undefined : revision;
    this.place = Math.min(this.place, this.document.texts.length - 1);
    this.loaded = true;
  }

  #is(answer: Result<NoticeVersion>): answer is { ok: true; value: NoticeVersion } {
    if (answer.ok) return true;
    const { failure } = answer;
    if (session.endedBy(failure)) return false;
    if (failure.kind === 'conflict') this.conflict = true;
    else if (failure.errors.length > 0) this.faults = failure.errors.map((error) => this.#faultOf(error));
    else this.failure = failure;
    return false;
  }

  /** A fault at its field; one in another language shows that language first. */
  #faultOf({ field, message }: { field: string; message: string }): Fault {
    const path = field.replace(/^notice\./, '');
    const [, list, first] = /^(texts|fields)\[(\d+)\]/.exec(path) ?? [];
    const place = Number(first);
    const said = message.charAt(0).toUpperCase() + message.slice(1);
    if (list === 'fields') return { message: said, target: fieldId(place) };
    if (list !== 'texts') return { message: said, target: LANGUAGE_FIELD };
    const block = /\.blocks\[(\d+)\]/.exec(path)?.[1];
    const target = block === undefined ? titleId : blockId(Number(block));
    const act = () => {
      this.place = place;
      void tick().then(() => document.getElementById(target)?.focus());
    };
    return { message: said, act };
  }
}
