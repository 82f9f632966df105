/** Looking a row up by id, and saying which ids are near when there is none. */
import { BookError } from '../errors';

/** The row with this id, or a `BookError(errorId, {id, near})` where `near` lists up to three close ids. */
export function findById<Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
  errorId: string,
): Row {
  const found = rows.find((row) => row.id === id);
  if (found) return found;
  const ids = rows.map((row) => row.id);
  throw new BookError(errorId, { id: String(id).slice(0, 60), near: nearNames(id, ids).join(', ') });
}

/**
 * Up to `count` names closest to `wanted`: those that contain it or are contained in it first, then by edit
 * distance. Worked: nearNames('llama-3-70b', ids of the catalogue)[0] is 'llama-2-70b' or 'llama-3.1-70b'.
 */
export function nearNames(wanted: string, names: readonly string[], count = 3): string[] {
  const target = String(wanted).toLowerCase().slice(0, 60);
  const scored = names.map((name, index) => {
    const lower = name.toLowerCase();
    const related = target.length > 1 && (lower.includes(target) || target.includes(lower));
    return { name, index, score: editDistance(target, lower) - (related ? 100 : 0) };
  });
  scored.sort((a, b) => a.score - b.score || a.index - b.index);
  return scored.slice(0, count).map((entry) => entry.name);
}

/** Levenshtein distance: the fewest insertions, deletions and substitutions. Worked: ('kitten', 'sitting') is 3. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column] + 1, current[column - 1] + 1));
    }
    previous = current;
  }
  return previous[b.length];
}
