export function buildList(pages: Record<string, string>): {
  version: string;
  pages: string[];
  files: string[];
  later: string[];
};
