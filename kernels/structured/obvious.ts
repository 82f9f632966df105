/**
 * The obvious meaning of a pattern: from a set of places in the text, all places that each part can reach. No automaton,
 * no bytes; slow, and there to be compared with.
 */
import type { Pattern } from './pattern';

/** Whether a pattern matches a whole text. Worked: `parseRegex('a|b*')` matches '', a and bb, not ab. */
export function matchesObvious(pattern: Pattern, text: string): boolean {
  const characters = Array.from(text, (character) => character.codePointAt(0) as number);
  return reach(pattern, new Set([0]), characters).has(characters.length);
}

type Places = ReadonlySet<number>;

function reach(pattern: Pattern, from: Places, characters: readonly number[]): Places {
  switch (pattern.kind) {
    case 'nothing':
      return new Set();
    case 'text': {
      const wanted = Array.from(pattern.text, (character) => character.codePointAt(0));
      const fits = (at: number) => wanted.every((code, i) => characters[at + i] === code);
      return new Set([...from].filter(fits).map((at) => at + wanted.length));
    }
    case 'class': {
      const fits = (at: number) =>
        at < characters.length &&
        pattern.ranges.some(([low, high]) => low <= characters[at] && characters[at] <= high);
      return new Set([...from].filter(fits).map((at) => at + 1));
    }
    case 'sequence':
      return pattern.items.reduce((at, item) => reach(item, at, characters), from);
    case 'choice':
      return new Set(pattern.items.flatMap((item) => [...reach(item, from, characters)]));
    case 'repeat': {
      let at = from;
      for (let count = 0; count < pattern.min; count++) at = reach(pattern.item, at, characters);
      const reached = new Set(at);
      for (let count = pattern.min; count < pattern.max && at.size > 0; count++) {
        at = new Set([...reach(pattern.item, at, characters)].filter((place) => !reached.has(place)));
        for (const place of at) reached.add(place);
      }
      return reached;
    }
  }
}
