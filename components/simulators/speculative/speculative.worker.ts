/** A million rounds away from the page. */
import { simulateAlphaRounds } from '@/kernels/speculative/rounds';

addEventListener('message', ({ data }: MessageEvent<{ alphas: number[]; rounds: number; seed: number }>) => {
  const start = performance.now();
  const { accepted, meanTokens } = simulateAlphaRounds(data.alphas, data.rounds, data.seed);
  const seconds = (performance.now() - start) / 1000;
  postMessage({ alphas: data.alphas, accepted: Array.from(accepted), meanTokens, seconds });
});
