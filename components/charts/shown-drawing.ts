/** Of the drawings for wide and narrow screens, the one that is on the screen now: what a reader takes home as a picture. */
export function shownDrawing(root: Element | null): SVGSVGElement | undefined {
  return [...(root?.querySelectorAll('svg') ?? [])].find(
    (drawing) => drawing.getBoundingClientRect().width > 0,
  );
}
