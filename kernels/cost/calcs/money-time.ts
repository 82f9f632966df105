/** Time of the reader's devices per token and per request, at the floor; and what a data sheet allows it in joules. */
import { acceleratorById } from '../../catalog/accelerators';
import { ensure } from '../../errors';
import { defaultParams } from '../../simulator';
import type { CalcDefinition } from '../calc';
import { largestBatch } from '../crossovers';
import { type MoneyResult, money } from '../money/compute';
import { moneyParams, moneyPresets } from '../money/params';
import { receipt } from '../receipt';
import type { Setup } from '../setup';
import { prefillBound } from '../times';
import { term } from './term';

const MILLION = 1e6;
const SECONDS_PER_HOUR = 3600;
const chat = { ...defaultParams(moneyParams), ...moneyPresets.chat.params };
const PROMPT = Number(chat.promptTokens);
const ANSWER = Number(chat.answerTokens);
/** An example of a machine that waits for work most of the time. */
const SELDOM_BUSY = 0.2;

/** The figure in its first scene; a device without a rate has none, and the number no value. */
function costs(setup: Setup): MoneyResult {
  const result = money(setup, chat);
  ensure(result, 'money.no-rate', { accelerator: setup.acceleratorId });
  return result;
}

const hoursFormula = '\\dfrac{10^6\\,D}{3600\\,r}';
/** Device-hours for a million answer tokens of a Setup that is changed first. */
const answerHours =
  (change: (setup: Setup) => Setup = (setup) => setup): CalcDefinition =>
  (setup) => {
    const changed = change(setup);
    const rate = changed.batch / receipt(changed).floorSeconds;
    return {
      value: (MILLION * changed.devices) / (SECONDS_PER_HOUR * rate),
      unit: 'count',
      formula: hoursFormula,
      terms: [term('D', changed.devices, 'count'), term('r', rate, 'tokensPerSecond')],
    };
  };

const full = (setup: Setup): Setup => ({ ...setup, batch: Math.max(1, Math.min(1e6, largestBatch(setup))) });
const int4 = (setup: Setup): Setup => ({ ...setup, weightFormat: 'int4-g128' });

/** Power of all devices at the limit of their data sheet; not a number where the sheet states none. */
const sheetWatts = (setup: Setup) =>
  (acceleratorById(setup.acceleratorId).tdp_w ?? Number.NaN) * setup.devices;
const sheetTerms = (setup: Setup, rate: number) => [
  term(
    'p_\\mathrm{max}',
    acceleratorById(setup.acceleratorId).tdp_w ?? Number.NaN,
    'watts',
    acceleratorById(setup.acceleratorId).name,
  ),
  term('D', setup.devices, 'count'),
  term('r', rate, 'tokensPerSecond'),
];
const answerRate = (setup: Setup) => setup.batch / receipt(setup).floorSeconds;
const promptRate = (setup: Setup) => PROMPT / prefillBound(setup, PROMPT).seconds;

export const deviceTimeCalcs: Readonly<Record<string, CalcDefinition>> = {
  'money.answerHours': answerHours(),
  'money.aloneHours': answerHours((setup) => ({ ...setup, batch: 1 })),
  'money.fullHours': answerHours(full),
  'money.int4Hours': answerHours(int4),
  'money.int4FullHours': answerHours((setup) => full(int4(setup))),
  'money.seldomHours': (setup) => {
    const hours = answerHours()(setup);
    return {
      ...hours,
      value: hours.value / SELDOM_BUSY,
      formula: '\\dfrac{10^6\\,D}{3600\\,r\\,u}',
      terms: [...hours.terms, term('u', SELDOM_BUSY, 'percent')],
    };
  },
  'money.seldomBusy': () => ({ value: SELDOM_BUSY, unit: 'percent', formula: 'u', terms: [] }),
  'money.promptHours': (setup) => ({
    value: (MILLION * setup.devices) / (SECONDS_PER_HOUR * promptRate(setup)),
    unit: 'count',
    formula: hoursFormula,
    terms: [term('D', setup.devices, 'count'), term('r', promptRate(setup), 'tokensPerSecond')],
  }),
  'money.answerWorth': (setup) => ({
    value: costs(setup).answerWorth,
    unit: 'ratio',
    digits: 2,
    formula: '\\dfrac{r_\\mathrm{prompt}}{r_\\mathrm{answer}}',
    terms: [
      term('r_\\mathrm{prompt}', promptRate(setup), 'tokensPerSecond'),
      term('r_\\mathrm{answer}', answerRate(setup), 'tokensPerSecond'),
    ],
  }),
  'money.promptShare': (setup) => ({
    value: costs(setup).promptShare,
    unit: 'percent',
    formula: '\\dfrac{p\\,c_p}{p\\,c_p + o\\,c_o}',
    terms: [
      term('p', PROMPT, 'tokens'),
      term('o', ANSWER, 'tokens'),
      term('c_p', costs(setup).prompt.deviceSeconds, 'seconds'),
      term('c_o', costs(setup).answer.deviceSeconds, 'seconds'),
    ],
  }),
  'money.promptTokenShare': () => ({
    value: PROMPT / (PROMPT + ANSWER),
    unit: 'percent',
    formula: '\\dfrac{p}{p + o}',
    terms: [term('p', PROMPT, 'tokens'), term('o', ANSWER, 'tokens')],
  }),
  'money.sheetWatts': (setup) => ({
    value: sheetWatts(setup) / setup.devices,
    unit: 'watts',
    formula: 'p_\\mathrm{max}',
    terms: [sheetTerms(setup, 1)[0]],
  }),
  'money.sheetJoules': (setup) => ({
    value: sheetWatts(setup) / answerRate(setup),
    unit: 'joules',
    formula: '\\dfrac{D\\,p_\\mathrm{max}}{r}',
    terms: sheetTerms(setup, answerRate(setup)),
  }),
  'money.sheetPromptJoules': (setup) => ({
    value: sheetWatts(setup) / promptRate(setup),
    unit: 'joules',
    formula: '\\dfrac{D\\,p_\\mathrm{max}}{r}',
    terms: sheetTerms(setup, promptRate(setup)),
  }),
  'money.sheetKilowattHours': (setup) => ({
    value: (sheetWatts(setup) / answerRate(setup) / 3.6e6) * MILLION,
    unit: 'count',
    formula: '\\dfrac{10^6\\,D\\,p_\\mathrm{max}}{3.6\\cdot 10^6\\,r}',
    terms: sheetTerms(setup, answerRate(setup)),
  }),
};
