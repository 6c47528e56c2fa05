// What the framework pages ask of the service.
import { request, type Answered } from '../api/request';
import type { Framework } from '../../lib/framework';
import type { Change, Checked, Doc, DraftEntry } from './types';

export { getFramework, getFrameworks } from '../api';

const at = (slug: string, version: number) => `/frameworks/${encodeURIComponent(slug)}/versions/${version}`;

export const getDrafts = (): Promise<Answered<{ drafts: DraftEntry[] }>> => request('/frameworks/drafts');

export const keepDraft = (doc: Doc): Promise<Answered<unknown>> =>
  request(at(doc.slug, doc.version), { method: 'PUT', body: doc });

export const publishDraft = (
  slug: string,
  version: number,
  machineDraftsToo: boolean,
): Promise<Answered<Framework>> =>
  request(`${at(slug, version)}/publish${machineDraftsToo ? '?machine_drafts=allow' : ''}`, {
    method: 'POST',
    body: {},
  });

export const checkFramework = (doc: Doc, signal: AbortSignal): Promise<Answered<Checked>> =>
  request('/frameworks/check', { method: 'POST', body: doc, signal });

export const getChanges = (
  slug: string,
  from: number,
  to: number,
): Promise<Answered<{ changes: Change[] }>> =>
  request(`/frameworks/${encodeURIComponent(slug)}/changes?from=${from}&to=${to}`);
