// The pages over one selection. Each link to another page keeps the selection and B.

export type AnalysisPage = 'maps' | 'compare' | 'change' | 'clusters' | 'words';

export const ANALYSIS_PAGES: readonly { id: AnalysisPage; path: string }[] = [
  { id: 'maps', path: '/explore' },
  { id: 'compare', path: '/compare' },
  { id: 'change', path: '/change' },
  { id: 'clusters', path: '/clusters' },
  { id: 'words', path: '/words' },
];
