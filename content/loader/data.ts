import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { contentPath } from './paths';

const bilingual = z.object({ en: z.string().min(1), zh: z.string().min(1) });

const claimSchema = z.object({
  id: z.string(),
  seed: z.union([z.string(), z.number()]),
  verdict: z.enum(['right', 'right arithmetic', 'misleading', 'wrong', 'unsourced']),
  claim: bilingual,
  correction: bilingual,
  derivation: bilingual.optional(),
  source: z.union([z.string(), bilingual]),
  calc: z.string().optional(),
  /**
   * How the claim was checked. `recomputed`: arithmetic, carried out by kernels/cost/errata under the claim's id, whose
   * figures the texts print as `{computed:name}`; `published`: against a source's own figure; `reasoned`: against a
   * definition or by argument; `none`: there is nothing to check it against.
   */
  check: z.enum(['recomputed', 'published', 'reasoned', 'none']),
  chapter: z.string(),
});

export type Claim = z.infer<typeof claimSchema>;

const referenceSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  authors: z.string(),
  year: z.number().int(),
  title: z.string(),
  where: z.string(),
  url: z.string().url().optional(),
  note: bilingual,
});

const termSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  term: bilingual,
  definition: bilingual,
  chapter: z.string().optional(),
});

/** All entries of `content/data/<kind>/*.json`, ids unique over the folder (a twin must be equal to the letter). */
function loadFolder<T extends { id: string }>(kind: string, schema: z.ZodType<T>): T[] {
  const folder = contentPath('data', kind);
  if (!existsSync(folder)) return [];
  const found = new Map<string, T>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const parsed = z.array(schema).safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) throw new Error(`content/data/${kind}/${file}: ${z.prettifyError(parsed.error)}`);
    for (const entry of parsed.data) {
      const twin = found.get(entry.id);
      if (twin) throw new Error(`content/data/${kind}/${file}: the id ${entry.id} is taken already`);
      found.set(entry.id, entry);
    }
  }
  return [...found.values()];
}

export const loadClaims = () => loadFolder('claims', claimSchema);
export const loadReferences = () => loadFolder('references', referenceSchema);
export const loadGlossary = () => loadFolder('glossary', termSchema);

function byId<T extends { id: string }>(entries: T[], kind: string, id: string): T {
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry) throw new Error(`no ${kind} has the id ${id}`);
  return entry;
}

export const claimById = (id: string) => byId(loadClaims(), 'claim', id);
export const referenceById = (id: string) => byId(loadReferences(), 'reference', id);
export const termById = (id: string) => byId(loadGlossary(), 'glossary term', id);
