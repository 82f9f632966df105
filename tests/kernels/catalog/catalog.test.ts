import { describe, expect, it } from 'vitest';
import { acceleratorById, accelerators, capacityBytes } from '../../../kernels/catalog/accelerators';
import { editDistance, nearNames } from '../../../kernels/catalog/find';
import { decodeMeasurements, shapeOfMeasured } from '../../../kernels/catalog/measurements';
import { modelById, models } from '../../../kernels/catalog/models';
import { kvElementsPerToken } from '../../../kernels/cost/bytes';
import { BookError } from '../../../kernels/errors';

const caught = (run: () => unknown): BookError => {
  try {
    run();
  } catch (error) {
    if (error instanceof BookError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('catalogue', () => {
  it('finds rows by id', () => {
    expect(modelById('llama-3.1-70b').layers).toBe(80);
    expect(acceleratorById('a100-80-sxm').bandwidth_gbs).toBe(2039);
    expect(capacityBytes('a100-80-sxm') * 4).toBe(343597383680);
  });

  it('names near ids when an id is unknown', () => {
    const model = caught(() => modelById('llama-3-70b'));
    expect(model.id).toBe('catalog.unknown-model');
    expect(model.data.near).toContain('llama-3.1-70b');
    expect(caught(() => acceleratorById('A100')).data.near).toContain('a100');
    expect(caught(() => acceleratorById('h100')).data.near).toContain('h100-sxm');
  });

  it('has unique ids and rows that agree with themselves', () => {
    for (const rows of [models, accelerators]) {
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    }
    for (const row of models) {
      expect(kvElementsPerToken(row) * 2, row.id).toBe(row.kv_bytes_per_token_fp16);
      expect(row.params_read_per_token).toBeLessThanOrEqual(row.active_params);
      expect(row.active_params).toBeLessThanOrEqual(row.params_exact);
    }
    for (const row of accelerators) expect(row.memory_gb * row.bandwidth_gbs, row.id).toBeGreaterThan(0);
  });

  it('points every measurement at a known model and device', () => {
    expect(decodeMeasurements.length).toBe(114);
    for (const row of decodeMeasurements) {
      expect(modelById(shapeOfMeasured(row)).layers).toBeGreaterThan(0);
      expect(acceleratorById(row.hardware).id).toBe(row.hardware);
    }
  });
});

describe('near names', () => {
  it('orders by closeness', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(nearNames('llamma-2-7b', ['qwen-7b', 'llama-2-7b', 't4'])[0]).toBe('llama-2-7b');
  });
});
