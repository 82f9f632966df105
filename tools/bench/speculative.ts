/**
 * How fast guess and check is simulated: a million rounds of the α model at γ = 5, as the page's worker runs them; rounds
 * of the toy text token by token; and what a slider that moves has to compute. One thread, best of five.
 */
import { RUNNING_EXAMPLE } from '../../kernels/cost/setup';
import { speculativeFigure } from '../../kernels/speculative/figure';
import { speculativePresets } from '../../kernels/speculative/params';
import { simulateAlphaRounds } from '../../kernels/speculative/rounds';
import { KEPT_ROUNDS, playOn, speculativeSimulator } from '../../kernels/speculative/simulator';

/** As many as the page plays at once. */
const TREE_ROUNDS = 16;

const say = (figure: Record<string, unknown>) =>
  console.log(JSON.stringify({ bench: 'speculative', ...figure }));

function best(run: () => void): number {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    run();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}

const million = best(() => simulateAlphaRounds([0.8, 0.8, 0.8, 0.8, 0.8], 1_000_000, 1));
say({ figure: 'millionRoundsSeconds', value: Number(million.toFixed(3)), atMost: 1 });
if (million > 1) process.exitCode = 1;

for (const preset of ['usual', 'medusa', 'eagle2']) {
  const { params, seed } = speculativePresets[preset];
  const played = preset === 'usual' ? KEPT_ROUNDS : TREE_ROUNDS;
  const rounds = best(() => playOn(speculativeSimulator.init(params, seed), played));
  const closed = best(() => speculativeFigure(RUNNING_EXAMPLE, params));
  say({
    figure: 'sliderMilliseconds',
    preset,
    rounds: played,
    ofRounds: Number((1000 * rounds).toFixed(2)),
    ofCurves: Number((1000 * closed).toFixed(2)),
  });
}
