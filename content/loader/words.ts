/** Counting words as each language counts them: Latin words in English, Han characters in Chinese. */

/** The prose of an MDX source: no front matter, tags, formulas, code or link targets. */
export function proseOf(source: string): string {
  return source
    .replace(/^---[\s\S]*?---/, '')
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/\$\$[\s\S]*?\$\$/g, ' ')
    .replace(/\$[^$\n]+\$/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\[#[a-z0-9-]+\]/g, ' ')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/`[^`]*`/g, ' ');
}

/** Words of an English text, or Han characters plus Latin words of a Chinese one. */
export function countWords(source: string, lang: 'en' | 'zh'): number {
  const prose = proseOf(source);
  const latin = prose.match(/[A-Za-z0-9]+(?:[’'.-][A-Za-z0-9]+)*/g)?.length ?? 0;
  if (lang === 'en') return latin;
  const han = prose.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han + latin;
}

/** Minutes to read the prose alone: 220 English words or 350 Chinese characters a minute, at least one. */
export function readingMinutes(words: number, lang: 'en' | 'zh'): number {
  return Math.max(1, Math.round(words / (lang === 'en' ? 220 : 350)));
}
