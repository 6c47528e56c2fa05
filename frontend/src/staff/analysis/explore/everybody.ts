// The patterns of all stories of a framework, beside which a selection is shown. They are asked for again only when stories have
// changed, or when the maps are drawn in another way.
import { getPatterns } from '../../../api/staff';
import type { Result } from '../../../api/client';
import type { Patterns, PatternsRequest } from '../../../api/types';

type Request = Omit<PatternsRequest, 'selection'>;

export class Everybody {
  #known: { key: string; patterns: Patterns } | undefined;

  constructor(private readonly framework: string) {}

  /** @param own The answer beside which they are shown: both must take the same changes into account. */
  async load(
    request: Request,
    own: Promise<Result<Patterns>>,
    signal: AbortSignal,
  ): Promise<Result<Patterns>> {
    const key = JSON.stringify(request);
    if (this.#known?.key === key) {
      const answer = await own;
      if (!answer.ok) return answer;
      if (answer.value.change === this.#known.patterns.change)
        return { ok: true, value: this.#known.patterns };
    }
    const loaded = await getPatterns({ ...request, selection: { framework: this.framework } }, signal);
    if (loaded.ok) this.#known = { key, patterns: loaded.value };
    return loaded;
  }
}
