/**
 * From source text to the smallest automaton over bytes, and how to walk it. The whole path is
 * pattern → nondeterministic automaton → deterministic → minimised; every stage has a limit and says which one was
 * hit, so that no input hangs.
 */
import { type Automaton, determinize, MAX_STATES } from './dfa';
import { type JsonSchemaOptions, parseJsonSchema } from './json-schema';
import { minimize } from './minimize';
import { buildNfa } from './nfa';
import type { Pattern } from './pattern';
import { parseRegex } from './regex';

export type { Automaton } from './dfa';

export interface CompileOptions {
  /** Most states before minimising. Default 20,000. */
  readonly maxStates?: number;
}

/** The automaton of a pattern. Errors: `automaton.too-large` {what, limit}, `automaton.empty`. */
export function compilePattern(pattern: Pattern, { maxStates = MAX_STATES }: CompileOptions = {}): Automaton {
  return minimize(determinize(buildNfa(pattern), maxStates));
}

/**
 * The automaton of a regular expression that has to match a whole text. Errors: those of `parseRegex`, with the place
 * in the expression, and of `compilePattern`. Worked: `(ab)*` has two states, the first of them accepting.
 */
export function compileRegex(source: string, options?: CompileOptions): Automaton {
  return compilePattern(parseRegex(source), options);
}

/**
 * The automaton of the JSON texts that a schema allows, in one spelling. Errors: those of `parseJsonSchema`, with the
 * path of the place in the schema, and of `compilePattern`. Worked: `{"type": "boolean"}` has 8 states.
 */
export function compileJsonSchema(
  schema: unknown,
  options: JsonSchemaOptions & CompileOptions = {},
): Automaton {
  return compilePattern(parseJsonSchema(schema, options), options);
}

/** The state after one byte, or −1. Worked: `compileRegex('ab')`: from 0 over 0x61 to 1. */
export function nextState({ classOf, classes, next }: Automaton, state: number, byte: number): number {
  return next[state * classes + classOf[byte]];
}

/** The state after bytes, or −1 as soon as there is none. */
export function walk(automaton: Automaton, state: number, bytes: ArrayLike<number>): number {
  let at = state;
  for (let i = 0; i < bytes.length && at >= 0; i++) at = nextState(automaton, at, bytes[i]);
  return at;
}

/** Whether the automaton accepts a whole text. Worked: `a{2,3}` accepts aa and aaa, not a. */
export function accepts(automaton: Automaton, text: string): boolean {
  const state = walk(automaton, 0, new TextEncoder().encode(text));
  return state >= 0 && automaton.accepting[state] === 1;
}
