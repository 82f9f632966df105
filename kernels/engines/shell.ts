/**
 * Words of a command as a POSIX shell would split it: quotes, backslashes, continued lines, comments, variables that the
 * text itself sets. Models what a pasted command needs; leaves out substitution, globs, here-documents, aliases, and the
 * splitting of a variable's value into words: what it cannot know stays as it is written and is reported. Never throws.
 * Source: POSIX.1-2017, Shell Command Language, 2.2 and 2.3.
 */

export interface ShellWord {
  readonly text: string;
  /** Place of its first character in the text. */
  readonly at: number;
  /** Some of it stood in quotes. */
  readonly quoted: boolean;
}

/** Something the reader of a command line should know; worded by the view. */
export interface ShellNote {
  readonly id: 'unclosed-quote' | 'substitution' | 'unset-variable' | 'space-after-backslash';
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

const operators = /^(?:&>>|&>|&&|\|\||;;|>>|<<|>&|<&|[;&|<>()\n])/;
/** What parts words, a no-break space from a web page among it: a shell would take that for a letter, its writer never did. */
const blank = /^[^\S\n]/;
const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/;
const reference = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^}]*))?\})/;

class Scanner {
  readonly notes: ShellNote[] = [];
  readonly commands: ShellCommand[] = [];
  private readonly set = new Map<string, string>();
  private words: ShellWord[] = [];
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
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
      if (operator === undefined) this.word();
      else if (/[<>]/.test(operator)) this.redirect(operator);
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
    while (this.at < this.text.length) {
      const here = this.text[this.at];
      const continued = continuation(this.text, this.at);
      if (continued > 0) this.at += continued;
      else if (blank.test(here) || operators.test(here)) break;
      else if (here === "'") {
        quoted = true;
        text += this.single();
      } else if (here === '"') {
        quoted = true;
        text += this.double();
      } else if (here === '\\') text += this.escaped();
      else text += this.plain();
    }
    if (text !== '' || quoted) this.words.push({ text, at: start, quoted });
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
    const blankLine = /^\\[ \t]+\r?(?:\n|$)/.exec(this.text.slice(this.at, this.at + 80));
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
        const value = this.set.get(found[1] ?? found[2]) ?? found[3];
        if (value === undefined) this.notes.push({ id: 'unset-variable', at: start, text: found[0] });
        return value ?? found[0];
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

/** Place after the bracket that closes the one at `open`, or 0. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return 0;
}

/** Length of a continued line's end at this place, 0 where there is none. */
function continuation(text: string, at: number): number {
  if (text[at] !== '\\') return 0;
  if (text[at + 1] === '\n') return 2;
  return text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 0;
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

/** A word as a shell reads it back. Worked: `it's` becomes `'it'\''s'`. */
export function quoteWord(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
