// Which part of the collections page the address asks for.

export type View =
  | { name: 'list' }
  | { name: 'make' }
  | { name: 'one'; code: string }
  | { name: 'edit'; code: string }
  | { name: 'poster'; code: string; language: string | undefined };

export function viewAt(query: string): View {
  const given = new URLSearchParams(query);
  const code = given.get('code')?.trim().toUpperCase();
  if (code && given.has('poster'))
    return { name: 'poster', code, language: given.get('poster') || undefined };
  if (code) return { name: given.has('edit') ? 'edit' : 'one', code };
  return given.has('new') ? { name: 'make' } : { name: 'list' };
}

export function addressOf(view: View): string {
  switch (view.name) {
    case 'list':
      return '/collections';
    case 'make':
      return '/collections?new';
    case 'one':
      return `/collections?code=${encodeURIComponent(view.code)}`;
    case 'edit':
      return `/collections?code=${encodeURIComponent(view.code)}&edit`;
    case 'poster':
      return `/collections?code=${encodeURIComponent(view.code)}&poster=${encodeURIComponent(view.language ?? '')}`;
  }
}
