/** Prose checks: what a careful editor would mark. Pure functions over MDX source, run by the tests. */

export interface LintMark {
  readonly rule: string;
  readonly text: string;
}

const forbidden = {
  en: [/\bsimply\b/i, /\bdelve/i, /\bleverag(?:e|ing)\b/i, /\bseamless/i, /\bgame.chang/i, /!(?!=)/],
  zh: [/！/, /众所周知/, /不难发现/, /赋能/, /值得一提/],
};

/** Prose only: front matter, code, formulas, comments and tag attributes removed; tags kept as bare names. */
function strip(source: string): string {
  return source
    .replace(/^---[\s\S]*?\n---/, '')
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/\$\$[\s\S]*?\$\$/g, ' ')
    .replace(/\$[^$\n]+\$/g, ' ')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/\[#[a-z0-9-]+\]/g, ' ')
    .replace(/\]\([^)]*\)/g, ']');
}

/** Sentences, each still holding its tags. A table row and a list item count as sentences. */
function sentences(source: string): string[] {
  return strip(source)
    .split(/\n{2,}|\n(?=\s*(?:[-*|]|\d+\.))/)
    .flatMap((block) =>
      block.replace(/\n/g, ' ').split(/(?<=[.?!][”")]?)\s+(?=[A-Z“"<])|(?<=[。？！][”）]?)/),
    );
}

/** Digits that are part of a name (FP16, A100, Llama-3.1-70B, V1) or a plain small count say nothing to compute. */
function bareNumbers(sentence: string): string[] {
  const prose = sentence
    .replace(/<[^>]+>/g, ' ')
    .replace(/[A-Za-z][\w.-]*\d[\w.-]*/g, ' ')
    .replace(/\d+[-‑][A-Za-z]+/g, ' ')
    .replace(/\b(?:19|20)\d\d\b/g, ' ');
  return (prose.match(/\d[\d,.]*\d|\d/g) ?? []).filter((number) => {
    const value = Number(number.replace(/,/g, ''));
    return !(Number.isInteger(value) && value <= 16);
  });
}

/** Marks of one page. `bare-number`: a number of consequence that is neither computed nor cited in its sentence. */
export function lintProse(source: string, lang: 'en' | 'zh'): LintMark[] {
  const marks: LintMark[] = [];
  const prose = strip(source).replace(/<[^>]+>/g, ' ');
  for (const pattern of forbidden[lang]) {
    const match = pattern.exec(prose);
    if (match)
      marks.push({ rule: 'voice', text: prose.slice(Math.max(0, match.index - 30), match.index + 30) });
  }
  for (const sentence of sentences(source)) {
    if (/<(?:Calc|Cite)\b/.test(sentence)) continue;
    for (const number of bareNumbers(sentence)) {
      marks.push({ rule: 'bare-number', text: `${number} in “${sentence.trim().slice(0, 90)}”` });
    }
  }
  if (/\$\d/.test(source.replace(/\$\$[\s\S]*?\$\$/g, '').replace(/\$[^$\n]+\$/g, ''))) {
    marks.push({ rule: 'dollar', text: 'a price would be read as a formula' });
  }
  return marks;
}

export interface Skeleton {
  readonly headings: string[];
  readonly tags: string[];
  readonly formulas: string[];
}

/** What two editions of a page must have in common: heading ids, tags with ids, formulas, in order. */
export function skeletonOf(source: string): Skeleton {
  const body = source.replace(/^---[\s\S]*?\n---/, '');
  const formulas = [...body.matchAll(/\$\$([\s\S]*?)\$\$/g)].map((match) =>
    match[1].replace(/\\text\{[^}]*\}/g, '\\text{}').replace(/\s+/g, ''),
  );
  return {
    headings: [...body.matchAll(/\[#([a-z0-9-]+)\]/g)].map((match) => match[1]),
    tags: [...body.matchAll(/<([A-Z]\w*)((?:\s+[\w-]+="[^"]*")*)\s*\/?>/g)].map(([, name, attributes]) => {
      const kept = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].filter(([, key]) => key !== 'title');
      return [name, ...kept.map(([, key, value]) => `${key}=${value}`)].join(' ');
    }),
    formulas,
  };
}
