/**
 * Parameters of a live view in the page's address. The address holds only what differs from the chosen preset, so
 * that a link stays short and a changed default does not turn old links into something else.
 */
import { type ParamIssue, type ParamSpec, type ParamValues, parseParams } from '@/kernels/simulator';

export interface Preset {
  readonly params: ParamValues;
  readonly seed: number;
}

export interface UrlState {
  readonly preset: string;
  readonly values: Record<string, number | string>;
  readonly seed: number;
  /** What was asked for and could not be used. */
  readonly issues: readonly ParamIssue[];
}

const MAX_SEED = 4_294_967_295;
/** A wait that is short enough to feel saved and long enough to spare the history while a slider moves. */
const WRITE_DELAY_MS = 250;

/**
 * What an address says. Pure: never throws, whatever the address holds.
 * @param presetKey where the scene stands, for a figure that shares its page with another one
 */
export function readUrlState(
  search: string,
  specs: readonly ParamSpec[],
  presets: Readonly<Record<string, Preset>>,
  defaultPreset: string,
  presetKey = 'preset',
): UrlState {
  const query = new URLSearchParams(search);
  const issues: ParamIssue[] = [];
  const asked = query.get(presetKey);
  const preset = asked !== null && Object.hasOwn(presets, asked) ? asked : defaultPreset;
  if (asked !== null && asked !== preset)
    issues.push({ key: presetKey, given: asked.slice(0, 40), used: preset });
  const base = presets[preset];
  // The preset's values stand in for the table's defaults: an unusable value falls back to what the preset shows.
  const based = specs.map((spec) => ({ ...spec, default: base.params[spec.key] ?? spec.default }));
  const text = Object.fromEntries(specs.map((spec) => [spec.key, query.get(spec.key) ?? undefined]));
  const parsed = parseParams(based, text);
  let seed = base.seed;
  const seedText = query.get('seed');
  if (seedText !== null) {
    if (/^\d{1,10}$/.test(seedText) && Number(seedText) <= MAX_SEED) seed = Number(seedText);
    else issues.push({ key: 'seed', given: seedText.slice(0, 40), used: seed });
  }
  return { preset, values: parsed.values, seed, issues: [...issues, ...parsed.issues] };
}

/** The query for a state, keys of other views left as they are. Returns '' or '?…'. */
export function writeUrlState(
  search: string,
  state: Pick<UrlState, 'preset' | 'values' | 'seed'>,
  specs: readonly ParamSpec[],
  presets: Readonly<Record<string, Preset>>,
  defaultPreset: string,
  presetKey = 'preset',
): string {
  const query = new URLSearchParams(search);
  const base = presets[state.preset];
  const put = (key: string, value: number | string, usual: number | string) => {
    if (value === usual) query.delete(key);
    else query.set(key, String(value));
  };
  put(presetKey, state.preset, defaultPreset);
  for (const spec of specs) put(spec.key, state.values[spec.key], base.params[spec.key] ?? spec.default);
  put('seed', state.seed, base.seed);
  const text = query.toString();
  return text && `?${text}`;
}

/** Replaces the query of the page's address, a little later and only once for a burst of changes. */
export function createUrlWriter(): { write(next: (search: string) => string): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    write(next) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const search = next(location.search);
        if (search !== location.search)
          history.replaceState(history.state, '', location.pathname + search + location.hash);
      }, WRITE_DELAY_MS);
    },
    cancel: () => clearTimeout(timer),
  };
}
