// The texts around every figure: its table and its files.

export const figures = {
  how: 'How this is worked out',
  table: 'Table',
  tableOf: (title: string) => `Table: ${title}`,
  download: {
    label: 'Download',
    svg: 'SVG',
    png: 'PNG',
    csv: 'CSV',
    json: 'JSON',
    of: (kind: string, title: string) => `${kind}: ${title}`,
  },
  about: {
    selection: 'Selection',
    pinned: 'Selection B',
    framework: 'Framework',
    version: (slug: string, version: number) => `${slug}, version ${version}`,
    change: 'Change number',
    seed: 'Seed',
    noSeed: 'none, nothing was drawn at random',
    date: 'Date',
  },
};
