/** The loss curve as a small SVG: training loss as a line, validation as dots, the entropy of the text as the floor. */
import type { CurvePoint } from './card';

const WIDTH = 640;
const HEIGHT = 260;
const MARGIN = { left: 44, right: 12, top: 12, bottom: 34 };
const HIGHEST = 2.5;

export function lossCurveSvg(curve: readonly CurvePoint[], entropy: number): string {
  const lastTokens = Math.max(...curve.map((point) => point.tokens));
  const x = (tokens: number) => MARGIN.left + (tokens / lastTokens) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (loss: number) =>
    HEIGHT - MARGIN.bottom - (Math.min(loss, HIGHEST) / HIGHEST) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const line = curve
    .filter((point) => point.training !== undefined && point.training <= HIGHEST)
    .map(({ tokens, training }) => `${x(tokens).toFixed(1)},${y(training as number).toFixed(1)}`)
    .join(' ');
  const dots = curve
    .filter((point) => point.validation !== undefined)
    .map(
      ({ tokens, validation }) =>
        `<circle cx="${x(tokens).toFixed(1)}" cy="${y(validation as number).toFixed(1)}" r="3"/>`,
    )
    .join('');
  const ticks = [0, 0.5, 1, 1.5, 2, 2.5]
    .map(
      (loss) => `<text x="${MARGIN.left - 8}" y="${y(loss) + 4}" text-anchor="end">${loss.toFixed(1)}</text>`,
    )
    .join('');
  const millions = Array.from({ length: 5 }, (_, i) => ((i * lastTokens) / 4) as number)
    .map(
      (tokens) =>
        `<text x="${x(tokens)}" y="${HEIGHT - 14}" text-anchor="middle">${(tokens / 1e6).toFixed(1)}</text>`,
    )
    .join('');
  const floor = `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(entropy)}" y2="${y(entropy)}" stroke="#888" stroke-dasharray="4 4"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="monospace" font-size="11" fill="#444" role="img" aria-label="Loss in nats per token against millions of training tokens">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${floor}<text x="${WIDTH - MARGIN.right}" y="${y(entropy) + 14}" text-anchor="end">entropy of the text</text>
<polyline points="${line}" fill="none" stroke="#3b6ea8" stroke-width="1.5"/>
<g fill="#b3541e">${dots}</g>
${ticks}${millions}<text x="${WIDTH / 2}" y="${HEIGHT - 2}" text-anchor="middle">million training tokens</text>
</svg>
`;
}
