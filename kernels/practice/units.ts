/**
 * The units a reader may type behind a number, by dimension, with the factor to the base unit.
 * Leaves out units the book never uses (days, pounds). Case decides where it must (Gb is bits, GB is bytes);
 * where it need not, it is ignored (gb reads as GB).
 */
import type { CalcUnit } from '../cost/calc';

export type Dimension =
  | 'bytes'
  | 'bits'
  | 'seconds'
  | 'flops'
  | 'flopsPerByte'
  | 'bytesPerSecond'
  | 'tokensPerSecond'
  | 'percent'
  | 'ratio'
  | 'bitsPerWeight'
  | 'tokens'
  | 'blocks'
  | 'requests'
  | 'count'
  | 'flopsPerSecond'
  | 'parameters'
  | 'watts'
  | 'joules'
  | 'grams'
  | 'money';

export function dimensionOf(unit: CalcUnit): Dimension {
  return unit === 'bytesBinary' ? 'bytes' : unit;
}

type Table = Readonly<Record<string, number>>;

const prefixes: Table = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 };
const binaryPrefixes: Table = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4 };

function withPrefixes(symbols: readonly string[], table: Table, per = 1): Record<string, number> {
  const rows = Object.entries(table).flatMap(([prefix, factor]) =>
    symbols.map((symbol) => [prefix + symbol, factor * per] as const),
  );
  return Object.fromEntries(rows);
}

const words = (factor: number, ...names: string[]) => Object.fromEntries(names.map((name) => [name, factor]));

const bytes: Table = {
  ...withPrefixes(['B'], { ...prefixes, ...binaryPrefixes }),
  ...words(1, 'byte', 'bytes', '字节'),
};

const tables: Readonly<Record<Dimension, Table>> = {
  bytes,
  bits: {
    ...withPrefixes(['b', 'bit', 'bits'], { ...prefixes, ...binaryPrefixes }),
    ...words(1, '比特', '位'),
  },
  seconds: {
    ...words(1e-9, 'ns', '纳秒'),
    ...words(1e-6, 'us', '微秒'),
    ...words(1e-3, 'ms', '毫秒', 'millisecond', 'milliseconds'),
    ...words(1, 's', 'sec', 'second', 'seconds', '秒'),
    ...words(60, 'min', 'minute', 'minutes', '分钟', '分'),
    ...words(3600, 'h', 'hour', 'hours', '小时'),
  },
  flops: withPrefixes(['FLOP', 'FLOPs', 'FLOPS'], prefixes),
  flopsPerByte: withPrefixes(['FLOP/B', 'FLOPs/B', 'FLOP/byte', 'FLOPs/byte', 'FLOP/字节'], prefixes),
  bytesPerSecond: Object.fromEntries(
    Object.entries(bytes).flatMap(([symbol, factor]) => [
      [`${symbol}/s`, factor],
      [`${symbol}/秒`, factor],
    ]),
  ),
  tokensPerSecond: words(1, 'tokens/s', 'token/s', 'tok/s', 't/s', 'tps', 'token/秒', '词元/秒', '/s'),
  percent: words(0.01, '%', 'percent', 'pct', 'per cent'),
  ratio: words(1, '×', 'x', 'X', 'times', '倍'),
  bitsPerWeight: words(
    1,
    ...['bits/weight', 'bit/weight', 'bits per weight', 'bpw', 'bits', 'bit', '比特/权重', '比特', '位'],
  ),
  tokens: words(1, 'token', 'tokens', 'tok', '词元', '个token', '个词元', '个'),
  blocks: words(1, 'block', 'blocks', '块', '个块', '个'),
  requests: words(1, 'request', 'requests', 'req', 'sequence', 'sequences', '请求', '个请求', '条', '个'),
  count: words(1, '个', '次', 'times', 'pieces'),
  flopsPerSecond: withPrefixes(['FLOP/s', 'FLOPs/s', 'FLOPS'], prefixes),
  parameters: words(1, 'parameters', 'params', '参数', '个参数'),
  watts: { ...withPrefixes(['W'], prefixes), ...words(1, 'watt', 'watts', '瓦'), ...words(1000, '千瓦') },
  joules: {
    ...withPrefixes(['J'], { ...prefixes, m: 1e-3, µ: 1e-6 }),
    ...withPrefixes(['Wh'], prefixes, 3600),
    ...words(1, 'joule', 'joules', '焦耳', '焦'),
    ...words(3.6e6, '千瓦时', '度'),
  },
  grams: {
    ...withPrefixes(['g'], { ...prefixes, m: 1e-3, µ: 1e-6 }),
    ...words(1, 'gram', 'grams', '克'),
    ...words(1000, '千克', '公斤'),
    ...words(1e6, 't', '吨'),
  },
  // A plain number: the currency is the reader's own.
  money: {},
};

const multipliers: Table = {
  ...words(1e3, 'k', 'K', 'thousand', '千'),
  ...words(1e4, '万'),
  ...words(1e6, 'M', 'mn', 'million', '百万'),
  ...words(1e8, '亿'),
  ...words(1e9, 'G', 'B', 'bn', 'billion', '十亿'),
  ...words(1e12, 'T', 'trillion', '万亿'),
  ...binaryPrefixes,
};

/** Bits where bytes are asked, and the other way round: the one pair of dimensions that converts. */
function convert(suffix: string, wanted: Dimension): number | undefined {
  if (wanted === 'bytes') return scaledBy(lookUp(suffix, tables.bits), 1 / 8);
  if (wanted === 'bits') return scaledBy(lookUp(suffix, tables.bytes), 8);
  return undefined;
}

function scaledBy(factor: number | undefined, by: number): number | undefined {
  return factor === undefined ? undefined : factor * by;
}

function lookUp(suffix: string, table: Table): number | undefined {
  if (Object.hasOwn(table, suffix)) return table[suffix];
  const lower = suffix.toLowerCase();
  // Only a suffix that is all lower case may stand for another spelling: Mb is never MB.
  if (lower !== suffix) return suffix === suffix.toUpperCase() ? findIgnoringCase(lower, table) : undefined;
  return findIgnoringCase(lower, table);
}

function findIgnoringCase(lower: string, table: Table): number | undefined {
  const key = Object.keys(table).find((candidate) => candidate.toLowerCase() === lower);
  return key === undefined ? undefined : table[key];
}

export type ReadUnit =
  | { readonly kind: 'factor'; readonly factor: number }
  /** A unit of the book, but of something else than what is asked. */
  | { readonly kind: 'other'; readonly dimension: Dimension }
  | { readonly kind: 'unknown' };

/**
 * What a suffix means for an answer of the given dimension; `undefined` as dimension means a plain number.
 * Worked: readUnit('KiB', 'bytes') → factor 1024 · readUnit('GB', 'seconds') → other (bytes).
 */
export function readUnit(text: string, wanted: Dimension | undefined): ReadUnit {
  const suffix = text.trim().replace(/[.。]$/, '');
  const squeezed = suffix.replace(/ /g, '');
  if (wanted !== undefined) {
    const own = lookUp(suffix, tables[wanted]) ?? lookUp(squeezed, tables[wanted]);
    if (own !== undefined) return { kind: 'factor', factor: own };
    const converted = convert(squeezed, wanted);
    if (converted !== undefined) return { kind: 'factor', factor: converted };
  }
  const multiplied = readMultiplied(squeezed, wanted);
  if (multiplied !== undefined) return { kind: 'factor', factor: multiplied };
  const dimension = (Object.keys(tables) as Dimension[]).find(
    (one) => lookUp(squeezed, tables[one]) !== undefined,
  );
  return dimension ? { kind: 'other', dimension } : { kind: 'unknown' };
}

/** `3k`, `2.5万`, `3k tokens`, `2.5万个请求`. */
function readMultiplied(suffix: string, wanted: Dimension | undefined): number | undefined {
  const heads = Object.keys(multipliers).sort((a, b) => b.length - a.length);
  for (const head of heads) {
    if (!suffix.toLowerCase().startsWith(head.toLowerCase())) continue;
    const exact = suffix.startsWith(head) || head.length > 1;
    if (!exact) continue;
    const tail = suffix.slice(head.length);
    if (tail === '') return multipliers[head];
    const own = wanted === undefined ? undefined : lookUp(tail, tables[wanted]);
    if (own !== undefined) return multipliers[head] * own;
  }
  return undefined;
}

/** Symbols of a dimension with several scales, for telling which one a bare number was meant in. */
export function scalesOf(dimension: Dimension): readonly { symbol: string; factor: number }[] {
  const symbols: Partial<Record<Dimension, readonly string[]>> = {
    bytes: ['KiB', 'MiB', 'GiB', 'TiB', 'kB', 'MB', 'GB', 'TB'],
    bits: ['kbit', 'Mbit', 'Gbit'],
    seconds: ['ms', 'us', 'ns', 'min'],
    flops: ['MFLOP', 'GFLOP', 'TFLOP', 'PFLOP'],
    bytesPerSecond: ['MB/s', 'GB/s', 'TB/s', 'GiB/s', 'TiB/s'],
  };
  return (symbols[dimension] ?? []).map((symbol) => ({ symbol, factor: tables[dimension][symbol] }));
}
