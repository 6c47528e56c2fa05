// Questions of earlier versions: a comparison has them too, because stories answered them.
import { getFramework } from '../../../api/staff';
import type { Framework } from '../../../lib/framework';
import { Lexicon } from '../../selection/lexicon';

/** A lexicon that also knows these signifiers, as far as an earlier version of the framework has them. */
export async function lexiconWith(lexicon: Lexicon, signifiers: readonly string[]): Promise<Lexicon> {
  const { framework } = lexicon;
  let missing = signifiers.filter((id) => framework.signifiers.every((known) => known.id !== id));
  let found: Framework['signifiers'] = [];
  for (let version = framework.version - 1; version >= 1 && missing.length > 0; version -= 1) {
    const answer = await getFramework(framework.slug, version);
    if (!answer.ok) continue;
    const own = answer.value.signifiers.filter(({ id }) => missing.includes(id));
    found = [...found, ...own];
    missing = missing.filter((id) => own.every((known) => known.id !== id));
  }
  if (found.length === 0) return lexicon;
  return new Lexicon({ ...framework, signifiers: [...framework.signifiers, ...found] });
}
