/**
 * The value of a sum written in TeX, or undefined when it holds anything but numbers: 2 \cdot 80 \cdot 8, 7.05/7.8,
 * 2^{30}, \log_2 127, 5 \cdot 32 \cdot 4096^2. A slash divides by the product that follows it, as in print.
 */
export function evaluateTex(tex: string): number | undefined {
  const plain = tex
    .replaceAll('{,}', '')
    .replaceAll('\\cdot', '*')
    .replace(/\\mathrm\{[^}]*\}/g, '')
    .replace(/\\[,; ]|\\left|\\right/g, '')
    .replace(/\\log_2\s*(\d+)/g, 'log($1)')
    .replace(/\\log_2\s*\(/g, 'log(')
    .replace(/\^\{([^}]*)\}/g, '^($1)')
    .split('=')[0]
    .trim();
  // A number in scientific notation is a number, not a sum.
  if (/^[\d.]+\s*\*\s*10\^\(?\d+\)?$/.test(plain)) return undefined;
  if (!/[*/+^-]|log/.test(plain) || /[^\d.+\-*/^() log]/.test(plain)) return undefined;
  const tokens = plain.match(/\d+(?:\.\d+)?|log|[-+*/^()]/g) ?? [];
  let at = 0;
  const take = (token: string) => tokens[at] === token && ++at > 0;
  const sum = (): number => {
    let value = term();
    while (tokens[at] === '+' || tokens[at] === '-') value += tokens[at++] === '+' ? term() : -term();
    return value;
  };
  const term = (): number => {
    let value = power();
    while (tokens[at] === '*' || tokens[at] === '/') {
      if (take('*')) value *= power();
      else {
        at++;
        let below = power();
        while (take('*')) below *= power();
        value /= below;
      }
    }
    return value;
  };
  const power = (): number => {
    const base = atom();
    return take('^') ? base ** power() : base;
  };
  const atom = (): number => {
    if (take('-')) return -atom();
    if (take('log')) return Math.log2(atom());
    if (!take('(')) return Number(tokens[at++]);
    const value = sum();
    at++;
    return value;
  };
  return sum();
}
