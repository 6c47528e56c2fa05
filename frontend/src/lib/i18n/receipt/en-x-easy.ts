// The receipt page in easy read: one idea a line, short words. What is not here is said as in plain English.
import type { Translation } from '../translation';
import type { ReceiptWords } from './en';

export const words: Translation<ReceiptWords> = {
  consent: 'What we can do with your story',
  done: {
    counted: 'Saved. We count your story with other stories.',
    uncounted: 'Saved. We do not count your story any more.',
    quoted: 'Saved. We can use your words in public.',
    unquoted: 'Saved. We do not use your words in public any more.',
    printed: 'They may still be in a report that we made before.',
    answer: 'Saved. Your answer is changed.',
    proposed: 'Saved. Other people cannot see your story now. A person must read your new words first.',
  },
  stopQuoting: 'Stop using my words in public',
  proposeHint:
    'A person has read your story. You can change the words. Then other people cannot see your story. A person must read your new words first.',
  proposal: 'A person must read your new words. Until then other people cannot see your story.',
};
