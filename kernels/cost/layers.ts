/**
 * What each layer of a model looks back at: everything, or a window of the last tokens. Models windows as a cap on the
 * tokens that a layer keeps and reads; leaves out engines that keep more than the window (some keep every layer whole).
 * Source: `sliding_window` and `global_attention_layers` of content/data/models.json.
 */
import type { ModelRow } from '../catalog/models';

export interface LayersBySight {
  /** Layers that look back at every token. */
  readonly global: number;
  /** Layers that look back at the window only; 0 in a model without one. */
  readonly local: number;
  /** Tokens of the window; infinite in a model without one. */
  readonly window: number;
}

/** Layers by sight. Worked: gemma-3-12b has 8 global layers and 40 of 1,024 tokens; llama-3.1-70b 80 and none. */
export function layersBySight(model: ModelRow): LayersBySight {
  if (!model.sliding_window) return { global: model.layers, local: 0, window: Number.POSITIVE_INFINITY };
  const global = model.global_attention_layers ?? 0;
  return { global, local: model.layers - global, window: model.sliding_window };
}

/**
 * Tokens that one sequence keeps, summed over layers: all of them in global layers, at most the window in the others.
 * Worked: gemma-3-12b at 8,192 tokens, 8 · 8192 + 40 · 1024 = 106,496, instead of 393,216.
 */
export function tokenLayers(model: ModelRow, tokens: number): number {
  const { global, local, window } = layersBySight(model);
  return global * tokens + local * Math.min(tokens, window);
}
