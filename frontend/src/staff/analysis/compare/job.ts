// A comparison as a job of the service.
import { beginComparison } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { Comparison, ComparisonRequest } from '../../../api/types';
import { runJob } from '../workbench/job';

/** Compares; see `runJob`. */
export const runComparison = (
  request: ComparisonRequest,
  signal: AbortSignal,
  tell: (progress: number) => void,
): Promise<Result<Comparison>> => runJob(() => beginComparison(request), 'results', signal, tell);
