/**
 * How long the recommender takes over the whole catalogue: every model on every accelerator in 1, 2, 4 and 8 pieces, all
 * usual formats and splits; then the same as single questions with refusals explained. One thread, best of five.
 */
import { accelerators } from '../../kernels/catalog/accelerators';
import { models } from '../../kernels/catalog/models';
import { DEVICE_STEPS } from '../../kernels/cost/recommend/query';
import { recommend } from '../../kernels/cost/recommend/recommend';

const MOST_SECONDS = 1;
const workload = { contextTokens: 4096, concurrency: 16, tpotSeconds: 0.05 };

const say = (figure: Record<string, unknown>) =>
  console.log(JSON.stringify({ bench: 'recommend', ...figure }));

function best(run: () => void, rounds: number): number {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}

let fitting = 0;
const whole = best(() => {
  fitting = 0;
  for (const model of models) fitting += recommend({ model, workload }).fitting;
}, 5);
say({
  figure: 'wholeCatalogueSeconds',
  machines: models.length * accelerators.length * DEVICE_STEPS.length,
  fitting,
  value: Number(whole.toFixed(3)),
  atMost: MOST_SECONDS,
});
if (whole > MOST_SECONDS) process.exitCode = 1;

let refused = 0;
const single = best(() => {
  refused = 0;
  for (const model of models)
    for (const { id } of accelerators)
      for (const devices of DEVICE_STEPS)
        if (recommend({ model, workload, accelerator: id, devices }).refusal) refused++;
}, 1);
say({ figure: 'singleQuestionsSeconds', refused, value: Number(single.toFixed(2)) });
