/**
 * Greedy text with a draft against the target alone, on 500 beginnings of 32 tokens, onnxruntime's WebAssembly under
 * Node. A difference counts only where the target's own two likeliest tokens lie more than 1e-4 apart; any fails.
 */
import { DRAFTS } from '../../components/labs/speculative-live/params';
import {
  lookupDrafter,
  modelDrafter,
  type TokenModel,
  writePlain,
  writeSpeculated,
} from '../../components/labs/speculative-live/speculate';
import { openSpeculation } from '../lib/open-speculation';

const PROMPTS = 500;
const TOKENS = 32;
const GREEDY = { temperature: 0 };
/** Closer than this the sum's order decides. */
const CLEAR = 1e-4;

const { target, checker, draftOf, tokenizer, documents } = await openSpeculation();
const { vocabSize } = target.config;
const texts: number[][] = documents.map(({ text }: { text: string }) => tokenizer.encode(text));
// Every beginning of another length and place, so that no two are alike.
const prompts = Array.from({ length: PROMPTS }, (_, index) => {
  const text = texts[index % texts.length];
  const from = Math.floor(index / texts.length) * 3;
  return [0, ...text.slice(from, from + 4 + (index % 13))];
});
for (const draft of DRAFTS) {
  const runner = await draftOf(draft);
  let counted = 0;
  let unclear = 0;
  for (const [index, prompt] of prompts.entries()) {
    const write = (model: TokenModel) => ({
      target: model,
      prompt,
      tokens: TOKENS,
      vocabSize,
      sampling: GREEDY,
      seed: 1,
    });
    const one = target.createDecoder();
    const alone = await writePlain(write(one));
    one.release();
    const many = checker.createDecoder();
    const small = runner?.createDecoder();
    const drafter = small ? modelDrafter(small, vocabSize, GREEDY) : lookupDrafter();
    const drafted = await writeSpeculated({ ...write(many), drafter, gamma: 1 + (index % 8) });
    many.release();
    small?.release();
    const at = alone.findIndex((token, place) => token !== drafted[place]);
    if (at < 0) continue;
    const logits = (await target.forward([...prompt, ...alone.slice(0, at)])).slice(-vocabSize).sort();
    if (logits[vocabSize - 1] - logits[vocabSize - 2] > CLEAR) counted++;
    else unclear++;
  }
  console.log(
    JSON.stringify({
      name: 'speculative.greedyDifferences',
      value: counted,
      most: 0,
      unclear,
      draft,
      prompts: PROMPTS,
      tokens: TOKENS,
    }),
  );
  if (counted > 0) process.exitCode = 1;
}
process.exit(process.exitCode ?? 0);
