/** The figure as one SVG file: three maps with their names and their share. Loaded when the reader asks for it. */
import type { Lang } from '@/components/lang';
import { ALLOCATOR_IDS } from '@/kernels/serving/paging/allocator';
import { pagingSimulator } from '@/kernels/serving/paging/simulator';
import { layoutOf } from './map-layout';
import { MAP_WIDTH, mapSvg } from './map-svg';
import type { PagingMessages } from './messages';
import type { Palette } from './paint-map';
import type { Frame } from './player';
import { describeText, metricText } from './readings';

const GAP = 28;
const TOP = 64;
const BOTTOM = 44;

export function pagingFile(frame: Frame, palette: Palette, messages: PagingMessages, lang: Lang): string {
  const { state, metrics } = frame;
  const colours: Record<string, string> = { line: palette.line, paper: palette.paper, bad: palette.bad };
  palette.owners.forEach((colour, at) => {
    colours[`o${at + 1}`] = colour;
  });
  const height = TOP + BOTTOM + 10 * Math.max(...ALLOCATOR_IDS.map((id) => layoutOf(state, id).rows));
  const width = 3 * MAP_WIDTH + 4 * GAP;
  const text = (x: number, y: number, size: number, weight: number, words: string) =>
    `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${palette.ink}">${escapeXml(words)}</text>`;
  const lanes = ALLOCATOR_IDS.map((id, at) => {
    const x = GAP + at * (MAP_WIDTH + GAP);
    const rows = layoutOf(state, id).rows * 10;
    const share = `${metricText(metrics[id], 'usedShare', lang)} ${messages.metrics.usedShare}`;
    return (
      text(x, TOP - 10, 13, 600, messages.lanes[id].name) +
      `<svg x="${x}" y="${TOP}" width="${MAP_WIDTH}" height="${rows}" viewBox="0 0 ${MAP_WIDTH} ${rows}">` +
      `${mapSvg(state, id, (name) => colours[name])}</svg>` +
      text(x, TOP + rows + 24, 13, 400, share)
    );
  });
  const title = `${messages.title} · ${describeText(pagingSimulator.describe(state), messages)}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif">` +
    `<rect width="100%" height="100%" fill="${palette.paper}"/>${text(GAP, 28, 14, 400, title)}${lanes.join('')}</svg>`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
