/** Signs that a shell, or a reader of pasted shells, tells apart: see shell.ts. */

export const operators = /^(?:&>>|&>|&&|\|\||;;|>>|<<|>&|<&|[;&|<>()\n])/;
/** What parts words, no-break and zero-width spaces of web pages among it: to a shell they are letters, to their writer never. */
export const blank = /^(?:[^\S\n]|[\u200b-\u200d\u2060])/;
/** Quotes as word processors set them, and what closes them. */
export const curly: ReadonlyMap<string, string> = new Map([
  ['\u201c', '\u201d'],
  ['\u201d', '\u201d'],
  ['\u2018', '\u2019'],
  ['\u2019', '\u2019'],
]);
export const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/;
export const reference = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^}]*))?\})/;
/** Variables that no assignment in a text can set: lists, arguments, parts of values. */
export const otherReference = /^\$(?:\{[^}\s]*\}|[@*0-9])/;
/** What shells of Windows print before a command. */
export const windowsPrompt = /^(?:PS )?[A-Za-z]:\\[^>\n]*>[ \t]*/;
/** A path of Windows, whose backslashes part folders. */
export const windowsPath = /^(?:[A-Za-z]:\\|\.{1,2}\\)[^\s"']/;

/** Place after the bracket that closes the one at `open`, or 0. */
export function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return 0;
}

/** Length of a continued line's end at this place, 0 where there is none. */
export function continuation(text: string, at: number): number {
  // A caret and a backquote continue lines in the two shells of Windows.
  if (text[at] !== '\\' && text[at] !== '^' && text[at] !== '`') return 0;
  if (text[at + 1] === '\n') return 2;
  return text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 0;
}
