/** Files from a figure. Loaded only when the reader asks for one. */
import { saveFile } from '@/components/ui/save-file';
import { csvText } from './csv';
import type { DownloadFormat, FigureSource } from './figure-types';

/** Properties that carry a drawing's looks; a file on disk has no style sheet of ours to take them from. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'color',
];

export async function downloadFigure(source: FigureSource, format: DownloadFormat): Promise<void> {
  saveFile(await fileOf(source, format), `${source.name}.${format}`);
}

async function fileOf(source: FigureSource, format: DownloadFormat): Promise<Blob> {
  if (format === 'json')
    return new Blob([JSON.stringify(source.json(), null, 1)], { type: 'application/json' });
  if (format === 'csv') {
    // The mark at the front lets spreadsheets see that Chinese labels are UTF-8.
    return new Blob(['\ufeff', csvText((source.csv ?? source.table)())], { type: 'text/csv;charset=utf-8' });
  }
  const drawing = await source.svg?.();
  if (!drawing) throw new Error('no drawing');
  const text = typeof drawing === 'string' ? drawing : standaloneSvg(drawing);
  const svg = new Blob([text], { type: 'image/svg+xml' });
  return format === 'svg' ? svg : rasterise(svg);
}

/** The element as a file of its own: looks written into attributes, size and background fixed. */
function standaloneSvg(element: SVGSVGElement): string {
  const copy = element.cloneNode(true) as SVGSVGElement;
  const originals = [element, ...element.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, at) => {
    const computed = getComputedStyle(original);
    for (const name of LOOKS) copies[at].setAttribute(name, computed.getPropertyValue(name));
    copies[at].removeAttribute('class');
    copies[at].removeAttribute('style');
  });
  const { width, height } = element.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('style', `background:${getComputedStyle(document.body).backgroundColor}`);
  return new XMLSerializer().serializeToString(copy);
}

/** The drawing at twice its size, so that it stays sharp in a slide. */
async function rasterise(svg: Blob): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
