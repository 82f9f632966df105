/**
 * What each flag of a command moves: the memory plan and the room for the cache with the flag and without it, all others
 * standing. Flags that move neither are left out. A flag given several times counts once, at its last place.
 */
import type { GivenFlag, ParsedCommand } from './command-line';

/** What one version of the command amounts to. */
export interface Outcome {
  /** Bytes of the plan over all devices. */
  readonly planBytes?: number;
  readonly capacityBytes?: number;
  /** Tokens that the cache of one engine holds. */
  readonly cacheTokens?: number;
}

export interface FlagEffect {
  readonly flag: string;
  /** Place of the flag in the text. */
  readonly at: number;
  readonly without: Outcome;
  readonly with: Outcome;
}

/** The model cannot be taken away: there is nothing without it. */
const irremovable = (given: GivenFlag): boolean => given.flag.moves === 'modelId';

const differs = (a: number | undefined, b: number | undefined): boolean =>
  a !== b && Math.abs((a ?? 0) - (b ?? 0)) > 1e-9 * Math.max(a ?? 0, b ?? 0);

/** Effects in the order of the text. `outcomeOf` is called once for every distinct flag, and once for all of them. */
export function flagEffects(
  parsed: ParsedCommand,
  outcomeOf: (parsed: ParsedCommand) => Outcome,
): readonly FlagEffect[] {
  const last = new Map<string, GivenFlag>();
  for (const given of parsed.flags) if (!irremovable(given)) last.set(given.flag.name, given);
  const all = outcomeOf(parsed);
  return [...last.values()]
    .sort((a, b) => a.at - b.at)
    .flatMap((given): FlagEffect[] => {
      const flags = parsed.flags.filter(({ flag }) => flag.name !== given.flag.name);
      const without = outcomeOf({ ...parsed, flags });
      const moved =
        differs(without.planBytes, all.planBytes) ||
        differs(without.capacityBytes, all.capacityBytes) ||
        differs(without.cacheTokens, all.cacheTokens);
      return moved ? [{ flag: given.flag.name, at: given.at, without, with: all }] : [];
    });
}
