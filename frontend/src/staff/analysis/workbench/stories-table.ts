// The list of stories as data: those that are shown, without their texts. Texts leave the service only by an export.
import type { SearchHit } from '../../../api/types';
import { textCell, type FigureTable } from '../../figures/table';
import type { Lexicon } from '../../selection/lexicon';
import { explore } from '../../texts';

export function storiesTable(stories: readonly SearchHit[], lexicon: Lexicon): FigureTable {
  const words = explore.stories.table;
  return {
    columns: [words.title, words.received, words.language, words.prompt, words.quotable, words.id].map(
      (label) => ({ label }),
    ),
    rows: stories.map(({ title, received, language, prompt, quotable, id }) =>
      [
        title || explore.stories.untitled,
        received,
        language,
        prompt ? lexicon.prompt(prompt) : words.notShown,
        quotable ? words.yes : words.no,
        id,
      ].map(textCell),
    ),
  };
}
