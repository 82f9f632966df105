/**
 * Radix-cache operations per second with keys of about 300 tokens: a third matches, a third insertions, the rest locks,
 * unlocks and evictions, over a pool that is always full. Prompts share beginnings as chats and few-shot prompts do.
 * Two sizes of traffic, ten times apart, show whether the time grows with the number of operations alone.
 */
import { cpus } from 'node:os';
import { createRandom } from '../../kernels/numbers/random';
import { createRadixCache } from '../../kernels/serving/radix/scripted';

const KEY_TOKENS = 300;

/** Keys of about 300 tokens: 40 shared beginnings of 60 to 240 tokens, then a continuation of which a few recur. */
function makeKeys(count: number): number[][] {
  const random = createRandom(1);
  const draw = (length: number) => Array.from({ length }, () => random.integer(0, 31_999));
  const beginnings = Array.from({ length: 40 }, () => draw(random.integer(60, 240)));
  const keys: number[][] = [];
  for (let i = 0; i < count; i++) {
    const again = keys.length > 0 && random.uniform() < 0.3;
    if (again) {
      keys.push(keys[random.integer(Math.max(0, keys.length - 200), keys.length - 1)]);
      continue;
    }
    const beginning = random.pick(beginnings);
    const length = KEY_TOKENS + random.integer(-60, 60);
    keys.push([...beginning, ...draw(Math.max(8, length - beginning.length))]);
  }
  return keys;
}

/** Match, lock, insert, evict when full, unlock: what serving a request does. Returns operations and seconds. */
function serve(keys: readonly number[][], poolTokens: number) {
  const cache = createRadixCache({ policy: 'lru' });
  const slots = Array.from({ length: 2 * KEY_TOKENS }, (_, slot) => slot);
  let operations = 0;
  let hitTokens = 0;
  const start = performance.now();
  for (const key of keys) {
    const match = cache.match(key);
    cache.lock(match.node);
    hitTokens += match.length;
    const missing = key.length - match.length;
    if (cache.totalSize + missing > poolTokens) {
      cache.evict(missing);
      operations++;
    }
    cache.insert(key, slots);
    cache.unlock(match.node);
    operations += 4;
  }
  return { operations, hitTokens, seconds: (performance.now() - start) / 1000 };
}

const machine = `${cpus()[0]?.model ?? 'unknown'}, node ${process.versions.node}`;
const keys = makeKeys(100_000);
const tokens = keys.reduce((sum, key) => sum + key.length, 0);
serve(keys.slice(0, 20_000), 100_000);
for (const [requests, poolTokens] of [
  [10_000, 100_000],
  [100_000, 100_000],
  [100_000, 1_000_000],
  [100_000, 10_000_000],
]) {
  const runs = [1, 2, 3].map(() => serve(keys.slice(0, requests), poolTokens));
  const { operations, hitTokens, seconds } = runs.sort((a, b) => a.seconds - b.seconds)[1];
  console.log(
    JSON.stringify({
      name: 'radix.operationsPerSecond',
      value: Math.round(operations / seconds),
      unit: 'operations/s',
      requests,
      operations,
      poolTokens,
      meanKeyTokens: Math.round(tokens / keys.length),
      hitShare: Number((hitTokens / (tokens * (requests / keys.length))).toFixed(2)),
      floor: 300_000,
      aim: 1_000_000,
      machine,
    }),
  );
}
