/** A timeline on a canvas: for runs with more marks than a page should hold. */
import { drawTimeline, type Ink, type TimelineDrawing } from './draw';
import { COLOURS, INK_ORDER, INKS } from './inks';

export type Palette = Readonly<Record<string, string>>;

/** The colours of the reader's theme. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Paints the whole drawing; `drawing.width` and the layout's height are in CSS pixels. */
export function paintTimeline(canvas: HTMLCanvasElement, drawing: TimelineDrawing, palette: Palette): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const scale = devicePixelRatio;
  const width = Math.round(drawing.width * scale);
  const height = Math.round(drawing.layout.height * scale);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, drawing.width, drawing.layout.height);
  // Boxes are filled one by one, colour after colour: one path of ten thousand boxes would take far longer.
  const boxes = new Map<Ink, number[]>();
  const areas = new Map<Ink, Path2D>();
  const of = <T>(map: Map<Ink, T>, ink: Ink, make: () => T): T => {
    const known = map.get(ink) ?? make();
    map.set(ink, known);
    return known;
  };
  const texts: [boolean, number, number, string][] = [];
  drawTimeline(
    {
      box: (ink, ...box) => of(boxes, ink, () => [] as number[]).push(...box),
      area: (ink, points) => {
        const shape = of(areas, ink, () => new Path2D());
        shape.moveTo(points[0], points[1]);
        for (let at = 2; at < points.length; at += 2) shape.lineTo(points[at], points[at + 1]);
        shape.closePath();
      },
      text: (...text) => texts.push(text),
    },
    drawing,
  );
  for (const ink of INK_ORDER) {
    const list = boxes.get(ink) ?? [];
    const area = areas.get(ink);
    if (list.length === 0 && !area) continue;
    const { colour, opacity, hatched } = INKS[ink];
    context.globalAlpha = opacity;
    context.fillStyle = hatched ? hatchOf(context, palette[colour]) : palette[colour];
    for (let at = 0; at < list.length; at += 4)
      context.fillRect(list[at], list[at + 1], list[at + 2], list[at + 3]);
    if (area) context.fill(area);
  }
  context.globalAlpha = 1;
  context.font = '10px ui-monospace, monospace';
  for (const [late, x, y, words] of texts) {
    context.fillStyle = late ? palette.bad : palette.soft;
    context.fillText(words, x, y);
  }
}

/** Diagonal lines: a place that is held and does nothing. */
function hatchOf(target: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  const context = tile.getContext('2d');
  if (!context) return colour;
  context.strokeStyle = colour;
  context.globalAlpha = 0.6;
  context.lineWidth = 1.2;
  context.beginPath();
  for (const shift of [-6, 0, 6]) {
    context.moveTo(shift, 6);
    context.lineTo(shift + 6, 0);
  }
  context.stroke();
  return target.createPattern(tile, 'repeat') ?? colour;
}
