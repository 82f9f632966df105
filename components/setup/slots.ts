/**
 * Numbers change and the text around them stays where it is. Each number keeps the width it was printed with; a longer
 * one is set a little smaller inside it. Widths are measured on a canvas, so that no layout is asked for.
 */

/** Smaller than this nobody should have to read; beyond it the number takes the room it needs. */
const SMALLEST_FIT = 0.85;

export interface Fit {
  /** Width kept, in ems of the number's own size. */
  readonly slot: number;
  /** Size of the text in it: 1 when it fits as it is. */
  readonly fit: number;
}

/** Worked: 4.5 em in a slot of 4 em are set at 0.89; 8 em at 0.85, and are then wider than the slot. */
export function fitInto(slot: number, width: number): Fit {
  return { slot, fit: width <= slot ? 1 : Math.max(SMALLEST_FIT, slot / width) };
}

const slots = new WeakMap<HTMLElement, number>();
const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string, family: () => string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (pen === undefined) {
    pen = document.createElement('canvas').getContext('2d');
    if (pen) pen.font = `100px ${family()}`;
  }
  const width = pen ? pen.measureText(text).width / 100 : text.length * 0.6;
  widths.set(text, width);
  return width;
}

/** Writes a number where another stood. The first call remembers the room that the printed one took. */
export function writeInSlot(number: HTMLElement, text: string): void {
  const printed = number.textContent ?? '';
  if (printed === text) return;
  const family = () => getComputedStyle(number).fontFamily;
  let room = slots.get(number);
  if (room === undefined) {
    room = widthOf(printed, family);
    slots.set(number, room);
  }
  const { slot, fit } = fitInto(room, widthOf(text, family));
  number.textContent = text;
  number.style.setProperty('--slot', slot.toFixed(3));
  number.style.setProperty('--fit', fit.toFixed(3));
}
