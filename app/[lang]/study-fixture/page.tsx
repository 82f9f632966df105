import { Shell } from '@/components/book/Shell';
import type { Lang } from '@/components/lang';
import { ExerciseList } from '@/components/study/Exercises';
import { Guess } from '@/components/study/Guess';
import { GuessRevisit } from '@/components/study/GuessRevisit';
import { InterviewList } from '@/components/study/Interview';
import { ProgressFile } from '@/components/study/ProgressFile';
import { renderMarkdown } from '@/content/loader/markdown';
import { shieldPlaceholders } from '@/content/loader/study';
import { loadGenerator } from '@/kernels/practice/generators';
import { drawVariant, variantTexts } from '@/kernels/practice/variant';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = (await params).lang as Lang;
  const md = (t: string, inline = false, names: string[] = []) =>
    renderMarkdown(shieldPlaceholders(t, names), lang, 'x', inline);
  const gen = 'quantize.modelBytes';
  const drawn = drawVariant(await loadGenerator(gen), 1);
  const texts = variantTexts(drawn, lang);
  const n = Object.keys(texts);
  const items = [
    {
      id: 'fx-01',
      kind: 'numeric' as const,
      level: 1 as const,
      texts,
      promptHtml: md(
        'A model of {billions} billion weights is stored at {bits} bits with one FP16 scale per group of {group}. How many bytes do the weights take?',
        false,
        n,
      ),
      hintsHtml: [
        md('Count the scale bits per weight: $16/{group}$.', true, n),
        md('Then $\\frac{{billions} \\times 10^9 \\times ({bits} + 16/{group})}{8}$.', true, n),
      ],
      solutionHtml: md(
        '$$\\frac{{billions}\\times 10^9 \\times ({bits} + \\tfrac{16}{{group}})}{8} = $$ {answer}.',
        false,
        n,
      ),
      numeric: { generator: gen, unit: drawn.unit },
    },
    {
      id: 'fx-02',
      kind: 'choice' as const,
      level: 2 as const,
      texts: {},
      promptHtml: md('Which of these grows with the batch?'),
      hintsHtml: [md('one', true), md('two', true)],
      solutionHtml: md('The cache.'),
      choices: [
        {
          id: 'a',
          html: md(
            'The KV cache, because every request brings its own keys and values for every layer of the model',
            true,
          ),
          correct: true,
          whyHtml: md('Every request has its own.', true),
        },
        {
          id: 'b',
          html: md('The weights', true),
          correct: false,
          whyHtml: md('They are shared by the whole batch.', true),
        },
        {
          id: 'c',
          html: md('The $\\mathrm{softmax}$ of nothing', true),
          correct: false,
          whyHtml: md('No.', true),
        },
      ],
    },
    {
      id: 'fx-03',
      kind: 'multi' as const,
      level: 2 as const,
      texts: {},
      promptHtml: md('Which hold?'),
      hintsHtml: [md('one', true), md('two', true)],
      solutionHtml: md('a, c'),
      choices: ['a', 'b', 'c', 'd'].map((id) => ({
        id,
        html: `Statement ${id}`,
        correct: id === 'a' || id === 'c',
        whyHtml: `Because ${id}.`,
      })),
    },
    {
      id: 'fx-04',
      kind: 'bug' as const,
      level: 3 as const,
      texts: {},
      promptHtml: md('This allocator leaks. Where?'),
      hintsHtml: [md('one', true), md('two', true)],
      solutionHtml: md('Line 4.'),
      code: 'def free(self, table):\n    for block in table:\n        self.refs[block] -= 1\n        if self.refs[block] == 1:\n            self.pool.append(block)  # a rather long comment that does not fit on a phone screen at all\n    table.clear()',
      language: 'python',
      correctLine: 4,
    },
    {
      id: 'fx-05',
      kind: 'operate' as const,
      level: 3 as const,
      texts: {},
      promptHtml: md('Raise the block size until the paged allocator wastes more than a tenth.'),
      hintsHtml: [md('one', true), md('two', true)],
      solutionHtml: md('Try 256.'),
      goal: {
        root: 'simulator' as const,
        id: 'fixture',
        conditions: [
          { metric: 'paged.usedShare', op: '<=' as const, value: 0.9 },
          { param: 'blockTokens', op: '>=' as const, value: 64 },
        ],
      },
    },
  ];
  const interview = [
    {
      id: 'fx-i1',
      level: 2 as const,
      questionHtml: md('Why does paging raise throughput when no kernel becomes faster?', true),
      answerHtml: md('Because **memory** was the limit. '.repeat(12)),
      derivationHtml: md('$$ b = \\left\\lceil \\frac{T}{B} \\right\\rceil $$'),
      followUps: [1, 2, 3].map((i) => ({
        questionHtml: `Follow-up ${i}?`,
        answerHtml: `<p>Answer ${i}.</p>`,
      })),
      wrong: { answerHtml: md('Paging makes attention faster.'), whyHtml: md('It adds an indirection.') },
      related: [],
    },
  ];
  return (
    <Shell lang={lang} path="study-fixture/" guessId="fx-guess">
      <article style={{ maxWidth: '40rem', margin: '2rem auto', padding: '0 1rem' }} data-chapter="fixture">
        <Guess lang={lang} id="fx-guess" min={0} max={100} step={1} start={60} unit="percent">
          <p>
            Before you look: of the cache memory that an unpaged server reserves, what share ends up holding
            tokens?
          </p>
        </Guess>
        <figure data-simulator="fixture" data-state="idle">
          <label>
            block size <input name="blockTokens" type="range" min="1" max="256" defaultValue="16" />
          </label>{' '}
          <output data-metric="paged.usedShare" data-value="0.95">
            95%
          </output>
        </figure>
        <ExerciseList lang={lang} items={items} />
        <h2>Interview</h2>
        <InterviewList lang={lang} items={interview} />
        <GuessRevisit
          lang={lang}
          id="fx-guess"
          min={0}
          max={100}
          unit="percent"
          answer={0.31}
          answerText="31%"
        />
        <ProgressFile lang={lang} />
      </article>
    </Shell>
  );
}
