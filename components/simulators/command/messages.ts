import type { Lang } from '@/components/lang';
import { en } from './messages-en';
import { zh } from './messages-zh';

export interface CommandMessages {
  readonly title: string;
  readonly scene: string;
  readonly scenes: Readonly<Record<string, string>>;
  /** {name} {date} of a published log. */
  readonly logScene: string;
  /** Which of two logs, around a correction of the engine. */
  readonly logTurn: Readonly<Record<'before' | 'after', string>>;
  readonly card: string;
  readonly cardOfSetup: string;
  readonly command: string;
  readonly commandHint: string;
  readonly log: string;
  readonly logHint: string;
  /** {date} */
  readonly published: string;
  readonly private: string;
  readonly long: string;
  readonly unkept: string;
  readonly earlier: string;
  readonly trouble: string;
  readonly reading: string;
  readonly how: string;
  readonly howText: string;
  readonly engines: Readonly<Record<'vllm' | 'sglang' | 'llama.cpp' | 'unknown', string>>;
  readonly sentence: {
    /** {engine} {model} {flags} {unknown} {wrong} */
    readonly read: string;
    readonly noModel: string;
    readonly nothing: string;
    readonly noEngine: string;
    readonly logOnly: string;
    readonly clean: string;
    /** {n} */
    readonly wrong: string;
    readonly unknown: string;
  };
  readonly problems: {
    readonly title: string;
    readonly none: string;
    readonly show: string;
    /** {line} {column} */
    readonly at: string;
    /** By the id of a contradiction, a note of the shell, a stop, or one of the view's own. */
    readonly texts: Readonly<Record<string, string>>;
    readonly more: string;
  };
  readonly setup: {
    readonly title: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly columns: readonly [string, string, string];
    readonly byDefault: string;
    /** Who decided the longest sequence where the command does not. */
    readonly lengths: Readonly<Record<'own' | 'fitted' | 'log', string>>;
    readonly ofSetup: string;
    readonly chosen: string;
    readonly take: string;
    readonly taken: string;
    readonly back: string;
    readonly planner: string;
    readonly batching: string;
    /** {what} */
    readonly bent: string;
    readonly dials: Readonly<Record<string, string>>;
    readonly unknownModel: string;
    readonly variableModel: string;
    readonly planNote: string;
    /** Where every copy of the engine keeps the cache of its own requests. */
    readonly copiesNote: string;
    /** {n} */
    readonly severalNote: string;
    readonly fits: string;
    readonly over: string;
    readonly yours: string;
    readonly theirs: string;
    readonly parts: Readonly<Record<'weights' | 'kvCache' | 'rest', string>>;
    readonly bar: string;
  };
  readonly flags: {
    readonly title: string;
    readonly none: string;
    /** {value} */
    readonly byDefault: string;
    readonly decided: string;
    /** {id} of a commit; {id} {when} of a dated one; between a source and its version. */
    readonly commit: string;
    readonly dated: string;
    readonly join: string;
    readonly topics: Readonly<Record<string, string>>;
    readonly server: string;
    /** {n} */
    readonly more: string;
    readonly plan: string;
    readonly cache: string;
    /** {n} */
    readonly tokens: string;
    readonly without: string;
    readonly with: string;
    readonly on: string;
    readonly off: string;
    readonly gone: string;
  };
  readonly cache: {
    readonly title: string;
    readonly lead: string;
    readonly columns: readonly [part: string, blind: string, told: string, log: string];
    readonly rows: Readonly<Record<string, string>>;
    readonly verdicts: Readonly<Record<'starts' | 'short' | 'none' | 'error' | 'explained', string>>;
    readonly assumed: string;
    readonly assumptions: Readonly<Record<string, string>>;
    readonly reasons: Readonly<Record<string, string>>;
    readonly onlyVllm: string;
    readonly noModel: string;
    readonly logEmpty: string;
    readonly sides: string;
    /** Why a published log differs by more than a twentieth. */
    readonly why: Readonly<Record<string, string>>;
  };
  readonly table: {
    readonly caption: string;
    readonly columns: readonly [string, string, string, string, string];
  };
}

export const commandMessages: Record<Lang, CommandMessages> = { en, zh };
