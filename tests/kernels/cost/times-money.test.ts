import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accelerators } from '@/kernels/catalog/accelerators';
import { models } from '@/kernels/catalog/models';
import { breakEvenHours, ownedDeviceHour, tokenCost } from '@/kernels/cost/money';
import { receipt } from '@/kernels/cost/receipt';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { communicationBytes, decodeBound, prefillBound, requestTimes } from '@/kernels/cost/times';

describe('times', () => {
  it('works the examples of its comments', () => {
    expect(prefillBound(RUNNING_EXAMPLE, 8192).seconds).toBeCloseTo(0.969, 3);
    expect(prefillBound(RUNNING_EXAMPLE, 8192).boundBy).toBe('compute');
    expect(decodeBound(RUNNING_EXAMPLE).seconds).toBeCloseTo(0.0276, 4);
    expect(communicationBytes(RUNNING_EXAMPLE, 1)).toBe(3_932_160);
    expect(decodeBound(RUNNING_EXAMPLE).intensity).toBeCloseTo(22.8, 1);
    const request = requestTimes(RUNNING_EXAMPLE, 8192, 256);
    expect(request.ttftSeconds).toBeCloseTo(0.969, 3);
    expect(request.tpotSeconds).toBeCloseTo(0.0277, 4);
    expect(request.endToEndSeconds).toBeCloseTo(8.04, 2);
    // Two machines of the same kind halve reading and arithmetic; what one sends grows towards twice the activations.
    const [two, four] = [2, 4].map((devices) => decodeBound({ ...RUNNING_EXAMPLE, devices }));
    expect(two.memorySeconds / four.memorySeconds).toBeCloseTo(2, 12);
    expect(two.communicationBytes / four.communicationBytes).toBeCloseTo(1 / 1.5, 12);
  });

  it('agrees with the receipt', () => {
    const { memorySeconds, computeSeconds, floorSeconds } = receipt(RUNNING_EXAMPLE);
    const bound = decodeBound(RUNNING_EXAMPLE);
    expect(bound.memorySeconds).toBeCloseTo(memorySeconds, 9);
    expect(bound.computeSeconds).toBeCloseTo(computeSeconds, 6);
    expect(bound.seconds).toBeCloseTo(floorSeconds, 9);
  });

  it('is the largest of its parts, and a request the sum of its steps', () => {
    const setups = fc
      .record({
        model: fc.constantFrom(...models),
        accelerator: fc.constantFrom(
          ...accelerators.filter(({ bf16_tflops, fp16_tflops }) => bf16_tflops ?? fp16_tflops),
        ),
      })
      .map(({ model, accelerator }) => ({
        ...RUNNING_EXAMPLE,
        modelId: model.id,
        acceleratorId: accelerator.id,
      }));
    fc.assert(
      fc.property(
        setups,
        fc.integer({ min: 1, max: 30_000 }),
        fc.integer({ min: 1, max: 2000 }),
        (setup, prompt, output) => {
          const bound = prefillBound(setup, prompt);
          expect(bound.seconds).toBe(
            Math.max(bound.memorySeconds, bound.computeSeconds, bound.communicationSeconds),
          );
          const times = requestTimes(setup, prompt, output);
          expect(times.endToEndSeconds).toBeGreaterThanOrEqual(times.ttftSeconds);
          expect(requestTimes(setup, prompt, output + 1).endToEndSeconds).toBeGreaterThan(
            times.endToEndSeconds,
          );
          expect(times.machineTokensPerSecond / times.tokensPerSecond).toBeCloseTo(setup.batch, 6);
        },
      ),
    );
  });
});

describe('money', () => {
  const running = { tokensPerSecond: 1000, devices: 4 };

  it('works the examples of its comments', () => {
    const cost = tokenCost(running, {
      pricePerDeviceHour: 2,
      wattsPerDevice: 400,
      pricePerKilowattHour: 0.3,
      gramsPerKilowattHour: 500,
    });
    expect(cost.rent! * 1e6).toBeCloseTo(2.22, 2);
    expect(cost.energyJoules).toBeCloseTo(1.6, 9);
    expect(cost.electricity! * 1e6).toBeCloseTo((1.6e6 / 3.6e6) * 0.3, 6);
    expect(cost.carbonGrams! * 1e6).toBeCloseTo((1.6e6 / 3.6e6) * 500, 6);
    expect(ownedDeviceHour({ pricePerDevice: 20_000, lifetimeYears: 4 })).toBeCloseTo(0.57, 2);
    expect(breakEvenHours({ pricePerDevice: 20_000, lifetimeYears: 4 }, 2, 0.12)).toBeCloseTo(10_638, 0);
    expect(breakEvenHours({ pricePerDevice: 20_000, lifetimeYears: 4 }, 0.1, 0.12)).toBeUndefined();
  });

  it('makes nothing up', () => {
    expect(tokenCost(running, {})).toEqual({
      rent: undefined,
      energyJoules: undefined,
      electricity: undefined,
      carbonGrams: undefined,
    });
    expect(tokenCost(running, { pricePerKilowattHour: 1 }).electricity).toBeUndefined();
  });

  it('refuses nonsense', () => {
    expect(() => tokenCost({ ...running, tokensPerSecond: 0 }, {})).toThrow('money.bad-rate');
    expect(() => tokenCost({ ...running, devices: 0 }, {})).toThrow('money.bad-devices');
    expect(() => tokenCost({ ...running, utilization: 1.1 }, {})).toThrow('money.bad-utilization');
    expect(() => tokenCost(running, { wattsPerDevice: -1 })).toThrow('money.bad-guess');
  });

  it('an idle half doubles every cost', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (price) => {
        const busy = tokenCost(running, { pricePerDeviceHour: price, wattsPerDevice: price });
        const idle = tokenCost(
          { ...running, utilization: 0.5 },
          { pricePerDeviceHour: price, wattsPerDevice: price },
        );
        expect(idle.rent! / busy.rent!).toBeCloseTo(2, 9);
        expect(idle.energyJoules! / busy.energyJoules!).toBeCloseTo(2, 9);
      }),
    );
  });
});
