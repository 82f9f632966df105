/** Reads the part of a machine report that is about decoding. Errors: `machine-report.bad-field`. */
import {
  type ChainDecode,
  chainPlaces,
  type DecodeResult,
  decodeFormats,
  type PocketDecode,
  pocketFormats,
  pocketPlaces,
} from './decode';
import { type Fields, list, number, object, oneOf, spreadOf, words, wrong } from './fields';
import { readResult } from './read-result';
import { type MeasuredResult, reportClocks, reportStates, skipReasons } from './report';

export function readDecode(value: unknown, path: string): DecodeResult {
  const fields = object(value, path);
  const rows = <T>(name: string, read: (entry: Fields, path: string) => T) =>
    list(fields[name], `${path}.${name}`).map((entry, i) => {
      const at = `${path}.${name}[${i}]`;
      return read(object(entry, at), at);
    });
  const result: DecodeResult = {
    state: oneOf(fields.state, `${path}.state`, reportStates),
    seconds: number(fields.seconds, `${path}.seconds`, '0 or more'),
    cacheBytes: number(fields.cacheBytes, `${path}.cacheBytes`, 'a whole number above 0'),
    pocket: rows('pocket', pocketOf),
    chain: rows('chain', chainOf),
    ...(fields.processorRead !== undefined && {
      processorRead: measuredOf(fields.processorRead, `${path}.processorRead`),
    }),
  };
  for (const name of ['pocket', 'chain'] as const) {
    const seen = new Set<string>();
    for (const [i, { place, format }] of result[name].entries()) {
      const row = `${place} ${format}`;
      if (seen.has(row)) wrong(`${path}.${name}[${i}]`, 'a row not named before', row);
      seen.add(row);
    }
  }
  return result;
}

function pocketOf(fields: Fields, path: string): PocketDecode {
  const place = oneOf(fields.place, `${path}.place`, pocketPlaces);
  const format = oneOf(fields.format, `${path}.format`, pocketFormats);
  const row = rowOf(fields, path);
  if (row.state === 'skipped') return { place, format, ...row };
  return {
    place,
    format,
    ...row,
    tokens: number(fields.tokens, `${path}.tokens`, 'a whole number above 0'),
    submits: number(fields.submits, `${path}.submits`, '0 or more'),
  };
}

function chainOf(fields: Fields, path: string): ChainDecode {
  const place = oneOf(fields.place, `${path}.place`, chainPlaces);
  const format = oneOf(fields.format, `${path}.format`, decodeFormats);
  const row = rowOf(fields, path);
  if (row.state === 'skipped') return { place, format, ...row };
  return {
    place,
    format,
    ...row,
    layers: number(fields.layers, `${path}.layers`, 'a whole number above 0'),
    clock: oneOf(fields.clock, `${path}.clock`, reportClocks),
  };
}

function rowOf(fields: Fields, path: string) {
  const state = oneOf(fields.state, `${path}.state`, ['measured', 'skipped'] as const);
  if (state === 'skipped') {
    const reason = oneOf(fields.reason, `${path}.reason`, skipReasons);
    return { state, reason, detail: words(fields.detail, `${path}.detail`) };
  }
  return {
    state,
    seconds: spreadOf(fields.seconds, `${path}.seconds`),
    bytes: number(fields.bytes, `${path}.bytes`, 'above 0'),
    launches: number(fields.launches, `${path}.launches`, 'above 0'),
    error: number(fields.error, `${path}.error`, '0 or more'),
  };
}

function measuredOf(value: unknown, path: string): MeasuredResult {
  const result = readResult(value, path);
  return result.state === 'measured' ? result : wrong(`${path}.state`, 'measured', result.state);
}
