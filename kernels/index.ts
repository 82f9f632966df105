/**
 * The public interface of the kernels: what a script, a notebook or another page can build on. Names here stay.
 * Pure functions and data: importing it does nothing, and needs neither a DOM nor a network.
 */

export {
  type AcceleratorRow,
  acceleratorById,
  accelerators,
  capacityBytes,
} from './catalog/accelerators';
export { type EngineFlag, engineFlags, type FlagEngine, flagSources } from './catalog/engine-flags';
export {
  type EngineCell,
  type EngineColumn,
  type EngineRow,
  engineById,
  engineColumns,
  engineSources,
  inferenceEngines,
} from './catalog/engines';
export { type DecodeMeasurement, decodeMeasurements, memoryMeasurements } from './catalog/measurements';
export { modelFromConfig, shortConfig } from './catalog/model-config';
export { type ModelRow, modelById, models } from './catalog/models';
export { type PublishedPerplexity, publishedPerplexities } from './catalog/perplexity';
export { type VllmLogRow, vllmLogs } from './catalog/vllm-logs';
export { type KvCacheQuery, kvCacheBytes, weightBytes, weightBytesRead } from './cost/bytes';
export type { CalcDefinition, CalcResult, CalcTerm, CalcUnit, CostAxis } from './cost/calc';
export { cachePassesWeights, largestBatch, longestContext, roomBytes } from './cost/crossovers';
export { type DecodeStepBound, type DecodeStepQuery, decodeStepBound } from './cost/decode-step';
export { type EfficiencyBand, efficiencyBand, efficiencyBands } from './cost/efficiency';
export { type EngineId, engineIds, engines } from './cost/engines';
export {
  type ArithmeticFormat,
  decodeFlops,
  type FlopParts,
  peakRate,
  prefillFlops,
  ridge,
} from './cost/flops';
export { bitsPerWeight, formatNames } from './cost/formats';
export { againstBound, type MeasuredRow, measuredRows } from './cost/measured';
export { breakEvenHours, ownedDeviceHour, type TokenCost, tokenCost } from './cost/money';
export { type MemoryPlan, type MemoryQuery, type PlanReason, planMemory } from './cost/plan-memory';
export { type PublishedRun, publishedRuns } from './cost/published-runs';
export {
  compareManager,
  type ManagerFault,
  type ManagerRow,
} from './cost/quantization-manager/compare';
export { type GeneralFault, managerFaults } from './cost/quantization-manager/general-faults';
export {
  estimateThroughput,
  type QuantConfig,
  type QuantMethod,
  recommendQuant,
} from './cost/quantization-manager/manager';
export { type Receipt, type ReceiptColumn, receipt } from './cost/receipt';
export type { Configuration, Reason, ReasonId } from './cost/recommend/configuration';
export type { Change, ChangeId, ChangeSet } from './cost/recommend/least-change';
export { type KnownQuality, qualityOf } from './cost/recommend/quality';
export type { RankedBy, RecommendQuery, Workload } from './cost/recommend/query';
export { type Recommendation, recommend } from './cost/recommend/recommend';
export type { RefusalReason } from './cost/recommend/refusal';
export type { Rejection } from './cost/recommend/search';
export { type Split, splitsOf } from './cost/recommend/splits';
export { RUNNING_EXAMPLE, type Setup, type SetupGuesses } from './cost/setup';
export {
  fusedGrowth,
  type PrefillRun,
  peakBytes,
  type SixTerms,
  sixTerms,
} from './cost/six-term';
export {
  communicationBytes,
  decodeBound,
  prefillBound,
  type RequestTimes,
  requestTimes,
  type TimeBound,
} from './cost/times';
export { activeParameters, type WeightParts, weightBytesKept, weightParts } from './cost/weights';
export { type GivenFlag, type ParsedCommand, parseCommandLine } from './engines/command-line';
export { commandOf } from './engines/command-of';
export type { Contradiction } from './engines/contradictions';
export { type Decision, decide, type Leaf, leafOf } from './engines/decision/decide';
export { answersOf, needsParams, questionIds, resolveAnswers } from './engines/decision/needs';
export { type KvBlocks, type KvBlocksQuery, predictKvBlocks, stepDefaults } from './engines/kv-blocks';
export { catalogueModel, contextOf } from './engines/model-name';
export { type PasteReport, readPaste } from './engines/paste';
export { compareLogs, type LogComparison } from './engines/published-logs';
export { type SetupReading, setupOf } from './engines/setup-of';
export { quoteWord } from './engines/shell';
export { readVllmLog, type VllmLog } from './engines/vllm-log';
export { BookError } from './errors';
export { decodeFloat, type EncodeOptions, encodeFloat, type FloatFormat } from './formats/float';
export { decodeBf16, decodeFp16, encodeBf16, encodeFp16 } from './formats/half';
export { type Chain, type ChainOptions, type ChainProblem, createChain } from './gpu/chain/host';
export { type MeasureChainOptions, measureChain } from './gpu/chain/measure';
export { type ChainShape, layerBytes, llama7b, type PlannedChain, planChain } from './gpu/chain/plan';
export { createProcessorChain, type ProcessorChainOptions } from './gpu/chain/processor';
export { chainWgsl } from './gpu/chain/wgsl';
export {
  type ComparedRate,
  compareMachineReports,
  type MachineComparison,
} from './gpu/machine/compare';
export {
  type ChainDecode,
  type DecodeBounds,
  type DecodeFormat,
  type DecodeResult,
  decodeBounds,
  modelTokensPerSecond,
  type PocketDecode,
  secondsPerLaunch,
  shareOfBound,
  tokensPerSecond,
} from './gpu/machine/decode';
export { type DecodePoint, decodePoints } from './gpu/machine/decode-points';
export { type MachineOptions, type MachineSizes, machineSizes, measureMachine } from './gpu/machine/measure';
export { type NearestRow, nearestAccelerator } from './gpu/machine/nearest';
export { cacheGuess, measureProcessor, type ProcessorOptions } from './gpu/machine/processor';
export { readMachineReport } from './gpu/machine/read-report';
export {
  type BestRate,
  bestRates,
  type MachineAbout,
  type MachineReport,
  type MachineResult,
  type MeasuredResult,
  type Rate,
  rateOf,
  type SkippedResult,
  type Spread,
  writeMachineReport,
} from './gpu/machine/report';
export {
  type FastestBytes,
  fastestBytes,
  type MachineFormat,
  type MachinePoint,
  type MachineRoof,
  type MachineRoofline,
  machineRoofline,
} from './gpu/machine/roofline';
export type { Clock } from './gpu/machine/schedule';
export { spreadShare, unsteadyResults } from './gpu/machine/steadiness';
export {
  createMicroBench,
  type MicroAnswer,
  type MicroBench,
  type MicroBenchOptions,
} from './gpu/micro/host';
export { type MicroId, type MicroVariant, microIds, microVariants } from './gpu/micro/ids';
export { makeMicroProblem, microFeatures, microWgsl, missingFeature } from './gpu/micro/meta';
export {
  largestError,
  type MicroProblem,
  type MicroSize,
  type MicroWork,
  microReference,
  toleranceOf,
} from './gpu/micro/problem';
export { createPagedAttention, type PagedAttention } from './gpu/paged-attention/host';
export { attentionVariants, type VariantId } from './gpu/paged-attention/ids';
export { attentionWgsl } from './gpu/paged-attention/meta';
export {
  type AttentionProblem,
  type AttentionShape,
  makeAttentionProblem,
} from './gpu/paged-attention/problem';
export { attendReference } from './gpu/paged-attention/reference';
export { type ChiSquareTest, chiSquareTest } from './numbers/chi-square';
export { formatNumber, formatQuantity } from './numbers/format';
export { createRandom, nextUniform, type Random } from './numbers/random';
export { buildLlamaOnnx, type LlamaOnnxOptions } from './onnx/build-llama';
export {
  effectiveBits,
  packBits,
  rtnStorage,
  type StorageCost,
  storageOf,
  unpackBits,
} from './quantize/accounting';
export {
  gridLevels,
  groupRange,
  type Histogram,
  histogram,
  type QuantizationError,
  quantizationError,
} from './quantize/histogram';
export {
  dequantizeMatMulNBits,
  type MatMulNBits,
  type MatMulNBitsOptions,
  packMatMulNBits,
  packMatMulNBitsRows,
} from './quantize/matmulnbits';
export {
  dequantizeModel,
  type PlanOptions,
  type PlanProgress,
  type PlanTotals,
  type QuantizedModel,
  type QuantizedTensor,
  quantizeModel,
  quantizeSteps,
  type TensorSelection,
  tensorSelections,
} from './quantize/plan';
export { repackRtn } from './quantize/repack';
export {
  dequantizeRtn,
  dynamicQuantizeLinear,
  type Granularity,
  quantizeRtn,
  type RtnOptions,
  type RtnQuantized,
} from './quantize/rtn';
export { createDisaggregatedRun, type DisaggregatedQuery } from './serving/batching/disaggregated';
export { batchingRequests, LANE_IDS, type LaneId } from './serving/batching/params';
export { createPolicyRun, type PolicyRun, type RunSettings } from './serving/batching/policy-run';
export { type BatchCost, createRun, type SavedRun, type ServingRun } from './serving/batching/run';
export { readBatchingState, writeBatchingState } from './serving/batching/saved-state';
export { type BatchingConfig, createBatchingSimulation } from './serving/batching/simulation';
export { type BatchingState, batchingSimulator } from './serving/batching/simulator';
export { type BlockKey, hashBlocks } from './serving/kv/block-hash';
export type { BlockEvent } from './serving/kv/events';
export { type ServingMetrics, servingMetrics } from './serving/metrics/metrics';
export {
  type PagingMetrics,
  type PagingState,
  pagingSimulator,
} from './serving/paging/simulator';
export { type PrefixMetrics, type PrefixState, prefixSimulator } from './serving/prefix/simulator';
export { type CurvePoint, type HitRateCurve, hitRateCurve, summarizePrefix } from './serving/prefix/summary';
export { EVICTION_POLICIES, type EvictionPolicy } from './serving/radix/eviction';
export type {
  InsertOptions,
  RadixCacheConfig,
  RadixEviction,
  RadixMatch,
} from './serving/radix/radix-cache';
export {
  createRadixServer,
  type RadixRequest,
  type RadixServerConfig,
  type RadixServerState,
  restoreRadixServer,
} from './serving/radix/radix-server';
export { checkRadix, type RadixState, restoreRadix, saveRadix } from './serving/radix/radix-state';
export { createRadixCache, type RadixOperation, type RadixStep } from './serving/radix/scripted';
export type { IterationRecord, RequestRecord, ServingRequest } from './serving/request';
export {
  type ScaleOutMetrics,
  type ScaleOutState,
  scaleOutSimulator,
} from './serving/scale-out/simulator';
export { type TokenCurve, type TokenTime, tokenCurve } from './serving/scale-out/token-time';
export { POLICY_IDS, type PolicyId, type ServerConfig } from './serving/schedulers/scheduler';
export type { VllmConfig } from './serving/schedulers/vllm/config';
export { type Impossible, impossibleRequest } from './serving/schedulers/vllm/impossible';
export type { StepRecord } from './serving/schedulers/vllm/record';
export type { RequestState, VllmRequest, VllmStatus } from './serving/schedulers/vllm/request';
export type { SavedVllmScheduler } from './serving/schedulers/vllm/save';
export {
  createVllmScheduler,
  restoreVllmScheduler,
  type VllmRun,
  type VllmScheduler,
} from './serving/schedulers/vllm/scheduler';
export type { VllmBatch, VllmStep } from './serving/schedulers/vllm/state';
export { type FittedCalibration, fitCalibration } from './serving/step-time/fit';
export { type Calibration, calibrationOf } from './serving/step-time/knee';
export { type MeasuredPoint, readPoints } from './serving/step-time/points';
export { type StepShape, stepShape } from './serving/step-time/step-shape';
export {
  allReduceSeconds,
  createStepTime,
  type Link,
  type StepCost,
  type StepTime,
} from './serving/step-time/step-time';
export { parseLengthsCsv, parseTraceCsv, parseTrafficCsv, type Traffic } from './serving/workload/csv';
export { type ContentRequest, sharedPrefixRequests, TRAFFIC_KINDS } from './serving/workload/shared-prefix';
export { makeSharedWorkload, makeWorkload, type WorkloadQuery } from './serving/workload/workload';
export {
  defaultParams,
  type ParamSpec,
  type ParamValues,
  parseParams,
  type Simulator,
} from './simulator';
export {
  acceptanceRate,
  acceptDraft,
  acceptGreedy,
  firstTokenMarginal,
  residual,
  type Verdict,
  type Verification,
} from './speculative/acceptance';
export { bestGammaAtBatch, type RoundTimes, roundTimes } from './speculative/batch-effect';
export { acceptanceWithoutReplacement, acceptanceWithReplacement } from './speculative/candidates';
export {
  acceptedAt,
  acceptedDistribution,
  expectedTokens,
  expectedTokensAt,
  impliedAlpha,
  operationsFactor,
  optimalDraftLength,
  optimalDraftLengthAt,
  speedup,
} from './speculative/closed-forms';
export { drawPlain, testDistribution } from './speculative/distribution-test';
export { type EagleTree, eagleTree } from './speculative/eagle-tree';
export { type SpeculativeFigure, speculativeFigure } from './speculative/figure';
export { lookUpDraft } from './speculative/prompt-lookup';
export { simulateAlphaRounds, simulateRounds } from './speculative/rounds';
export { type SpeculativeState, speculativeSimulator } from './speculative/simulator';
export {
  bestExpectedTokens,
  bestTree,
  expectedAccepted,
  leafPaths,
  parentsOf,
  treeMask,
} from './speculative/tree';
export {
  type Automaton,
  accepts,
  compileJsonSchema,
  compileRegex,
  nextState,
  walk,
} from './structured/automaton';
export {
  type DecodeOptions,
  type Decoding,
  type JumpMode,
  type SavedDecoding,
  startDecoding,
} from './structured/decode';
export { automatonGraph, compressedStates, type Graph } from './structured/graph';
export { type Forced, jumpForward } from './structured/jump';
export {
  isAllowed,
  type Mask,
  maskLogits,
  obviousAllowed,
  type TokenMasks,
  tokenMasks,
} from './structured/masks';
export { matchesObvious } from './structured/obvious';
export { parseRegex } from './structured/regex';
export {
  type StructuredMetrics,
  type StructuredState,
  simulateDecoding,
  structuredSimulator,
} from './structured/simulator';
export type { TokenBytes } from './structured/tokens';
export type { LogitsModel } from './structured/toy-model';
export { countParameters, type LlamaConfig, parseLlamaConfig } from './transformer/config';
export { createReference, type Reference } from './transformer/forward';
export {
  createQualityMeter,
  type DocumentLogits,
  type Quality,
  type QualityMeter,
} from './transformer/measure';
export { forwardObvious } from './transformer/obvious';
export { type LogitsFn, type ProbeItem, type ProbeScore, runProbes, scoreProbe } from './transformer/probes';
export {
  readSafetensors,
  type SafetensorsDtype,
  type SafetensorsFile,
  type SafetensorsTensor,
  toFloat32,
  writeSafetensors,
} from './transformer/safetensors';
export { argmax, type SamplingOptions, sampleToken } from './transformer/sampling';
export type { DecodeSession, PushOptions } from './transformer/session';
export { createTokenizer, type Tokenizer } from './transformer/tokenizer';
export { expectedTensors, type LlamaWeights, loadLlama, mergeSafetensors } from './transformer/weights';
