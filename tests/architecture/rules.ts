import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The source tree as text, path → content. Tests add a planted file to it and expect a complaint. */
export type Tree = ReadonlyMap<string, string>;

export interface Violation {
  readonly rule: string;
  readonly file: string;
  readonly detail: string;
}

const sourceFolders = ['app', 'components', 'content', 'kernels', 'tools', 'tests', 'models'];
const sourcePattern = /\.(ts|tsx|mjs|mts|mdx)$/;

export function readTree(root: string): Tree {
  const tree = new Map<string, string>();
  const visit = (path: string) => {
    for (const name of readdirSync(join(root, path)).sort()) {
      const inner = `${path}/${name}`;
      if (statSync(join(root, inner)).isDirectory()) {
        if (name !== 'node_modules' && inner !== 'models/pocket/work' && inner !== 'tests/golden')
          visit(inner);
      } else if (sourcePattern.test(name)) tree.set(inner, readFileSync(join(root, inner), 'utf8'));
    }
  };
  for (const folder of sourceFolders) if (existsSync(join(root, folder))) visit(folder);
  return tree;
}

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

export function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|[^:'"`\\])\/\/[^\n]*/g, '$1');
}

/** Import and re-export specifiers of a module, comments aside. */
export function importsOf(source: string): Import[] {
  const text = withoutComments(source);
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s+)?[^'"`;]*?from\s*['"]([^'"]+)['"]/gm)) {
    found.push({ specifier: match[2], typeOnly: Boolean(match[1]), dynamic: false });
  }
  for (const match of text.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)) {
    found.push({ specifier: match[1], typeOnly: false, dynamic: false });
  }
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    found.push({ specifier: match[1], typeOnly: false, dynamic: true });
  }
  return found;
}

const endings = ['', '.ts', '.tsx', '.mjs', '.json', '/index.ts', '/index.tsx'];

/** The project path an import leads to, or undefined for a package. */
export function resolveImport(from: string, specifier: string, tree: Tree): string | undefined {
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? normalize(join(dirname(from), specifier))
      : undefined;
  if (base === undefined) return undefined;
  return endings.map((ending) => base + ending).find((path) => tree.has(path)) ?? base;
}

const kernelPackages = new Set(['@bufbuild/protobuf/wire', '@bufbuild/protobuf']);
const impure: readonly [RegExp, string][] = [
  [/\bMath\.random\b/, 'Math.random'],
  [/\bDate\.now\b|\bnew Date\(\)/, 'the clock'],
  [/\bperformance\.now\b/, 'the clock'],
  [/\b(?:document|window|localStorage|navigator)\./, 'the DOM'],
  [/\bfetch\(/, 'the network'],
  [/\brequestAnimationFrame\b|\bsetTimeout\(/, 'timers'],
  [/from\s+['"](?:react|node:)/, 'React or Node'],
];
const ground = /^kernels\/(?:numbers|formats)\//;

export const rules: Readonly<Record<string, (tree: Tree) => Violation[]>> = {
  'kernels import only kernels': (tree) =>
    each(tree, /^kernels\/.*\.ts$/, (file, source) =>
      importsOf(source).flatMap(({ specifier }) => {
        const target = resolveImport(file, specifier, tree);
        if (target === undefined) return kernelPackages.has(specifier) ? [] : [`package ${specifier}`];
        if (target.startsWith('kernels/')) return [];
        const data = target.startsWith('content/data/') && target.endsWith('.json');
        return data ? [] : [target];
      }),
    ),
  'only catalogue and calcs read content/data': (tree) =>
    each(tree, /^kernels\/.*\.ts$/, (file, source) =>
      importsOf(source)
        .map(({ specifier }) => resolveImport(file, specifier, tree) ?? '')
        .filter(
          (target) => target.startsWith('content/') && !/^kernels\/(?:catalog|cost\/calcs)\//.test(file),
        ),
    ),
  'kernels are pure': (tree) =>
    each(tree, /^kernels\/.*\.ts$/, (_, source) =>
      impure.filter(([pattern]) => pattern.test(withoutComments(source))).map(([, what]) => what),
    ),
  'kernels name their errors': (tree) =>
    each(tree, /^kernels\/.*\.ts$/, (_, source) =>
      /\bnew (?:\w*[a-z])?Error\(/.test(withoutComments(source).replaceAll('new BookError(', ''))
        ? ['an error without an id']
        : [],
    ),
  'kernels say first what they are': (tree) =>
    each(tree, /^kernels\/.*\.ts$/, (_, source) => (source.startsWith('/**') ? [] : ['no header'])),
  'numbers and formats stand on the ground': (tree) =>
    each(tree, ground, (file, source) =>
      importsOf(source)
        .filter((entry) => !entry.typeOnly)
        .map(({ specifier }) => resolveImport(file, specifier, tree) ?? '')
        .filter(
          (target) => target.startsWith('kernels/') && !ground.test(target) && target !== 'kernels/errors.ts',
        ),
    ),
  'no barrel but kernels/index.ts': (tree) =>
    each(tree, /^(?:kernels|components|content)\/.*\.tsx?$/, (file, source) =>
      file !== 'kernels/index.ts' && /^\s*export\s+\*\s+from/m.test(withoutComments(source))
        ? ['export *']
        : [],
    ),
  'nobody inside kernels imports the barrel': (tree) =>
    each(tree, /^kernels\/.*\.ts$/, (file, source) =>
      importsOf(source)
        .map(({ specifier }) => resolveImport(file, specifier, tree) ?? '')
        .filter((target) => target === 'kernels/index.ts'),
    ),
  'components do not import routes': (tree) =>
    each(tree, /^components\//, (file, source) =>
      importsOf(source)
        .map(({ specifier }) => resolveImport(file, specifier, tree) ?? '')
        .filter((target) => target.startsWith('app/')),
    ),
  'the loader imports kernels and the language type only': (tree) =>
    each(tree, /^content\/loader\//, (file, source) =>
      importsOf(source)
        .filter((entry) => !entry.typeOnly)
        .map(({ specifier }) => resolveImport(file, specifier, tree) ?? '')
        .filter(
          (target) => target && !/^(?:kernels|content)\//.test(target) && target !== 'components/lang.ts',
        ),
    ),
  'what runs in the browser never reaches the loader or Node': (tree) => {
    const found: Violation[] = [];
    for (const [file, source] of tree) {
      if (!/^\s*['"]use client['"]/.test(source) && !/\.worker\.ts$/.test(file)) continue;
      for (const reached of reachable(file, tree)) {
        if (/^content\/loader\/|^node:/.test(reached)) {
          found.push({ rule: '', file, detail: `reaches ${reached}` });
        }
      }
    }
    return found;
  },
  'onnxruntime is never bundled': (tree) =>
    each(tree, /^(?:app|components|kernels)\//, (_, source) =>
      importsOf(source)
        .filter((entry) => entry.specifier.startsWith('onnxruntime') && !entry.typeOnly)
        .map((entry) => entry.specifier),
    ),
  'chapters import nothing': (tree) =>
    each(tree, /^content\/.*\.mdx$/, (_, source) =>
      /^\s*(?:import|export)\s/m.test(source) ? ['import'] : [],
    ),
  'small rooms: 400 lines at most': (tree) =>
    each(tree, /\.(?:ts|tsx|mjs)$/, (file, source) => {
      const lines = source.split('\n').length;
      const borrowed = file === 'tools/bench/measure-pages.mjs';
      return lines > 400 && !borrowed ? [`${lines} lines`] : [];
    }),
};

/** Every rule over the tree. */
export function check(tree: Tree): Violation[] {
  return Object.entries(rules).flatMap(([rule, run]) =>
    run(tree).map((violation) => ({ ...violation, rule })),
  );
}

function each(tree: Tree, pattern: RegExp, find: (file: string, source: string) => string[]): Violation[] {
  const found: Violation[] = [];
  for (const [file, source] of tree) {
    if (!pattern.test(file)) continue;
    for (const detail of find(file, source)) found.push({ rule: '', file, detail });
  }
  return found;
}

/** Everything a module pulls in at run time, dynamic imports included. */
function reachable(from: string, tree: Tree): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  while (queue.length > 0) {
    const file = queue.pop()!;
    for (const { specifier, typeOnly } of importsOf(tree.get(file) ?? '')) {
      if (typeOnly) continue;
      const target = resolveImport(file, specifier, tree) ?? specifier;
      if (seen.has(target)) continue;
      seen.add(target);
      if (tree.has(target)) queue.push(target);
    }
  }
  return seen;
}
