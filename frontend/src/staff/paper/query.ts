// What is printed, or typed in, as the address says it: /paper?framework=…&version=…&language=…&collection=…&audience=…&copies=…

export interface PaperQuery {
  framework: string | undefined;
  version: number | undefined;
  language: string | undefined;
  collection: string | undefined;
  audience: string | undefined;
  copies: number;
  /** Whether the paper is printed on both sides. */
  bothSides: boolean;
}

export const MOST_COPIES = 50;

export function readQuery(query: string): PaperQuery {
  const given = new URLSearchParams(query);
  const text = (name: string) => given.get(name)?.trim() || undefined;
  const whole = (name: string) =>
    /^\d{1,6}$/.test(given.get(name) ?? '') ? Number(given.get(name)) : undefined;
  return {
    framework: text('framework'),
    version: whole('version'),
    language: text('language'),
    collection: text('collection'),
    audience: text('audience'),
    copies: Math.min(MOST_COPIES, Math.max(1, whole('copies') ?? 1)),
    bothSides: given.get('sides') !== '1',
  };
}

export function writeQuery({ copies, bothSides, ...asked }: PaperQuery): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, String(value));
  if (copies > 1) query.set('copies', String(copies));
  if (!bothSides) query.set('sides', '1');
  const text = query.toString();
  return text ? `?${text}` : '';
}
