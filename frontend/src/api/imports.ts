// What the page for imports asks of the service. A table is sent with each request, and the service keeps none.
import { options, outcome, staff, UPLOAD_TIMEOUT, type Result } from './client';
import type { Guess, ImportReport, Mapping, ImportPreview, ResponseBody } from './types';

/** Which part of a file is the table. */
export interface TablePart {
  sheet?: string;
  header_row?: number;
  header_rows?: number;
}

/** The largest file that the service takes, in MiB. */
export const LARGEST_TABLE = 20;

function formOf(file: File, mapping?: Mapping): FormData {
  const form = new FormData();
  if (mapping) form.append('mapping', new Blob([JSON.stringify(mapping)], { type: 'application/json' }));
  // Without its name, which may say something of a person.
  form.append('file', new Blob([file], { type: 'application/octet-stream' }));
  return form;
}

const upload = () => options(undefined, UPLOAD_TIMEOUT);

export const guessMapping = (
  file: File,
  slug: string,
  language: string,
  part: TablePart,
): Promise<Result<Guess>> =>
  outcome(
    staff.POST('/api/v1/imports/guess', {
      params: { query: { slug, language, ...part } },
      body: { file: '' },
      bodySerializer: () => formOf(file),
      ...upload(),
    }),
  );

export const previewImport = (file: File, mapping: Mapping): Promise<Result<ImportPreview>> =>
  outcome(
    staff.POST('/api/v1/imports/preview', {
      body: { file: '', mapping },
      bodySerializer: () => formOf(file, mapping),
      ...upload(),
    }),
  );

export const importTable = (
  file: File,
  mapping: Mapping,
  query: { dry_run: boolean },
): Promise<Result<ImportReport>> =>
  outcome(
    staff.POST('/api/v1/imports', {
      params: { query },
      body: { file: '', mapping },
      bodySerializer: () => formOf(file, mapping),
      ...upload(),
    }),
  );

export const getMappings = (): Promise<Result<ResponseBody<'list_mappings'>>> =>
  outcome(staff.GET('/api/v1/mappings', options()));

export const getMapping = (name: string): Promise<Result<Mapping>> =>
  outcome(staff.GET('/api/v1/mappings/{name}', { params: { path: { name } }, ...options() }));

export const saveMapping = (name: string, mapping: Mapping): Promise<Result<unknown>> =>
  outcome(staff.PUT('/api/v1/mappings/{name}', { params: { path: { name } }, body: mapping, ...options() }));

export const deleteMapping = (name: string): Promise<Result<unknown>> =>
  outcome(staff.DELETE('/api/v1/mappings/{name}', { params: { path: { name } }, ...options() }));
