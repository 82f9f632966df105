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

/** Best seconds of several rounds, by the clock and of the processor: on a busy machine the clock times its neighbours. */
function best(run: () => void, rounds: number): { seconds: number; processorSeconds: number } {
  let [seconds, processorSeconds] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const used = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(used);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
    processorSeconds = Math.min(processorSeconds, (user + system) / 1e6);
  }
  return { seconds, processorSeconds };
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
  value: Number(whole.seconds.toFixed(3)),
  processorSeconds: Number(whole.processorSeconds.toFixed(3)),
  atMost: MOST_SECONDS,
});
if (Math.min(whole.seconds, whole.processorSeconds) > MOST_SECONDS) process.exitCode = 1;

let refused = 0;
const single = best(() => {
  refused = 0;
  for (const model of models)
    for (const { id } of accelerators)
      for (const devices of DEVICE_STEPS)
        if (recommend({ model, workload, accelerator: id, devices }).refusal) refused++;
}, 1);
say({
  figure: 'singleQuestionsSeconds',
  refused,
  value: Number(single.seconds.toFixed(2)),
  processorSeconds: Number(single.processorSeconds.toFixed(2)),
});
