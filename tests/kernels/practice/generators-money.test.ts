import { describe } from 'vitest';
import { moneyGenerators } from '../../../kernels/practice/generators/money';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(moneyGenerators);

describe('the answers follow from what the reader is given', () => {
  check('deviceHours', (v) => (v.devices * 1e6) / v.rate / 3600);
  check(
    'promptShare',
    (v) => (v.prompt * v.promptCost) / (v.prompt * v.promptCost + v.answer * v.answerCost),
  );
  check('realHours', (v) => v.floor / (v.reached / 100) / (v.busy / 100));
  check('ownedHour', (v) => v.price / (8766 * v.years) + (v.watts / 1000) * v.kilowattHour);
  check('breakEven', (v) => v.price / (Number(v.rent) - Number(v.electricity)));
  check('joulesPerToken', (v) => (v.devices * v.watts) / v.rate);
  check('gramsPerMillion', (v) => ((v.joules * 1e6) / 3.6e6) * v.grams);
});
