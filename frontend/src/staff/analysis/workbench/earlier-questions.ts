// Questions of earlier versions of a framework. Stories answered them, so they can be followed and compared, too.
import { getFramework } from '../../../api/staff';
import type { Framework } from '../../../api/types';
import { Lexicon } from '../../selection/lexicon';

/** A lexicon that also knows what only earlier versions ask. A version that cannot be loaded is left out. */
export async function withEarlierQuestions({ framework }: Lexicon): Promise<Lexicon> {
  const versions = Array.from({ length: framework.version - 1 }, (_, i) => framework.version - 1 - i);
  const answers = await Promise.all(versions.map((version) => getFramework(framework.slug, version)));
  const signifiers: Framework['signifiers'][number][] = [...framework.signifiers];
  for (const answer of answers) {
    const own = answer.ok ? answer.value.signifiers : [];
    signifiers.push(...own.filter(({ id }) => signifiers.every((known) => known.id !== id)));
  }
  return new Lexicon({ ...framework, signifiers });
}
