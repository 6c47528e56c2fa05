// What the address of the framework pages asks for.

export type View =
  | { kind: 'list' }
  | { kind: 'new'; slug: string }
  | { kind: 'edit'; slug: string; version: number; from?: number }
  | { kind: 'changes'; slug: string; from: number; to: number };

const SLUG = /^[a-z0-9-]{1,64}$/;

/** Reads `?new=SLUG`, `?slug=SLUG&version=2`, the same with `&from=1`, and `?changes=SLUG&from=1&to=2`. */
export function viewAt(query: string): View {
  const asked = new URLSearchParams(query);
  const slugOf = (name: string) => {
    const slug = asked.get(name) ?? '';
    return SLUG.test(slug) ? slug : undefined;
  };
  const number = (name: string) => {
    const value = Number(asked.get(name));
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const fresh = slugOf('new');
  if (fresh) return { kind: 'new', slug: fresh };
  const [changes, slug] = [slugOf('changes'), slugOf('slug')];
  const [from, to, version] = [number('from'), number('to'), number('version')];
  if (changes && from && to) return { kind: 'changes', slug: changes, from, to };
  if (slug && version) return { kind: 'edit', slug, version, ...(from ? { from } : {}) };
  return { kind: 'list' };
}

export const editAt = (slug: string, version: number, from?: number): string =>
  `/frameworks?slug=${slug}&version=${version}${from ? `&from=${from}` : ''}`;

export const changesAt = (slug: string, from: number, to: number): string =>
  `/frameworks?changes=${slug}&from=${from}&to=${to}`;
