/** The figure as one SVG file: both trees with their names and hit rates. Loaded when the reader asks for it. */
import { PREFIX_LANES, type PrefixLaneId } from '@/kernels/serving/prefix/lane';
import type { StretchState } from '@/kernels/serving/prefix/picture';
import type { PrefixFrame } from './frame';
import { DRAWING, layoutTree } from './layout';
import type { PrefixMessages } from './messages';
import { describeText, metricText } from './readings';

const GAP = 28;
const TOP = 74;

export function prefixFile(frame: PrefixFrame, messages: PrefixMessages): string {
  const computed = getComputedStyle(document.documentElement);
  const colour = (name: string) => computed.getPropertyValue(`--${name}`).trim();
  const text = (x: number, y: number, size: number, words: string) =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${colour('ink')}">${escapeXml(words)}</text>`;
  const paint: Record<StretchState, string> = {
    found: `fill="${colour('memory')}"`,
    added: `fill="${colour('compute')}"`,
    used: `fill="${colour('memory')}" fill-opacity="0.55"`,
    kept: `fill="${colour('memory')}" fill-opacity="0.22"`,
    evicted: `fill="none" stroke="${colour('bad')}" stroke-dasharray="3 2"`,
  };
  const tree = (lane: PrefixLaneId) =>
    layoutTree(frame.picture[lane], frame.mostTokens)
      .boxes.map(
        ({ x, y, width, height, link, stretch }) =>
          (link ? `<path d="${link}" fill="none" stroke="${colour('soft')}" stroke-width="0.8"/>` : '') +
          `<rect x="${x.toFixed(1)}" y="${(y - height / 2).toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="2" ${paint[stretch.state]}/>`,
      )
      .join('');
  const lanes = PREFIX_LANES.map((lane, at) => {
    const x = GAP + at * (DRAWING.width + GAP);
    const rate = `${metricText(frame.metrics[lane], 'hitRate')} ${messages.metrics.hitRate}`;
    return (
      text(x, TOP - 20, 13, messages.lanes[lane].name) +
      text(x, TOP - 3, 12, rate) +
      `<svg x="${x}" y="${TOP}" width="${DRAWING.width}" height="${DRAWING.height}" viewBox="0 0 ${DRAWING.width} ${DRAWING.height}">${tree(lane)}</svg>`
    );
  });
  const width = 2 * DRAWING.width + 3 * GAP;
  const height = TOP + DRAWING.height + GAP;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif">` +
    `<rect width="100%" height="100%" fill="${colour('paper')}"/>${text(GAP, 28, 13, describeText(frame, messages))}${lanes.join('')}</svg>`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
