import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleMDX } from 'mdx-bundler';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { remarkHeadings, remarkKatex } from './remark-plugins';

export interface Heading {
  readonly depth: number;
  readonly id: string;
  readonly text: string;
}

export interface CompiledMdx {
  readonly code: string;
  readonly frontmatter: Record<string, string>;
  readonly headings: readonly Heading[];
}

const cacheFolder = join(process.cwd(), '.cache', 'mdx');
const toolchain = ['package-lock.json', 'content/loader/mdx.ts', 'content/loader/remark-plugins.ts']
  .map((file) => readFileSync(join(process.cwd(), file), 'utf8'))
  .join('\0');

/**
 * Compiles MDX to a function body, cached by the hash of its source and of the toolchain. No imports are allowed
 * in a chapter: it reaches components only through the registry's tags.
 */
export async function compileMdx(source: string, name: string): Promise<CompiledMdx> {
  const forbidden = source.match(/^\s*(import|export)\s.+$/m);
  if (forbidden) throw new Error(`${name}: MDX may not import or export (“${forbidden[0].trim()}”)`);
  const key = createHash('sha256').update(source).update(toolchain).digest('hex').slice(0, 32);
  const file = join(cacheFolder, `${key}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as CompiledMdx;
  } catch {
    // Not cached yet, or an unreadable cache: compile.
  }
  const headings: Heading[] = [];
  const { code, frontmatter } = await bundleMDX({
    source,
    mdxOptions: (options) => {
      options.remarkPlugins = [
        ...(options.remarkPlugins ?? []),
        remarkGfm,
        remarkMath,
        [remarkKatex, { name, target: 'mdx' }],
        [remarkHeadings, { name, onHeading: (heading: Heading) => headings.push(heading) }],
      ];
      return options;
    },
  });
  const compiled = { code, frontmatter: frontmatter as Record<string, string>, headings };
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(file, JSON.stringify(compiled));
  return compiled;
}

type MdxContent = (props: { components: Record<string, unknown> }) => React.ReactElement;

/** Evaluates compiled MDX at build time; the result is a server component, so no evaluation reaches the browser. */
export function mdxComponent(code: string): MdxContent {
  const scope = { React, ReactDOM: {}, _jsx_runtime: jsxRuntime };
  const evaluate = new Function(...Object.keys(scope), code);
  return (evaluate(...Object.values(scope)) as { default: MdxContent }).default;
}
