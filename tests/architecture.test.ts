import { describe, expect, test } from 'vitest';
import { check, readTree, rules, type Tree } from './architecture/rules';

const tree = readTree(process.cwd());

function planted(file: string, source: string): Tree {
  return new Map([...tree, [file, source]]);
}

test('the tree was read', () => {
  expect(tree.size).toBeGreaterThan(60);
  expect(tree.has('kernels/errors.ts')).toBe(true);
});

describe('every rule holds', () => {
  for (const [name, rule] of Object.entries(rules)) {
    test(name, () => {
      expect(rule(tree)).toEqual([]);
    });
  }
});

const plants: Record<string, [file: string, source: string]> = {
  'kernels import only kernels': [
    'kernels/serving/planted.ts',
    "import { Shell } from '../../components/book/Shell';",
  ],
  'only catalogue and calcs read content/data': [
    'kernels/serving/planted.ts',
    "import models from '../../content/data/models.json';",
  ],
  'kernels are pure': ['kernels/serving/planted.ts', 'export const draw = () => Math.random();'],
  'kernels name their errors': [
    'kernels/serving/planted.ts',
    "/** Planted. */\nthrow new Error('no such pair');",
  ],
  'kernels say first what they are': ['kernels/serving/planted.ts', 'export const one = 1;'],
  'numbers and formats stand on the ground': [
    'kernels/numbers/planted.ts',
    "import { quantizeRtn } from '../quantize/rtn';",
  ],
  'no barrel but kernels/index.ts': ['kernels/serving/planted.ts', "export * from './paging/state';"],
  'nobody inside kernels imports the barrel': [
    'kernels/serving/planted.ts',
    "import { modelById } from '../index';",
  ],
  'components do not import routes': ['components/book/Planted.tsx', "import Home from '@/app/[lang]/page';"],
  'the loader imports kernels and the language type only': [
    'content/loader/planted.ts',
    "import { Shell } from '@/components/book/Shell';",
  ],
  'what runs in the browser never reaches the loader or Node': [
    'components/book/Planted.tsx',
    "'use client';\nimport { Calc } from './Calc';",
  ],
  'onnxruntime is never bundled': ['components/labs/planted.ts', "import * as ort from 'onnxruntime-web';"],
  'chapters import nothing': ['content/en/planted/index.mdx', "import { Figure } from 'somewhere';"],
  'small rooms: 400 lines at most': ['kernels/serving/planted.ts', '\n'.repeat(401)],
};

describe('every rule catches a planted violation', () => {
  test('each rule has its plant', () => {
    expect(Object.keys(plants).sort()).toEqual(Object.keys(rules).sort());
  });
  for (const [name, [file, source]] of Object.entries(plants)) {
    test(name, () => {
      const before = check(tree).filter((violation) => violation.rule === name).length;
      const after = check(planted(file, source)).filter((violation) => violation.rule === name);
      expect(after.length).toBeGreaterThan(before);
      expect(after.some((violation) => violation.file === file)).toBe(true);
    });
  }
});
