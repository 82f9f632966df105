/** A timeline as SVG text: the first frame in the page's HTML, a small run in the page, the file a reader takes. */
import { drawTimeline, type Ink, type Pen, type TimelineDrawing } from './draw';
import { INK_ORDER, INKS } from './inks';

export interface SvgOptions {
  /** Of the hatch pattern: unique on the page. */
  readonly id: string;
  /** Name of a colour to its value: custom properties on the page, plain colours in a file. */
  readonly paint: (name: string) => string;
}

/** The inside of an `<svg viewBox="0 0 width height">`. */
export function timelineSvg(drawing: TimelineDrawing, options: SvgOptions, words = true): string {
  const paths = new Map<Ink, string>();
  let texts = '';
  const add = (ink: Ink, path: string) => paths.set(ink, (paths.get(ink) ?? '') + path);
  const pen: Pen = {
    box: (ink, x, y, width, height) =>
      add(ink, `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`),
    area: (ink, points) => {
      let path = '';
      for (let at = 0; at < points.length; at += 2)
        path += `${at === 0 ? 'M' : 'L'}${round(points[at])} ${round(points[at + 1])}`;
      add(ink, `${path}z`);
    },
    text: words
      ? (late, x, y, text) => {
          texts += `<text x="${round(x)}" y="${round(y)}" fill="${options.paint(late ? 'bad' : 'soft')}">${text}</text>`;
        }
      : undefined,
  };
  drawTimeline(pen, drawing);
  const hatch = `${options.id}-held`;
  const body = INK_ORDER.map((ink) => {
    const path = paths.get(ink);
    if (!path) return '';
    const { colour, opacity, hatched } = INKS[ink];
    const fill = hatched ? `url(#${hatch})` : options.paint(colour);
    return `<path d="${path}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ''}/>`;
  }).join('');
  const pattern = paths.has('held')
    ? `<defs><pattern id="${hatch}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
      `<path d="M0 0v5" stroke="${options.paint(INKS.held.colour)}" stroke-width="1.6" stroke-opacity=".6"/></pattern></defs>`
    : '';
  return `${pattern}${body}${texts && `<g font-family="ui-monospace, monospace" font-size="10">${texts}</g>`}`;
}

const round = (value: number) => Math.round(value * 10) / 10;
