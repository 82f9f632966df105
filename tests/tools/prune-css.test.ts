import { expect, it } from 'vitest';
import { rulesFor } from '../../tools/lib/prune-css.mjs';

const page = '<main class="abc-1_root wide"><p class="lead">text</p><i class="katex mord">x</i></main>';

it.each([
  ['rules of no module stay', 'body{margin:0}.lead{color:red}', 'body{margin:0}.lead{color:red}'],
  [
    'a shown module stays whole, its other states too',
    '.abc-1_root{a:b}.abc-1_open{a:c}',
    '.abc-1_root{a:b}.abc-1_open{a:c}',
  ],
  ['a module whose hash begins with a digit too', '._7XqDAG_root{a:b}', ''],
  ['a module that is not shown goes', '.abc-1_root{a:b}.Zz9_qq_root{a:c}', '.abc-1_root{a:b}'],
  ['of a list only what can match stays', '.Zz9_qq_a,.abc-1_root,p{a:b}', '.abc-1_root,p{a:b}'],
  ['a rule that needs a module that is not shown goes', '.abc-1_root .Zz9_qq_a{a:b}', ''],
  [
    'nothing is left of an empty query',
    '@media print{.Zz9_qq_a{a:b}}@media print{p{a:b}}',
    '@media print{p{a:b}}',
  ],
  [
    'of the typesetter only the classes stay that some formula has',
    '.katex .mord{a:b}.katex .mfrac{a:c}.katex{a:d}',
    '.katex .mord{a:b}.katex{a:d}',
  ],
  ['key frames stay', '@keyframes Zz9_qq_spin{0%{a:b}to{a:c}}', '@keyframes Zz9_qq_spin{0%{a:b}to{a:c}}'],
])('%s', (_, css, expected) => {
  expect(rulesFor(page, css)).toBe(expected);
});
