/** A variant's whole text, its workgroups, and what it asks of a device: numbers that a page can check beforehand. */
import { ensure } from '../../errors';
import type { DeviceLimits } from '../limits';
import { makeCopy, makeRead } from './bandwidth';
import { type MicroId, type MicroVariant, microVariants } from './ids';
import { makeMatmul } from './matmul';
import { makeMatvec } from './matvec';
import type { MicroProblem, MicroSize } from './problem';
import { copy } from './wgsl/copy';
import { naive, quads, registers, tiled } from './wgsl/matmul';
import { matmulInt8 } from './wgsl/matmul-int8';
import { matvecQ4 } from './wgsl/matvec-q4';
import { read } from './wgsl/read';
import { assemble, extentsWgsl, type WgslVariant } from './wgsl/shared';

/** Features worth asking a device for: exact times, and arithmetic in fp16. */
export const microFeatures = ['timestamp-query', 'shader-f16'] as const;

const half = (variant: WgslVariant): WgslVariant => ({ ...variant, feature: 'shader-f16' });

const sources: Readonly<Record<MicroId, Readonly<Record<string, WgslVariant>>>> = {
  read,
  copy,
  'matvec-q4': matvecQ4,
  'matmul-f32': { v1: naive('v1'), v2: tiled('v2'), v3: registers('v3'), v4: quads('v4') },
  'matmul-f16': { v1: half(naive('v1')), v2: half(tiled('v2')), v3: half(quads('v3')) },
  'matmul-int8': matmulInt8,
};

function variantOf(benchmark: MicroId, variant: MicroVariant): WgslVariant {
  const found = sources[benchmark]?.[variant];
  ensure(found, 'micro.unknown-variant', { benchmark, variant });
  return found;
}

/** The variants of a benchmark in order. */
export const variantsOf = (benchmark: MicroId): readonly MicroVariant[] => microVariants[benchmark];

/** Seeded numbers for one benchmark. Errors: `micro.bad-size` {field, value}. */
export function makeMicroProblem(benchmark: MicroId, size: MicroSize, seed: number): MicroProblem {
  if (benchmark === 'read') return makeRead(size, seed);
  if (benchmark === 'copy') return makeCopy(size, seed);
  if (benchmark === 'matvec-q4') return makeMatvec(size, seed);
  return makeMatmul(benchmark, size, seed);
}

/** The whole text of a kernel, as it is compiled. Error: `micro.unknown-variant` {benchmark, variant}. */
export function microWgsl(benchmark: MicroId, variant: MicroVariant, size: MicroSize): string {
  const { source, feature, language } = variantOf(benchmark, variant);
  const directives = `${feature ? 'enable f16;\n' : ''}${language ? `requires ${language};\n` : ''}`;
  const number = benchmark.startsWith('matmul-f') ? `alias Number = ${feature ? 'f16' : 'f32'};\n` : '';
  return assemble(source, directives, `${number}${extentsWgsl(size)}`);
}

/** Workgroups by dimension. Worked: `copy` v1 of 512 words → 2 × 1 × 1. */
export const microGroups = (benchmark: MicroId, variant: MicroVariant, size: MicroSize) =>
  variantOf(benchmark, variant).groups(size);

/** The feature or the part of WGSL that a variant needs and this device or browser lacks; undefined if none. */
export function missingFeature(
  benchmark: MicroId,
  variant: MicroVariant,
  device: Pick<GPUDevice, 'features'>,
  languageFeatures: ReadonlySet<string>,
): string | undefined {
  const { feature, language } = variantOf(benchmark, variant);
  if (feature && !device.features.has(feature)) return feature;
  return language && !languageFeatures.has(language) ? language : undefined;
}

/** What a problem's buffers and a variant need. */
export function microLimits(problem: MicroProblem, variant: MicroVariant): DeviceLimits {
  const { workgroupBytes, groups } = variantOf(problem.benchmark, variant);
  const largest = Math.max(problem.answerLength * 4, ...problem.inputs.map(({ byteLength }) => byteLength));
  return {
    maxStorageBufferBindingSize: largest,
    maxBufferSize: largest,
    maxComputeWorkgroupStorageSize: workgroupBytes,
    maxComputeWorkgroupsPerDimension: Math.max(...groups(problem.size)),
  };
}
