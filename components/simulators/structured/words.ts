/** Labels of the drawing. */
import type { GraphEdge } from '@/kernels/structured/graph';

const LONGEST = 20;

/** The words on a move. Worked: ranges [[48, 57]] → `0-9`. */
export function edgeLabel({ text, ranges = [], beyond }: GraphEdge, other: string): string {
  if (text !== undefined) return show(text);
  const count = ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
  if (beyond && count > 60) return other;
  const parts = ranges.map(([low, high]) => {
    const ends = [low, high].map((code) => show(String.fromCharCode(code)));
    return low === high ? ends[0] : high === low + 1 ? ends.join(' ') : ends.join('-');
  });
  return [...parts, ...(beyond ? ['…'] : [])].join(' ');
}

export function shorten(label: string): string {
  const characters = Array.from(label);
  if (characters.length <= LONGEST) return label;
  return `${characters.slice(0, LONGEST / 2).join('')}…${characters.slice(1 - LONGEST / 2).join('')}`;
}

const show = (text: string) => text.replaceAll(' ', '␣').replaceAll('\n', '↵');
