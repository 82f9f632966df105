/**
 * Words of a command as a POSIX shell would split it: quotes, backslashes, continued lines, comments, variables that the
 * text itself sets. Models what a pasted command needs, and what pasting does to one: prompts and quotation signs before a
 * line, typographic quotes and dashes, the continued lines and paths of Windows. Leaves out substitution, globs,
 * here-documents and aliases: what it cannot know stays as it is written and is reported. Never throws. Source: POSIX.1-2017, Shell Command Language, 2.2 and 2.3.
 */

import {
  assignment,
  blank,
  closing,
  continuation,
  curly,
  operators,
  otherReference,
  reference,
  windowsPath,
  windowsPrompt,
} from './shell-signs';

export interface ShellWord {
  readonly text: string;
  /** Place of its first character in the text. */
  readonly at: number;
  /** Some of it stood in quotes. */
  readonly quoted: boolean;
}

/** Something the reader of a command line should know; worded by the view. */
export interface ShellNote {
  readonly id:
    | 'unclosed-quote'
    | 'substitution'
    | 'unset-variable'
    | 'space-after-backslash'
    | 'broken-line'
    | 'joined-words'
    | 'doubled-start'
    | 'typographic';
  readonly at: number;
  readonly text: string;
}

export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** What ended it: an operator, or nothing at the end of the text. */
  readonly endedBy: string;
  readonly endsAt: number;
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly notes: readonly ShellNote[];
}

class Scanner {
  readonly notes: ShellNote[] = [];
  readonly commands: ShellCommand[] = [];
  private readonly set = new Map<string, string>();
  /** Lists that the text sets, as `NAME=( … )`. */
  private readonly lists = new Map<string, readonly string[]>();
  /** Characters that variables may still grow by: a text can double one with every line. */
  private budget = 1_000_000;
  private words: ShellWord[] = [];
  private at = 0;
  /** Nothing but blanks stands before this place in its line. */
  private head = true;
  private readonly text: string;

  constructor(text: string) {
    // A text quoted line by line, or copied with the prompts of continued lines; every place stays where it is.
    this.text = /^\s*>\s/.test(text) ? text.replaceAll(/^([ \t]*)>/gm, '$1 ') : text;
  }

  run(): ShellScript {
    while (this.at < this.text.length) this.next();
    this.finish('');
    return { commands: this.commands, notes: this.notes };
  }

  private next(): void {
    const rest = this.text.slice(this.at, this.at + 3);
    const continued = continuation(this.text, this.at);
    if (continued > 0) this.at += continued;
    else if (blank.test(rest)) this.at++;
    else if (rest[0] === '#') this.skipComment();
    else {
      const operator = operators.exec(rest)?.[0];
      const head = this.head;
      const prompt = head ? windowsPrompt.exec(this.text.slice(this.at, this.at + 300)) : null;
      this.head = operator === '\n';
      if (prompt) {
        this.at += prompt[0].length;
        return;
      }
      if (operator === undefined) this.word();
      else if (operator === '>' && head) {
        // Not a redirection but a prompt, or the mark of a quoted line.
        this.at++;
        this.head = true;
      } else if (/[<>]/.test(operator)) this.redirect(operator);
      else if (operator === '(' && this.list()) this.head = false;
      else {
        this.finish(operator);
        this.at += operator.length;
      }
    }
  }

  /** A redirection and its target belong to the command, but are no words of it. */
  private redirect(operator: string): void {
    const last = this.words.at(-1);
    if (last && /^\d$/.test(last.text) && last.at + 1 === this.at) this.words.pop();
    this.at += operator.length;
    while (blank.test(this.text[this.at] ?? '')) this.at++;
    const rest = this.text.slice(this.at, this.at + 3);
    if (rest === '' || operators.test(rest)) return;
    const before = this.words.length;
    this.word();
    this.words.length = before;
  }

  /** A list of words set right before a bracket; false where the bracket means something else. */
  private list(): boolean {
    const owner = this.words.at(-1);
    const [, name, plus] = /^([A-Za-z_]\w*)(\+?)=$/.exec(owner?.text ?? '') ?? [];
    if (name === undefined || owner?.quoted || this.text[this.at - 1] !== '=') return false;
    const outer = this.words.slice(0, -1);
    this.words = [];
    this.at++;
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      const continued = continuation(this.text, this.at);
      if (continued > 0) this.at += continued;
      else if (this.text[this.at] === '\n' || blank.test(this.text[this.at])) this.at++;
      else if (this.text[this.at] === '#') this.skipComment();
      else if (operators.test(this.text.slice(this.at, this.at + 3))) this.at++;
      else this.word();
    }
    this.at++;
    const before = plus ? (this.lists.get(name) ?? []) : [];
    this.lists.set(name, [...before, ...this.words.map(({ text }) => text)]);
    this.words = outer;
    return true;
  }

  private skipComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  private finish(operator: string): void {
    if (this.words.length > 0) this.commands.push({ words: this.words, endedBy: operator, endsAt: this.at });
    // Assignments that stand alone, or after `export`, hold for what follows.
    const alone = this.words[0]?.text === 'export' ? this.words.slice(1) : this.words;
    if (alone.every((word) => assignment.test(word.text)))
      for (const word of alone) {
        const [, name, value] = assignment.exec(word.text) ?? [];
        if (name !== undefined) this.set.set(name, value);
      }
    this.words = [];
  }

  private word(): void {
    const start = this.at;
    let text = '';
    let quoted = false;
    const windows = windowsPath.test(this.text.slice(start, start + 6));
    while (this.at < this.text.length) {
      const here = this.text[this.at];
      const continued = continuation(this.text, this.at);
      const held = here === '$' || here === '"' ? this.held() : undefined;
      if (continued > 0) this.at += continued;
      else if (held) {
        // Several words stand here: the first ends what came before, the last goes on.
        const all = held.map((one) => ({ text: one, at: start, quoted: true }));
        if (all.length > 0) all[0] = { ...all[0], text: text + all[0].text };
        text = all.length > 0 ? (all.pop()?.text ?? '') : text;
        for (const one of all) this.words.push(one);
      } else if (blank.test(here) || operators.test(here)) break;
      else if (windows && here === '\\') {
        text += here;
        this.at++;
      } else if (curly.has(here)) {
        quoted = true;
        text += this.curled();
      } else if (here === "'") {
        quoted = true;
        text += this.single();
      } else if (here === '"') {
        quoted = true;
        text += this.double();
      } else if (here === '\\') text += this.escaped();
      else text += this.plain();
    }
    // Two hyphens that a word processor drew into one dash; alone it is a dash.
    if (/^[\u2010-\u2015\u2212]+-*\w/.test(text)) {
      this.notes.push({ id: 'typographic', at: start, text: text.slice(0, 40) });
      text = text
        .replace(/^[\u2010-\u2015\u2212]+-*(?=[A-Za-z]{2})/, '--')
        .replace(/^[\u2010-\u2015\u2212]/, '-');
    }
    if (text !== '' || quoted) this.words.push({ text, at: start, quoted });
  }

  /** What stands between typographic quotes; alone, such a sign is an apostrophe. */
  private curled(): string {
    const start = this.at++;
    // Not further than a line of some length: a sign that nothing closes is searched for once a character.
    const line = this.text.slice(this.at, this.at + 400).split('\n', 1)[0];
    const length = line.indexOf(curly.get(this.text[start]) ?? '');
    this.notes.push({ id: 'typographic', at: start, text: this.text[start] });
    if (length < 0) return this.text[start];
    this.at += length + 1;
    return line.slice(0, length);
  }

  /** A value, as long as there is room for it. */
  private spend(value: string | undefined): string | undefined {
    this.budget -= value?.length ?? 0;
    return this.budget < 0 ? undefined : value;
  }

  /** Words of a list, or of a variable that holds several and stands without quotes. */
  private held(): readonly string[] | undefined {
    const rest = this.text.slice(this.at, this.at + 200);
    const list = /^("?)\$\{([A-Za-z_]\w*)\[[@*]\]\}\1/.exec(rest);
    const words = list && this.lists.get(list[2]);
    if (words && this.spend(words.join(' '.repeat(20))) !== undefined) {
      this.at += list[0].length;
      return words;
    }
    const found = reference.exec(rest);
    const value = found && this.set.get(found[1] ?? found[2]);
    if (!value || !/\s/.test(value) || this.spend(value) === undefined) return undefined;
    this.at += found[0].length;
    return value.split(/\s+/).filter((one) => one !== '');
  }

  private single(): string {
    const start = this.at;
    const end = this.text.indexOf("'", start + 1);
    if (end < 0) return this.unclosed(start);
    this.at = end + 1;
    return this.text.slice(start + 1, end);
  }

  private double(): string {
    const start = this.at++;
    let text = '';
    while (this.at < this.text.length) {
      const here = this.text[this.at];
      if (here === '"') {
        this.at++;
        return text;
      }
      if (here === '\\' && /["\\$`\n]/.test(this.text[this.at + 1] ?? '')) {
        if (this.text[this.at + 1] !== '\n') text += this.text[this.at + 1];
        this.at += 2;
      } else text += this.plain();
    }
    this.notes.push({ id: 'unclosed-quote', at: start, text: this.text.slice(start, start + 40) });
    return text;
  }

  private unclosed(start: number): string {
    this.notes.push({ id: 'unclosed-quote', at: start, text: this.text.slice(start, start + 40) });
    this.at = this.text.length;
    return this.text.slice(start + 1);
  }

  private escaped(): string {
    const next = this.text[this.at + 1];
    const blankLine = /^\\[ \t]+(?:#[^\n]*)?\r?(?:\n|$)/.exec(this.text.slice(this.at, this.at + 200));
    if (blankLine) {
      // The backslash was meant to continue the line; the shell would see a word of one blank.
      this.notes.push({ id: 'space-after-backslash', at: this.at, text: '\\' });
      this.at += blankLine[0].length;
      return '';
    }
    this.at += next === undefined ? 1 : 2;
    return next ?? '\\';
  }

  /** One character, a variable, or a substitution that stays as it is written. */
  private plain(): string {
    const start = this.at;
    const here = this.text[start];
    if (here === '$') {
      const found = reference.exec(this.text.slice(start, start + 300));
      if (found) {
        this.at += found[0].length;
        const value = this.spend(this.set.get(found[1] ?? found[2]) ?? found[3]);
        // PowerShell sets variables of the environment by that name.
        const setting = /^\$env$/i.test(found[0]) && this.text[this.at] === ':';
        if (value === undefined && !setting)
          this.notes.push({ id: 'unset-variable', at: start, text: found[0] });
        return value ?? found[0];
      }
      const other = otherReference.exec(this.text.slice(start, start + 300))?.[0];
      if (other !== undefined) {
        this.at += other.length;
        this.notes.push({ id: 'unset-variable', at: start, text: other });
        return other;
      }
      if (this.text[start + 1] === '(') return this.substitution(closing(this.text, start + 1));
    } else if (here === '`') return this.substitution(this.text.indexOf('`', start + 1) + 1);
    this.at++;
    return here;
  }

  /** What a command would print cannot be known: its text stays. */
  private substitution(end: number): string {
    const start = this.at;
    this.at = end > 0 ? end : this.text.length;
    const text = this.text.slice(start, this.at);
    this.notes.push({ id: 'substitution', at: start, text: text.slice(0, 40) });
    return text;
  }
}

/** Commands of a text, with what could not be known. Worked: `a 'b c' \⏎ d && e` is two commands, of three words and of one. */
export function readShell(text: string): ShellScript {
  return new Scanner(String(text)).run();
}

/** The assignment in a word, or undefined. Worked: `A=b=c` is A and `b=c`. */
export function assignmentOf(word: string): { readonly name: string; readonly value: string } | undefined {
  const found = assignment.exec(word);
  return found ? { name: found[1], value: found[2] } : undefined;
}

/** The beginning of a text, as a note quotes it. */
export const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** A word as a shell reads it back. Worked: `it's` becomes `'it'\''s'`. */
export function quoteWord(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
