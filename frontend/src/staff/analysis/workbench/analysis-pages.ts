// The pages over one selection. Each link to another page keeps the selection and B.

export type AnalysisPage = 'maps' | 'compare' | 'words';

export const ANALYSIS_PAGES: readonly { id: AnalysisPage; path: string }[] = [
  { id: 'maps', path: '/explore' },
  { id: 'compare', path: '/compare' },
  { id: 'words', path: '/words' },
];
