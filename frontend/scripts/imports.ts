// Which file of `src` imports which: TypeScript, Svelte and SCSS, with type imports and dynamic imports.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Files with the files that each imports; paths are relative to the root. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Folders with the folders that each may import from. A file belongs to the longest folder that its path begins with. */
export type Table = Readonly<Record<string, readonly string[]>>;

/** The imports of all files under `root`. Imports of packages, and of files outside `root`, are left out. */
export function readImports(root: string): Imports {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte|scss)$/.test(file))
    .sort();
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const found = specifiersIn(file, readFileSync(join(root, file), 'utf8'))
        .map((specifier) => normalize(join(dirname(file), specifier)))
        .filter((path) => !path.startsWith('..'))
        .map((path) => resolved(path, known) ?? missing(root, file, path));
      return [file, [...new Set(found)].filter((path) => known.has(path)).sort()];
    }),
  );
}

/** The relative specifiers that a file imports from, with those of types and of dynamic imports. */
export function specifiersIn(file: string, text: string): string[] {
  if (file.endsWith('.scss'))
    return [...text.matchAll(/@(?:use|forward|import) '([^']+)'/g)].flatMap(relative);
  const scripts = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script)
    : [text];
  return scripts
    .flatMap((script) => ts.preProcessFile(script, true, true).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((specifier) => specifier.startsWith('.'));
}

/** SCSS looks beside the file first; packages are named by their folder under node_modules. */
function relative([, specifier = '']: RegExpMatchArray): string[] {
  return /^(sass:|govuk-frontend\/)/.test(specifier) ? [] : [specifier];
}

function resolved(path: string, known: ReadonlySet<string>): string | undefined {
  const partial = join(dirname(path), `_${path.slice(dirname(path) === '.' ? 0 : dirname(path).length + 1)}`);
  return [
    path,
    `${path}.ts`,
    path.replace(/\.svelte$/, '.svelte.ts'),
    `${path}/index.ts`,
    `${path}/index.svelte.ts`,
    `${path}.scss`,
    `${partial}.scss`,
  ].find((candidate) => known.has(candidate));
}

/** A file of another kind, such as a picture, is fine; one that is not there is a fault of this script. */
function missing(root: string, file: string, path: string): string {
  const found = join(root, path);
  if (existsSync(found) && statSync(found).isFile()) return path;
  throw new Error(`${file} imports ${path}, which is not found`);
}

/** One cycle for each group of files that import each other, as the files on its way round. */
export function cyclesIn(imports: Imports): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) {
      cycles.push([...way.slice(start), file]);
      return;
    }
    if (done.has(file)) return;
    for (const other of imports.get(file) ?? []) visit(other, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return cycles;
}

/** The folder of the table that a file belongs to. */
export function folderOf(file: string, table: Table): string | undefined {
  return Object.keys(table)
    .filter((folder) => file.startsWith(`${folder}/`))
    .sort((one, other) => other.length - one.length)[0];
}

/** Imports between folders that the table does not allow, and files in no folder of it. */
export function forbiddenIn(imports: Imports, table: Table): string[] {
  return [...imports].flatMap(([file, found]) => {
    const from = folderOf(file, table);
    if (from === undefined) return [`${file} is in no folder of the table`];
    return found.flatMap((other) => {
      const to = folderOf(other, table);
      const allowed = to === from || (to !== undefined && table[from]?.includes(to));
      return allowed
        ? []
        : [`${from} may not import ${to ?? 'what is in no folder'}: ${file} imports ${other}`];
    });
  });
}
