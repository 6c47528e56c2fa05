// Writes which npm packages are in a build, for the licences that go with the binary (scripts/third_party.py).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The package of a file, whichever of several nested ones it is in; nothing for the project's own files. */
export function packageOf(file: string): string | undefined {
  const parts = file.split('/node_modules/').at(-1)?.split('/');
  if (!file.includes('/node_modules/') || !parts) return undefined;
  return parts[0]?.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/** The packages that a style sheet takes in by name. Sass replaces them by what is in them, so that no module is left. */
export function packagesUsedBy(style: string): string[] {
  const found = [...style.matchAll(/^\s*@(?:use|forward|import)\s+['"]([^'"]+)['"]/gm)].map(
    ([, name]) => name ?? '',
  );
  const foreign = found.filter(
    (name) => !name.startsWith('.') && !name.startsWith('sass:') && name.includes('/'),
  );
  return foreign.flatMap((name) => packageOf(`/node_modules/${name}`) ?? []);
}

function stylesUnder(root: string): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.scss')).map((file) => readFileSync(join(root, file), 'utf8'));
}

/**
 * @param fileName Where the list goes, in the folder of the build.
 * @param sources The folder with the style sheets; nothing for a build without any.
 */
export function bundledPackages(fileName: string, sources?: string): Plugin {
  return {
    name: 'bundled-packages',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const modules = chunks.flatMap(({ moduleIds }) => moduleIds).flatMap((id) => packageOf(id) ?? []);
      const names = new Set([...modules, ...(sources ? stylesUnder(sources).flatMap(packagesUsedBy) : [])]);
      this.emitFile({ type: 'asset', fileName, source: `${JSON.stringify([...names].sort(), null, 2)}\n` });
    },
  };
}
