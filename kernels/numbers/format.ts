/**
 * Printing quantities: the only place where base units (bytes, seconds, operations) become GB, ms, TFLOP.
 * Decimal prefixes by default (GB = 1e9); `bytesBinary` prints GiB = 2^30, and the two are never mixed in one call.
 * Written without Intl, so that the server and every browser print the same characters.
 * A narrow no-break space stands between number and unit; a value never breaks over two lines.
 */
import type { CalcUnit } from '../cost/calc';

export interface FormatOptions {
  readonly lang: 'en' | 'zh';
  /** Significant digits. When given, trailing zeros are kept (139.0); by default they are dropped. */
  readonly digits?: number;
}

const NARROW_SPACE = '\u202f';
const MINUS = '\u2212';

interface Scale {
  readonly factor: number;
  readonly symbol: string;
}

const scales = (symbols: readonly string[], base: number, first = 0): Scale[] =>
  symbols.map((symbol, index) => ({ factor: base ** (index + first), symbol }));

const decimalBytes = scales(['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'], 1000);
const binaryBytes = scales(['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'], 1024);
const operations = scales(['FLOP', 'kFLOP', 'MFLOP', 'GFLOP', 'TFLOP', 'PFLOP', 'EFLOP', 'ZFLOP'], 1000);
const bandwidth = decimalBytes.map(({ factor, symbol }) => ({ factor, symbol: `${symbol}/s` }));
const rates = operations.map(({ factor, symbol }) => ({ factor, symbol: `${symbol}/s` }));
const parameters = scales(['', 'K', 'M', 'B', 'T'], 1000);
const power = scales(['mW', 'W', 'kW', 'MW', 'GW'], 1000, -1);
const energy = scales(['µJ', 'mJ', 'J', 'kJ', 'MJ', 'GJ'], 1000, -2);
const mass = scales(['µg', 'mg', 'g', 'kg', 't', 'kt'], 1000, -2);
const seconds: readonly Scale[] = [
  { factor: 1e-9, symbol: 'ns' },
  { factor: 1e-6, symbol: 'µs' },
  { factor: 1e-3, symbol: 'ms' },
  { factor: 1, symbol: 's' },
  { factor: 60, symbol: 'min' },
  { factor: 3600, symbol: 'h' },
];
const largeCounts: Readonly<Record<FormatOptions['lang'], readonly Scale[]>> = {
  en: [
    { factor: 1e6, symbol: 'million' },
    { factor: 1e9, symbol: 'billion' },
    { factor: 1e12, symbol: 'trillion' },
  ],
  zh: [
    { factor: 1e4, symbol: '万' },
    { factor: 1e8, symbol: '亿' },
    { factor: 1e12, symbol: '万亿' },
  ],
};

/**
 * A number with `digits` significant digits, thousands grouped by commas, never in exponent form.
 * Integers too long for `digits` keep all their digits. Worked: (0.87504, 3) → 0.875 · (8192, 3) → 8,192.
 */
export function formatNumber(value: number, digits = 3, keepZeros = false): string {
  if (Number.isNaN(value)) return '—';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size === 0) return '0';
  const places = Math.max(0, Math.min(20, digits - 1 - exponentAfterRounding(size, digits)));
  const [whole, fraction = ''] = size.toFixed(places).split('.');
  const kept = keepZeros ? fraction : fraction.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = kept ? `${grouped}.${kept}` : grouped;
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** Power of ten of the leading digit once the value is rounded to `digits` digits (9.996 at three digits is 10.0). */
function exponentAfterRounding(size: number, digits: number): number {
  return Number(size.toExponential(Math.min(20, Math.max(0, digits - 1))).split('e')[1]);
}

/**
 * A value in base units, as text in the reader's language.
 * Worked: (139006066688, 'bytes') → 139 GB, with digits 4 → 139.0 GB · (0.875, 'percent') → 87.5% · (3.2, 'ratio') → 3.2×.
 */
export function formatQuantity(value: number, unit: CalcUnit, options: FormatOptions): string {
  const keep = options.digits !== undefined;
  const digits = Math.min(15, Math.max(1, Math.round(options.digits ?? defaultDigits(unit))));
  const print = (number: number) => formatNumber(number, digits, keep);
  const join = (number: string, symbol: string) => number + NARROW_SPACE + symbol;
  const scaled = (table: readonly Scale[]) => {
    if (!Number.isFinite(value)) return join(print(value), table[0].symbol);
    const scale = value === 0 ? zeroScale(table) : chooseScale(table, Math.abs(value), digits);
    // Whole bytes and operations need no decimals, however many digits are asked for.
    const whole = scale.factor === 1 && countable.has(unit) && Number.isInteger(value);
    return join(whole ? formatNumber(value, digits) : print(value / scale.factor), scale.symbol);
  };
  switch (unit) {
    case 'bytes':
      return scaled(decimalBytes);
    case 'bytesBinary':
      return scaled(binaryBytes);
    case 'bytesPerSecond':
      return scaled(bandwidth);
    case 'flops':
      return scaled(operations);
    case 'flopsPerSecond':
      return scaled(rates);
    case 'parameters':
      return scaled(parameters).trimEnd();
    case 'watts':
      return scaled(power);
    case 'joules':
      return scaled(energy);
    case 'grams':
      return scaled(mass);
    case 'money':
      return print(value);
    case 'seconds':
      return scaled(seconds);
    case 'percent':
      return `${print(value * 100)}%`;
    case 'ratio':
      return `${print(value)}×`;
    case 'flopsPerByte':
      return join(print(value), 'FLOP/B');
    case 'count':
      return countText(value, digits, keep, options.lang);
    default:
      return countedText(value, unit, countText(value, digits, keep, options.lang), options.lang);
  }
}

/** Units whose base cannot be split. */
const countable: ReadonlySet<CalcUnit> = new Set(['bytes', 'bytesBinary', 'flops', 'parameters']);

function defaultDigits(unit: CalcUnit): number {
  return unit === 'bitsPerWeight' ? 4 : 3;
}

/** Zero bytes are `0 B`, zero seconds `0 s`: the scale whose factor is one. */
function zeroScale(table: readonly Scale[]): Scale {
  return table.find((scale) => scale.factor === 1) ?? table[0];
}

/** The largest scale that still leaves at least one before the point, after rounding: 999.96 MB prints as 1 GB. */
function chooseScale(table: readonly Scale[], size: number, digits: number): Scale {
  let chosen = table[0];
  for (const scale of table) {
    const rounded = Number((size / scale.factor).toPrecision(digits));
    // Seconds run on to two minutes before they become minutes: 90 s reads better than 1.5 min.
    const enough = scale.symbol === 'min' || scale.symbol === 'h' ? 2 : 1;
    if (rounded >= enough) chosen = scale;
  }
  return chosen;
}

/** Integers below a million are printed whole; larger counts as millions and billions (万 and 亿 in Chinese). */
function countText(value: number, digits: number, keep: boolean, lang: FormatOptions['lang']): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return formatNumber(value, digits);
  if (Number.isInteger(value) && size < 1e6) return formatNumber(value, digits);
  if (size < 1e6) return formatNumber(value, digits, keep);
  const scale = chooseScale(largeCounts[lang], size, digits);
  return formatNumber(value / scale.factor, digits, keep) + NARROW_SPACE + scale.symbol;
}

/** A count with the noun it counts. */
function countedText(value: number, unit: CalcUnit, number: string, lang: FormatOptions['lang']): string {
  const one = value === 1;
  const space = NARROW_SPACE;
  if (lang === 'zh') {
    switch (unit) {
      case 'tokens':
        return `${number}${space}个${space}token`;
      case 'blocks':
        return `${number}${space}块`;
      case 'requests':
        return `${number}${space}个请求`;
      case 'bits':
        return `${number}${space}比特`;
      case 'bitsPerWeight':
        return `${number}${space}比特/权重`;
      default:
        return `${number}${space}token/s`;
    }
  }
  switch (unit) {
    case 'tokens':
      return `${number}${space}${one ? 'token' : 'tokens'}`;
    case 'blocks':
      return `${number}${space}${one ? 'block' : 'blocks'}`;
    case 'requests':
      return `${number}${space}${one ? 'request' : 'requests'}`;
    case 'bits':
      return `${number}${space}${one ? 'bit' : 'bits'}`;
    case 'bitsPerWeight':
      return `${number}${space}bits/weight`;
    default:
      return `${number}${space}tokens/s`;
  }
}
