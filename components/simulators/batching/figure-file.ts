/** The figure as one SVG file: the timelines on show with their names. Loaded when the reader asks for it. */
import type { Palette } from '@/components/charts/timeline/canvas-pen';
import type { Slo } from '@/components/charts/timeline/draw';
import { layoutTimeline } from '@/components/charts/timeline/layout';
import { timelineSvg } from '@/components/charts/timeline/svg-pen';
import { fill, type Lang } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import type { BatchingMessages } from './messages';
import type { PolicyId } from './policies';
import { describeText, rowNote } from './readings';
import type { PolicyResults } from './types';
import { windowOf } from './window';

const WIDTH = 960;
const MARGIN = 130;
const TOP = 54;
const GAP = 36;

export function batchingFile(
  results: PolicyResults,
  shown: readonly PolicyId[],
  slo: Slo,
  palette: Palette,
  messages: BatchingMessages,
  lang: Lang,
): string {
  const window = windowOf(results, shown, 1, 0);
  const text = (x: number, y: number, weight: number, words: string) =>
    `<text x="${x}" y="${y}" font-size="13" font-weight="${weight}" fill="${palette.ink}">${escapeXml(words)}</text>`;
  let y = TOP;
  const lanes = shown.map((policy) => {
    const { timeline } = results[policy];
    const layout = layoutTimeline(timeline, window, 300);
    const note = (row: number) => escapeXml(rowNote(timeline, row, messages, lang));
    const drawing = { timeline, layout, window, width: WIDTH, slo, note };
    const inside = timelineSvg(drawing, { id: policy, paint: (name) => palette[name] });
    const svg =
      text(20, y - 8, 600, messages.policies[policy]) +
      `<svg x="20" y="${y}" width="${WIDTH + MARGIN}" height="${layout.height}">${inside}</svg>`;
    y += layout.height + GAP;
    return svg;
  });
  const end = fill(messages.seconds, { n: formatNumber(window.toSeconds, 3) });
  const axis = text(20, y - 14, 400, fill(messages.seconds, { n: 0 })) + text(WIDTH - 20, y - 14, 400, end);
  const title = `${messages.title} · ${describeText(results, shown, slo, messages)}`;
  const size = `width="${WIDTH + MARGIN + 40}" height="${y + 6}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif">` +
    `<rect width="100%" height="100%" fill="${palette.paper}"/>${text(20, 22, 400, title)}${lanes.join('')}${axis}</svg>`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
