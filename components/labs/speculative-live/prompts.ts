/** Texts of the lab: beginnings of held-out documents by kind, and four fixed places where the next word is open. */
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import { KINDS, type KindId } from './params';

export interface HeldoutDocument {
  readonly lang: string;
  readonly kind: string;
  readonly text: string;
}

const arithmetic = /In order: |Now (?:he|she) had /;

export function kindOf({ lang, kind, text }: HeldoutDocument): KindId | undefined {
  if (lang === 'zh') return kind === 'probe' ? undefined : 'chinese';
  if (text.startsWith('{')) return 'json';
  if (kind === 'probe') return arithmetic.test(text) ? 'arithmetic' : undefined;
  return kind === 'story' ? 'stories' : undefined;
}

/** Tokens of a beginning, its own start token left out. */
const PROMPT_TOKENS = 24;

/** Beginnings of every kind: at most half a document, so that something is left to write. */
export function promptsByKind(
  tokenizer: Tokenizer,
  documents: readonly HeldoutDocument[],
  begin: readonly number[],
): Map<KindId, number[][]> {
  const prompts = new Map<KindId, number[][]>(KINDS.map((kind) => [kind, []]));
  for (const document of documents) {
    const kind = kindOf(document);
    if (!kind) continue;
    const tokens = tokenizer.encode(document.text);
    const length = Math.min(PROMPT_TOKENS, tokens.length >> 1);
    prompts.get(kind)?.push([...begin, ...tokens.slice(0, length)]);
  }
  return prompts;
}

/** Where the test draws: places at which several tokens are likely and the draft sees it otherwise than the target. */
export const OPEN_PLACES: readonly (readonly [KindId, string])[] = [
  ['stories', 'Everybody in Quill Bay knew Lena, the miller. She believed that soup could mend most things.'],
  ['arithmetic', 'Hugo had eight coins. He lost'],
  ['json', '{"thing": "a bun", "'],
  ['chinese', '阿宝是南山镇的邮差。他喜欢和茶壶说话，茶壶从不回答。'],
];
