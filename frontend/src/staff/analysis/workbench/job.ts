// Long work as a job of the service: how far it has come is told meanwhile, and it ends when nobody waits for it.
import { endJob, getJob } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { Failure } from '../../../api/problem';
import type { Job } from '../../../api/types';

/** Milliseconds before the first look at a job, and at most between two. */
const FIRST = 60;
const LONGEST = 1_000;

/**
 * Waits for a job. When the signal is aborted it throws, and the service stops its work.
 *
 * @param begin Begins the job. It takes no signal: a request that was broken off could leave a job that nobody knows.
 * @param field A field that the result has.
 * @param tell Called with how much is done, 0 to 1.
 */
export async function runJob<Answer extends object>(
  begin: () => Promise<Result<Job>>,
  field: keyof Answer,
  signal: AbortSignal,
  tell: (progress: number) => void,
): Promise<Result<Answer>> {
  const begun = await begin();
  if (!begun.ok) return begun;
  let job = begun.value;
  try {
    for (let wait = FIRST; job.state === 'under_way'; wait = Math.min(LONGEST, wait * 1.5)) {
      tell(job.progress);
      await pause(wait, signal);
      const answer = await getJob(job.id, signal);
      if (!answer.ok) return answer;
      job = answer.value;
    }
  } finally {
    void endJob(job.id);
  }
  return resultOf(job, field);
}

function resultOf<Answer extends object>(
  { state, result, problem }: Job,
  field: keyof Answer,
): Result<Answer> {
  if (state === 'done' && result && field in result) return { ok: true, value: result as unknown as Answer };
  const detail = problem?.message ?? '';
  const failure: Failure = {
    kind: 'invalid',
    errors: problem ? [problem] : [],
    problem: { type: 'about:blank', status: 422, detail },
  };
  return { ok: false, failure };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const stop = () => fail(signal.reason as Error);
    if (signal.aborted) return stop();
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stopTimer);
      done();
    }, milliseconds);
    const stopTimer = () => {
      clearTimeout(timer);
      stop();
    };
    signal.addEventListener('abort', stopTimer, { once: true });
  });
}
