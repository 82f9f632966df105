import { expect, it } from 'vitest';
import { csvText } from '@/components/charts/csv';

it('quotes only what needs it', () => {
  const table = {
    caption: '',
    columns: [{ label: 'name' }, { label: 'bytes, total', numeric: true }],
    rows: [
      ['say "a"', 1.5],
      ['plain', null],
    ],
  };
  expect(csvText(table)).toBe('name,"bytes, total"\r\n"say ""a""",1.5\r\nplain,\r\n');
});
