/**
 * Writes what the labs measure on, made by the generator from seeds that training never reaches:
 * `public/models/heldout/documents.json` (64 documents) and `probes.json` (120 items of each ability).
 * Usage: tsx models/pocket/heldout.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIRST_SEED, makeDocument, makeProbes } from './corpus';

const FOLDER = join(import.meta.dirname, '../../public/models/heldout');
const DOCUMENTS = 64;
const PROBES_EACH = 120;

/** Documents in the order of their seeds, so that any first few of them are a fair sample of the corpus. */
export function heldoutDocuments() {
  return Array.from({ length: DOCUMENTS }, (_, index) => {
    const { lang, kind, text, nats } = makeDocument(FIRST_SEED.heldout + index, 'heldout');
    return {
      id: `heldout-${String(index).padStart(2, '0')}`,
      lang,
      kind,
      nats: Math.round(nats * 100) / 100,
      text,
    };
  });
}

function write(name: string, items: readonly object[]): void {
  // One item a line: a diff then shows which item changed.
  writeFileSync(join(FOLDER, name), `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`);
}

if (process.argv[1]?.endsWith('heldout.ts')) {
  mkdirSync(FOLDER, { recursive: true });
  write('documents.json', heldoutDocuments());
  write('probes.json', makeProbes(PROBES_EACH));
}
