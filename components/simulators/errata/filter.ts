/**
 * Which claims a search and three choices leave. Works on a short line per claim; the words to search stay in the
 * page, where the figure reads them once. Pure.
 */
import type { ParamIssue } from '@/kernels/simulator';

/** A claim as the filters see it. */
export interface Entry {
  readonly id: string;
  readonly verdict: string;
  readonly chapter: string;
  readonly note: string;
}

export const FACETS = ['verdict', 'chapter', 'note'] as const;
export type Facet = (typeof FACETS)[number];

/** What is asked for; `all` leaves a choice open. */
export type Query = Readonly<Record<Facet | 'q', string>>;

export const ALL = 'all';
export const EMPTY_QUERY: Query = { q: '', verdict: ALL, chapter: ALL, note: ALL };
const LONGEST_SEARCH = 80;

/** Words as they are searched: small letters, one width, plain spaces. Worked: '320 KiB' with a narrow space → '320 kib'. */
export const searchable = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Ids of the claims whose words hold every part of the search, in either script. */
export function found(words: ReadonlyMap<string, string>, q: string): ReadonlySet<string> {
  const parts = searchable(q).split(' ').filter(Boolean);
  return new Set(
    [...words].filter(([, text]) => parts.every((part) => text.includes(part))).map(([id]) => id),
  );
}

const admits = (entry: Entry, query: Query, facets: readonly Facet[]) =>
  facets.every((facet) => query[facet] === ALL || query[facet] === entry[facet]);

/** The claims that are left. `hits` are those of the search; without it nothing was searched for. */
export function matching(entries: readonly Entry[], query: Query, hits?: ReadonlySet<string>): Entry[] {
  return entries.filter((entry) => (!hits || hits.has(entry.id)) && admits(entry, query, FACETS));
}

/** How many claims each value of a facet would leave, everything else as it is; `all` counts them together. */
export function countsOf(
  facet: Facet,
  entries: readonly Entry[],
  query: Query,
  hits?: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const open = matching(entries, { ...query, [facet]: ALL }, hits);
  const counts = new Map<string, number>([[ALL, open.length]]);
  for (const entry of entries) counts.set(entry[facet], 0);
  for (const entry of open) counts.set(entry[facet], (counts.get(entry[facet]) ?? 0) + 1);
  return counts;
}

/** What an address asks for. A value that no claim has is replaced by `all`, and said. */
export function readQuery(
  search: string,
  entries: readonly Entry[],
): { query: Query; issues: readonly ParamIssue[] } {
  const asked = new URLSearchParams(search);
  const issues: ParamIssue[] = [];
  const choose = (facet: Facet) => {
    const given = asked.get(facet) ?? ALL;
    if (given === ALL || entries.some((entry) => entry[facet] === given)) return given;
    issues.push({ key: facet, given: given.slice(0, 40), used: ALL });
    return ALL;
  };
  const q = (asked.get('q') ?? '').slice(0, LONGEST_SEARCH);
  return {
    query: { q, verdict: choose('verdict'), chapter: choose('chapter'), note: choose('note') },
    issues,
  };
}

/** The query string for a state, keys of other views left as they are. Returns '' or '?…'. */
export function writeQuery(search: string, query: Query): string {
  const kept = new URLSearchParams(search);
  for (const key of ['q', ...FACETS] as const) {
    if (query[key] === EMPTY_QUERY[key]) kept.delete(key);
    else kept.set(key, query[key]);
  }
  const text = kept.toString();
  return text && `?${text}`;
}
