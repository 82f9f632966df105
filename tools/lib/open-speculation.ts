/** Pocket and its drafts in onnxruntime's WebAssembly under Node, one thread, for the recording and the benches. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web/wasm';
import {
  createLlamaRunner,
  type LlamaRunner,
  type OrtModule,
} from '../../components/labs/runtime/llama-session';
import { DRAFT_GRID, type DraftId } from '../../components/labs/speculative-live/params';
import type { TokenModel } from '../../components/labs/speculative-live/speculate';
import { buildLlamaOnnx } from '../../kernels/onnx/build-llama';
import { dequantizeModel, quantizeModel } from '../../kernels/quantize/plan';
import { parseLlamaConfig } from '../../kernels/transformer/config';
import { readSafetensors } from '../../kernels/transformer/safetensors';
import type { DecodeSession } from '../../kernels/transformer/session';
import { createTokenizer } from '../../kernels/transformer/tokenizer';
import { type LlamaWeights, loadLlama } from '../../kernels/transformer/weights';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const fileOf = (name: string) => readFileSync(`public/models/${name}/model.safetensors`);

export function readPocket(name: 'pocket' | 'pocket-draft'): LlamaWeights {
  const config = parseLlamaConfig(json(`public/models/${name}/config.json`));
  return loadLlama(config, readSafetensors(fileOf(name)));
}

/** The reference session as the lab's models are spoken to. */
export function openSession(session: DecodeSession): TokenModel {
  return {
    get length() {
      return session.length;
    },
    push: (tokens) => session.push(tokens),
    rollBack: (length) => session.truncate(length),
  };
}

export async function openSpeculation() {
  ort.env.wasm.numThreads = 1;
  const weights = readPocket('pocket');
  const open = (model: LlamaWeights, attention: 'gqa' | 'plain' = 'gqa') =>
    createLlamaRunner(ort as OrtModule, buildLlamaOnnx(model, { format: 'fp32', attention }), model.config, {
      provider: 'wasm',
    });
  const drafts = new Map<DraftId, LlamaRunner>();
  return {
    target: await open(weights),
    checker: await open(weights, 'plain'),
    tokenizer: createTokenizer(json('public/models/pocket/tokenizer.json')),
    documents: json('public/models/heldout/documents.json'),
    pace: { now: () => performance.now() / 1000, breathe: async () => {} },
    runtime: `onnxruntime-web ${ort.env.versions.web ?? ''} wasm, 1 thread, node ${process.versions.node}`,
    model: createHash('sha256').update(fileOf('pocket')).digest('hex').slice(0, 16),
    async draftOf(id: DraftId): Promise<LlamaRunner | undefined> {
      if (id === 'ngram') return undefined;
      const known = drafts.get(id);
      if (known) return known;
      const model =
        id === 'pocket-draft'
          ? readPocket('pocket-draft')
          : dequantizeModel(weights, quantizeModel(weights, DRAFT_GRID));
      const runner = await open(model);
      drafts.set(id, runner);
      return runner;
    },
  };
}
