/**
 * Typed access to content/data/engine-comparisons.json: what the makers of one engine published about another. Ratios are
 * above 1 where the publisher's own engine was ahead.
 */
import comparisonsFile from '../../content/data/engine-comparisons.json';

/** A test of TGI's page: seconds that each engine needed for the same requests. */
export interface TgiRow {
  /** 1: no prompt had been seen before; 2: the same requests again. */
  readonly run: number;
  readonly test: string;
  readonly tgiSeconds: number;
  readonly vllmSeconds: number;
}

export const tgiRows: readonly TgiRow[] = comparisonsFile.tgi.rows;
export const sglangAgainstVllm = comparisonsFile.sglang;
export const announcedRatios = comparisonsFile.announced;

/** The ratios of TGI's own table, smallest first. Worked: twelve, from 0.97 to 13.75. */
export const tgiRatios = (): number[] =>
  tgiRows.map(({ tgiSeconds, vllmSeconds }) => vllmSeconds / tgiSeconds).sort((a, b) => a - b);
