// Leaves the names out of the words of other languages: `{ back: '…', next: '…' }` becomes `['…', '…']`, in the order in
// which English says them. The names are a fifth of what a language weighs on its way. `laidOver` puts them back.
import { parseAst, type Plugin } from 'vite';

type Node = ReturnType<typeof parseAst>['body'][number];
type Expression = NonNullable<Extract<Node, { type: 'VariableDeclaration' }>['declarations'][number]['init']>;
type Dictionary = Readonly<Record<string, unknown>>;

/** The English that files are laid over, by what their addresses match. */
export type Bases = readonly (readonly [files: RegExp, english: object])[];

export function wordsInOrder(bases: Bases): Plugin {
  return {
    name: 'words-in-order',
    apply: 'build',
    // After the types have been taken out.
    enforce: 'post',
    transform(code, id) {
      const english = bases.find(([files]) => files.test(id))?.[1];
      return english && { code: inOrder(code, english), map: null };
    },
  };
}

/** The same module with the dictionary that it exports as a list in the order of `english`. */
export function inOrder(code: string, english: object): string {
  for (const statement of parseAst(code).body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration')
      continue;
    const words = statement.declaration.declarations[0]?.init;
    if (!words) continue;
    return code.slice(0, words.start) + listed(words, english as Dictionary, code) + code.slice(words.end);
  }
  throw new Error('no dictionary is exported here');
}

function listed(words: Expression, english: Dictionary, code: string): string {
  if (words.type !== 'ObjectExpression') throw new Error('a section of a dictionary must be written out');
  const said = new Map<string, string>();
  for (const property of words.properties) {
    if (property.type !== 'Property' || property.computed)
      throw new Error('a dictionary has only plain names');
    const name =
      property.key.type === 'Literal'
        ? String(property.key.value)
        : code.slice(property.key.start, property.key.end);
    if (!(name in english)) throw new Error(`English does not say “${name}”`);
    const base = english[name];
    const value = property.value as Expression;
    said.set(name, isSection(base) ? listed(value, base, code) : code.slice(value.start, value.end));
  }
  const inOrder = Object.keys(english).map((name) => said.get(name) ?? '');
  while (inOrder.at(-1) === '') inOrder.pop();
  return `[${inOrder.join(',')}]`;
}

function isSection(words: unknown): words is Dictionary {
  return typeof words === 'object' && words !== null && !Array.isArray(words);
}
