// Leaves out the rules of govuk-frontend for parts of it that no page has: a component's styles come whole, and most pages
// use only some of them. A class is used when its name is in a source file, also in parts: `govuk-{kind}__item`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'postcss';

const NAME = /govuk-[\w{}$.()-]*/g;

/** Whether a class is named in one of these texts. */
export function usedIn(texts: readonly string[]): (name: string) => boolean {
  const names = new Set(texts.flatMap((text) => text.match(NAME) ?? []));
  const whole = new Set([...names].filter((name) => !name.includes('{')));
  const parts = [...names]
    .filter((name) => name.includes('{'))
    .map((name) => new RegExp(`^${name.replace(/\$?\{[^}]*\}?/g, '[a-z]+').replace(/[.()]/g, '\\$&')}$`));
  return (name) => whole.has(name) || parts.some((part) => part.test(name));
}

/** The texts of all pages and scripts under `root`. */
export function textsUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(svelte|ts|html)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'));
}

/** Removes selectors that no element can match, because they name a class of govuk-frontend that is not used. */
export function usedStyles(used: (name: string) => boolean): Plugin {
  const canMatch = (selector: string) => {
    const required = selector.replace(/:(not|is|where|has)\([^)]*\)/g, '');
    return [...required.matchAll(/\.(govuk-[\w-]+)/g)].every(([, name = '']) => used(name));
  };
  return {
    postcssPlugin: 'used-styles',
    OnceExit(root) {
      root.walkRules((rule) => {
        const kept = rule.selectors.filter(canMatch);
        if (kept.length === 0) rule.remove();
        else if (kept.length < rule.selectors.length) rule.selectors = kept;
      });
      root.walkAtRules((at) => {
        if (at.nodes?.length === 0) at.remove();
      });
    },
  };
}
