import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('app/globals.css', 'utf8');

/** The custom properties of one theme's block. */
function tokens(theme: string): Record<string, string> {
  const block = css.slice(css.indexOf(`:root[data-theme="${theme}"]`));
  const body = block.slice(block.indexOf('{'), block.indexOf('}'));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]),
  );
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio. Worked: black on white is 21. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test('black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

describe.each(['light', 'dark', 'sepia', 'forest', 'contrast'])('%s', (theme) => {
  const t = tokens(theme);
  test.each(['ink', 'soft', 'memory', 'compute', 'latency', 'ok', 'bad'])(
    '%s reads at 4.5:1 on paper and panel',
    (name) => {
      expect(contrast(t[name], t.paper)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(t[name], t.panel)).toBeGreaterThanOrEqual(4.5);
    },
  );
  test.each(['o1', 'o2', 'o3', 'o4', 'o5', 'o6'])('owner colour %s is seen at 3:1', (name) => {
    expect(contrast(t[name], t.paper)).toBeGreaterThanOrEqual(3);
  });
});
