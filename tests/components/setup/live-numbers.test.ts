import { describe, expect, it } from 'vitest';
import { calcModules } from '@/components/setup/calc-modules';
import { plainSymbol, sameFormula } from '@/components/setup/popover-terms';
import { fitInto } from '@/components/setup/slots';
import { calcs } from '@/kernels/cost/calcs';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';

/** Whether a calc looks at its Setup at all. */
function asksTheSetup(id: string): boolean {
  let asked = false;
  const watched = new Proxy(RUNNING_EXAMPLE, {
    get: (setup, key) => {
      asked = true;
      return Reflect.get(setup, key);
    },
    ownKeys: (setup) => {
      asked = true;
      return Reflect.ownKeys(setup);
    },
  });
  calcs[id](watched);
  return asked;
}

describe('the calcs that a page loads', () => {
  const live = Object.keys(calcs).filter(asksTheSetup);

  it('are all that answer to the Setup, in the chapter they are named after', async () => {
    expect(live.length).toBeGreaterThan(40);
    const missing: string[] = [];
    for (const id of live) {
      const table = await calcModules[id.split('.')[0]]?.();
      if (table?.[id] !== calcs[id]) missing.push(id);
    }
    expect(missing).toEqual([]);
  });

  it('say by their signature whether they ask', () => {
    // The page skips those that take nothing: no work, and their words stay as they are printed.
    expect(live.filter((id) => calcs[id].length === 0)).toEqual([]);
  });
});

describe('a number in its room', () => {
  it('stays as it is where it fits, and is set smaller where it does not, but not by much', () => {
    expect(fitInto(4, 4)).toEqual({ slot: 4, fit: 1 });
    expect(fitInto(4, 3)).toEqual({ slot: 4, fit: 1 });
    expect(fitInto(4, 4.5).fit).toBeCloseTo(0.889, 3);
    expect(fitInto(4, 8).fit).toBe(0.85);
  });
});

describe('the terms of a number', () => {
  it('have plain symbols where the formula is another one', () => {
    expect(plainSymbol('\\memory{W_{\\mathrm{read}}}')).toBe('W_read');
    expect(plainSymbol('\\beta')).toBe('beta');
    expect(plainSymbol('d_c')).toBe('d_c');
  });

  it('belong to one formula only when every symbol does', () => {
    const bytes = calcs['paging.kvBytesPerToken'];
    const here = bytes(RUNNING_EXAMPLE);
    expect(sameFormula(here, bytes({ ...RUNNING_EXAMPLE, modelId: 'llama-2-7b' }))).toBe(true);
    const latent = bytes({ ...RUNNING_EXAMPLE, modelId: 'deepseek-v3' });
    expect(sameFormula(here, latent)).toBe(false);
    expect(latent.terms.map(({ value }) => value).slice(1, 3)).toEqual([512, 64]);
    expect(61 * (512 + 64) * 2).toBe(latent.value);
  });
});
