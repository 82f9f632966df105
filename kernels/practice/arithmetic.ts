/**
 * Reads a number the way people type it, small sums included: `3,072`, `3 072`, `1.5e9`, `1.5×10^9`, `２０４８`,
 * `2*80*8*128*2`, `3/4`. Leaves out functions, names and percent signs: what follows the number is handed back.
 * Never uses eval.
 */

export interface ReadNumber {
  readonly value: number;
  /** What stands after the number: a unit, or something unreadable. */
  readonly rest: string;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MAX_LENGTH = 200;

/** Full-width to plain, exotic minus, times and spaces to plain ones, superscript exponents to `^`. */
export function plainText(text: string): string {
  return text
    .slice(0, MAX_LENGTH)
    .replace(/⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (run) => {
      const digits = [...run].map((char) => (char === '⁻' ? '-' : String(SUPERSCRIPTS.indexOf(char))));
      return `^${digits.join('')}`;
    })
    .normalize('NFKC')
    .replace(/[−–]/g, '-')
    .replace(/[’']/g, "'")
    .replace(/[·⋅✕]/g, '×')
    .replace(/÷/g, '/')
    .replace(/μ/g, 'u')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Digits with their grouping, as long as they are one number. */
const NUMBER =
  /^(?:\d{1,3}(?:([ ,'_])\d{3})(?:\1\d{3})*(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?|\.\d+)(?:[eE][+-]?\d+(?![\w]))?/;

function toNumber(token: string): number {
  const [mantissa, exponent = ''] = token.split(/(?=[eE])/);
  let digits = mantissa;
  if (/^\d{1,3}([ ,'_]\d{3})+(\.\d+)?$/.test(mantissa)) digits = mantissa.replace(/[ ,'_]/g, '');
  else if (/^\d{1,3}(\.\d{3}){2,}(,\d+)?$/.test(mantissa))
    digits = mantissa.replace(/\./g, '').replace(',', '.');
  else digits = mantissa.replace(',', '.');
  return Number(digits + exponent);
}

/**
 * The number at the head of a text and what follows it; undefined when the text starts with no number.
 * Worked: readNumber('320 KiB') → { value: 320, rest: 'KiB' } · readNumber('2*80*8') → { value: 1280, rest: '' }.
 */
export function readNumber(text: string): ReadNumber | undefined {
  const reader = new Reader(plainText(text));
  const value = reader.sum();
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return { value, rest: reader.rest() };
}

/** Recursive descent over + - × / ^ and parentheses. A dangling operator is left in the rest. */
class Reader {
  private at = 0;
  private readonly text: string;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  rest(): string {
    return this.text.slice(this.at).trim();
  }

  sum(): number | undefined {
    return this.chain(/^ ?([+-]) ?/, () => this.product());
  }

  private product(): number | undefined {
    // `x` multiplies only between numbers: in "3.2x" it is a unit.
    return this.chain(/^ ?(\*(?!\*)|×|\/|[xX](?= ?[\d(.])) ?/, () => this.signed());
  }

  private chain(operator: RegExp, operand: () => number | undefined): number | undefined {
    let left = operand();
    while (left !== undefined) {
      const found = operator.exec(this.text.slice(this.at));
      if (!found) break;
      const before = this.at;
      this.at += found[0].length;
      const right = operand();
      if (right === undefined) {
        this.at = before;
        break;
      }
      left = apply(found[1], left, right);
    }
    return left;
  }

  private power(): number | undefined {
    const base = this.atom();
    const found = /^ ?(\^|\*\*) ?/.exec(this.text.slice(this.at));
    if (base === undefined || !found) return base;
    const before = this.at;
    this.at += found[0].length;
    const exponent = this.signed();
    if (exponent === undefined) this.at = before;
    return exponent === undefined ? base : base ** exponent;
  }

  private signed(): number | undefined {
    const sign = /^ ?([+-]) ?/.exec(this.text.slice(this.at));
    const before = this.at;
    if (sign) this.at += sign[0].length;
    const value = this.power();
    if (value === undefined) this.at = before;
    return value === undefined ? undefined : sign?.[1] === '-' ? -value : value;
  }

  private atom(): number | undefined {
    if (this.text[this.at] === '(' && this.depth < 20) {
      const before = this.at;
      this.at += 1;
      this.depth += 1;
      const value = this.sum();
      this.depth -= 1;
      const closing = /^ ?\)/.exec(this.text.slice(this.at));
      if (value !== undefined && closing) {
        this.at += closing[0].length;
        return value;
      }
      this.at = before;
      return undefined;
    }
    const found = NUMBER.exec(this.text.slice(this.at));
    if (!found) return undefined;
    this.at += found[0].length;
    return toNumber(found[0]);
  }
}

function apply(operator: string, left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '/') return left / right;
  return left * right;
}
