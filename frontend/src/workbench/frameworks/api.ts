// What the framework pages ask of the service.
import type { components } from '../../lib/api-types';
import type { Framework } from '../../lib/framework';
import { request, type Answered } from '../api/request';
import type { Checked, Doc } from './types';

type Schemas = components['schemas'];

export { getFramework, getFrameworks } from '../api';

const at = (slug: string, version: number) => `/frameworks/${encodeURIComponent(slug)}/versions/${version}`;

export const getDrafts = (): Promise<Answered<Schemas['Drafts']>> => request('/frameworks/drafts');

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

export const getChanges = (slug: string, from: number, to: number): Promise<Answered<Schemas['Changes']>> =>
  request(`/frameworks/${encodeURIComponent(slug)}/changes?from=${from}&to=${to}`);
