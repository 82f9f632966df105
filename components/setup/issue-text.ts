import { fill, type Lang } from '@/components/lang';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { models } from '@/kernels/catalog/models';
import { bounds, COMPARED, type SetupIssue } from './address';
import { formatLabel } from './format-label';
import { setupMessages } from './messages';

/** What of an address could not be used, why, and what stands in its place. */
export function issueText({ key, given, used, trouble }: SetupIssue, lang: Lang): string {
  const words = setupMessages[lang];
  const part = key.startsWith(COMPARED) ? key.slice(COMPARED.length) : key;
  if (part === 'shape') {
    const why = trouble ? fill(words.troubles[trouble.id] ?? trouble.id, trouble.data) : '';
    return fill(words.shapeRefused, { why });
  }
  const what = words.parts[part] ?? words.guess[part] ?? key;
  if (used === undefined) return fill(words.leftOut, { what, given });
  const text = part in bounds ? words.replaced : words.nearest;
  return fill(text, { what, given, used: nameOf(part, used) });
}

function nameOf(part: string, used: string): string {
  if (part === 'model') return models.find(({ id }) => id === used)?.name ?? used;
  if (part === 'accelerator') return acceleratorById(used).name;
  return part === 'weights' || part === 'kv' ? formatLabel(used) : used;
}
