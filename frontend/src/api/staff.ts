// What staff pages ask of the service.
import { ANALYSIS_TIMEOUT, fileOutcome, options, outcome, staff, type Call, type Result } from './client';
import { acceptedStory, hasMediaType } from './response-origin';
import type {
  AcceptedStory,
  Associations,
  AssociationsRequest,
  ClearRequest,
  ClustersRequest,
  Collection,
  CollectionRequest,
  ComparisonRequest,
  ExportEntry,
  ExportRequest,
  Exports,
  Framework,
  FrameworkCheck,
  Job,
  Me,
  ModerationState,
  Neighbours,
  NeighboursRequest,
  NoticeDocument,
  NoticeKind,
  NoticeVersion,
  Patterns,
  PatternsRequest,
  Queue,
  QueuedStory,
  ResponseBody,
  SearchRequest,
  SearchResults,
  Story,
  Submission,
  Transcription,
  Trends,
  TrendsRequest,
  View,
  ViewRequest,
  WithholdRequest,
  Words,
  WordsRequest,
} from './types';

export const signIn = (name: string, password: string): Promise<Result<Me>> =>
  outcome(staff.POST('/api/v1/session', { body: { name, password }, ...options() }));

export const signOut = (): Promise<Result<unknown>> => outcome(staff.DELETE('/api/v1/session', options()));

export const getMe = (): Promise<Result<Me>> => outcome(staff.GET('/api/v1/me', options()));

export const getFrameworks = (): Promise<Result<ResponseBody<'list_frameworks'>>> =>
  outcome(staff.GET('/api/v1/frameworks', options()));

/** A framework: the newest version, or the one that is named. */
export function getFramework(slug: string, version?: number): Promise<Result<Framework>> {
  if (version === undefined) {
    return outcome(staff.GET('/api/v1/frameworks/{slug}', { params: { path: { slug } }, ...options() }));
  }
  return outcome(
    staff.GET('/api/v1/frameworks/{slug}/versions/{version}', {
      params: { path: { slug, version } },
      ...options(),
    }),
  );
}

export const getDrafts = (): Promise<Result<ResponseBody<'list_drafts'>>> =>
  outcome(staff.GET('/api/v1/frameworks/drafts', options()));

export const saveDraft = (draft: Framework): Promise<Result<unknown>> =>
  outcome(
    staff.PUT('/api/v1/frameworks/{slug}/versions/{version}', {
      params: { path: { slug: draft.slug, version: draft.version } },
      body: draft,
      ...options(),
    }),
  );

export const publishDraft = (
  slug: string,
  version: number,
  allowMachineDrafts: boolean,
): Promise<Result<unknown>> =>
  outcome(
    staff.POST('/api/v1/frameworks/{slug}/versions/{version}/publish', {
      params: {
        path: { slug, version },
        ...(allowMachineDrafts && { query: { machine_drafts: 'allow' as const } }),
      },
      ...options(),
    }),
  );

export const checkFramework = (draft: Framework, signal: AbortSignal): Promise<Result<FrameworkCheck>> =>
  outcome(staff.POST('/api/v1/frameworks/check', { body: draft, ...options(signal) }), { signal });

export const getChanges = (
  slug: string,
  from: number,
  to: number,
): Promise<Result<ResponseBody<'framework_changes'>>> =>
  outcome(
    staff.GET('/api/v1/frameworks/{slug}/changes', {
      params: { path: { slug }, query: { from, to } },
      ...options(),
    }),
  );

/** Checks a story against a version, which may be a draft. Nothing is stored. */
export const tryFramework = (slug: string, version: number, story: Submission): Promise<Result<unknown>> =>
  outcome(
    staff.POST('/api/v1/frameworks/{slug}/versions/{version}/try', {
      params: { path: { slug, version } },
      body: story,
      ...options(),
    }),
  );

export const getPatterns = (body: PatternsRequest, signal?: AbortSignal): Promise<Result<Patterns>> =>
  outcome(staff.POST('/api/v1/patterns', { body, ...options(signal, ANALYSIS_TIMEOUT) }), {
    signal,
    isAnalysis: true,
  });

export const search = (body: SearchRequest, signal?: AbortSignal): Promise<Result<SearchResults>> =>
  outcome(staff.POST('/api/v1/search', { body, ...options(signal, ANALYSIS_TIMEOUT) }), {
    signal,
    isAnalysis: true,
  });

export const getAssociations = (
  body: AssociationsRequest,
  signal?: AbortSignal,
): Promise<Result<Associations>> =>
  outcome(staff.POST('/api/v1/associations', { body, ...options(signal, ANALYSIS_TIMEOUT) }), {
    signal,
    isAnalysis: true,
  });

/** Starts a comparison as a job. */
export const beginComparison = (body: ComparisonRequest): Promise<Result<Job>> =>
  outcome(
    staff.POST('/api/v1/compare', { params: { query: { job: true } }, body, ...options() }) as Call<Job>,
  );

/** Starts to find clusters as a job. */
export const beginClusters = (body: ClustersRequest): Promise<Result<Job>> =>
  outcome(
    staff.POST('/api/v1/clusters', { params: { query: { job: true } }, body, ...options() }) as Call<Job>,
  );

export const getNeighbours = (body: NeighboursRequest, signal?: AbortSignal): Promise<Result<Neighbours>> =>
  outcome(staff.POST('/api/v1/neighbours', { body, ...options(signal, ANALYSIS_TIMEOUT) }), {
    signal,
    isAnalysis: true,
  });

/** A job of this account, with its result when it is finished. */
export const getJob = (id: string, signal?: AbortSignal): Promise<Result<Job>> =>
  outcome(staff.GET('/api/v1/jobs/{id}', { params: { path: { id } }, ...options(signal) }), { signal });

/** Cancels a job of this account, and deletes it with its result. */
export const endJob = (id: string): Promise<Result<unknown>> =>
  outcome(staff.DELETE('/api/v1/jobs/{id}', { params: { path: { id } }, ...options() }));

export const getWords = (body: WordsRequest, signal?: AbortSignal): Promise<Result<Words>> =>
  outcome(staff.POST('/api/v1/words', { body, ...options(signal, ANALYSIS_TIMEOUT) }), {
    signal,
    isAnalysis: true,
  });

export const getTrends = (body: TrendsRequest, signal?: AbortSignal): Promise<Result<Trends>> =>
  outcome(staff.POST('/api/v1/trends', { body, ...options(signal, ANALYSIS_TIMEOUT) }) as Call<Trends>, {
    signal,
    isAnalysis: true,
  });

export const getViews = (): Promise<Result<ResponseBody<'list_views'>>> =>
  outcome(staff.GET('/api/v1/views', options()));

export const saveView = (body: ViewRequest): Promise<Result<View>> =>
  outcome(staff.POST('/api/v1/views', { body, ...options() }));

export const renameView = (id: string, name: string): Promise<Result<View>> =>
  outcome(staff.PUT('/api/v1/views/{id}', { params: { path: { id } }, body: { name }, ...options() }));

export const deleteView = (id: string): Promise<Result<unknown>> =>
  outcome(staff.DELETE('/api/v1/views/{id}', { params: { path: { id } }, ...options() }));

export const getExports = (): Promise<Result<Exports>> =>
  outcome(staff.GET('/api/v1/exports', options()) as Call<Exports>);

export const askForExport = (body: ExportRequest): Promise<Result<ExportEntry>> =>
  outcome(staff.POST('/api/v1/exports', { body, ...options() }) as Call<ExportEntry>);

export const getExport = (id: string, signal: AbortSignal): Promise<Result<ExportEntry>> =>
  outcome(
    staff.GET('/api/v1/exports/{id}', {
      params: { path: { id } },
      ...options(signal),
    }) as Call<ExportEntry>,
    { signal },
  );

export const agreeToExport = (id: string): Promise<Result<ExportEntry>> =>
  outcome(
    staff.POST('/api/v1/exports/{id}/agree', {
      params: { path: { id } },
      ...options(),
    }) as Call<ExportEntry>,
  );

export const refuseExport = (id: string, reason: string): Promise<Result<ExportEntry>> =>
  outcome(
    staff.POST('/api/v1/exports/{id}/refuse', {
      params: { path: { id } },
      body: { reason },
      ...options(),
    }) as Call<ExportEntry>,
  );

export const cancelExport = (id: string): Promise<Result<ExportEntry>> =>
  outcome(
    staff.POST('/api/v1/exports/{id}/cancel', {
      params: { path: { id } },
      ...options(),
    }) as Call<ExportEntry>,
  );

/** The file of an export, with the name that the service gave it. It may take minutes to make. */
export async function getExportFile(
  id: string,
  signal: AbortSignal,
): Promise<Result<{ name: string; content: Blob }>> {
  let name = 'export';
  const call = staff
    .GET('/api/v1/exports/{id}/file', { params: { path: { id } }, parseAs: 'blob', signal })
    .then((answer) => {
      name = /filename="([^"]+)"/.exec(answer.response.headers.get('content-disposition') ?? '')?.[1] ?? name;
      return answer as Awaited<Call<Blob>>;
    });
  const file = await fileOutcome(call, (response) => response.headers.has('content-disposition'));
  return file.ok ? { ok: true, value: { name, content: file.value } } : file;
}

export const getStory = (id: string): Promise<Result<Story>> =>
  outcome(staff.GET('/api/v1/stories/{id}', { params: { path: { id } }, ...options() }));

export const getQueue = (state: ModerationState, limit: number, after?: number): Promise<Result<Queue>> =>
  outcome(
    staff.GET('/api/v1/moderation/stories', {
      params: { query: { state, limit, ...(after !== undefined && { after }) } },
      ...options(),
    }),
  );

export const getQueuedStory = (id: string): Promise<Result<QueuedStory>> =>
  outcome(staff.GET('/api/v1/moderation/stories/{id}', { params: { path: { id } }, ...options() }));

export const clearStory = (id: string, body: ClearRequest): Promise<Result<QueuedStory>> =>
  outcome(
    staff.POST('/api/v1/moderation/stories/{id}/clear', { params: { path: { id } }, body, ...options() }),
  );

export const withholdStory = (id: string, body: WithholdRequest): Promise<Result<QueuedStory>> =>
  outcome(
    staff.POST('/api/v1/moderation/stories/{id}/withhold', { params: { path: { id } }, body, ...options() }),
  );

/** A recording or a picture that came with a story. */
export const getAttachment = (id: string, attachment: string): Promise<Result<Blob>> =>
  fileOutcome(
    staff.GET('/api/v1/moderation/stories/{id}/attachments/{attachment}', {
      params: { path: { id, attachment } },
      parseAs: 'blob',
    }),
    (response) => !hasMediaType(response, 'text/html'),
  );

export const getCollections = (signal?: AbortSignal): Promise<Result<ResponseBody<'list_collections'>>> =>
  outcome(staff.GET('/api/v1/collections', options(signal)), { signal });

export const createCollection = (body: CollectionRequest): Promise<Result<Collection>> =>
  outcome(staff.POST('/api/v1/collections', { body, ...options() }));

/** Changes a collection that still has the revision that was read. */
export const editCollection = (
  joinCode: string,
  revision: string,
  collection: CollectionRequest,
): Promise<Result<Collection>> =>
  outcome(
    staff.PUT('/api/v1/collections/{join_code}', {
      params: { path: { join_code: joinCode } },
      body: { revision, collection },
      ...options(),
    }),
  );

export const closeCollection = (joinCode: string): Promise<Result<unknown>> =>
  outcome(
    staff.POST('/api/v1/collections/{join_code}/close', {
      params: { path: { join_code: joinCode } },
      ...options(),
    }),
  );

export const reopenCollection = (joinCode: string): Promise<Result<unknown>> =>
  outcome(
    staff.POST('/api/v1/collections/{join_code}/reopen', {
      params: { path: { join_code: joinCode } },
      ...options(),
    }),
  );

/** Sends a story that was told on paper. The same receipt and answers get the same answer again. */
export const sendTranscription = (body: Transcription): Promise<Result<AcceptedStory>> =>
  outcome(staff.POST('/api/v1/transcriptions', { body, ...options() }), {
    expected: acceptedStory(body.receipt ?? ''),
  });

export const getNotices = (): Promise<Result<ResponseBody<'list_notices'>>> =>
  outcome(staff.GET('/api/v1/notices', options()));

export const getNoticeVersion = (kind: NoticeKind, version: number): Promise<Result<NoticeVersion>> =>
  outcome(
    staff.GET('/api/v1/notices/{kind}/versions/{version}', {
      params: { path: { kind, version } },
      ...options(),
    }),
  );

/** Stores a draft in place of the one that was read; without a revision it is a new one. */
export const saveNotice = (
  kind: NoticeKind,
  version: number,
  notice: NoticeDocument,
  revision: string | undefined,
): Promise<Result<NoticeVersion>> =>
  outcome(
    staff.PUT('/api/v1/notices/{kind}/versions/{version}', {
      params: { path: { kind, version } },
      body: { notice, ...(revision !== undefined && { revision }) },
      ...options(),
    }),
  );

export const publishNotice = (
  kind: NoticeKind,
  version: number,
  revision: string,
): Promise<Result<NoticeVersion>> =>
  outcome(
    staff.POST('/api/v1/notices/{kind}/versions/{version}/publish', {
      params: { path: { kind, version } },
      body: { revision },
      ...options(),
    }),
  );
