import type { Lang } from '@/components/lang';
import { loadGenerator } from '@/kernels/practice/generators';
import type { NumericTask } from '@/kernels/practice/grading';
import { drawVariant, variantSeed, variantTexts } from '@/kernels/practice/variant';
import type { RenderedExercise } from '../types';

/** The task and the printed numbers of a reader's n-th variant; fixed exercises have only one. */
export async function variantOf(
  item: RenderedExercise,
  readerSeed: number,
  variant: number,
  lang: Lang,
): Promise<{ task: NumericTask; texts: Readonly<Record<string, string>> }> {
  const spec = item.numeric!;
  if (!spec.generator) {
    return {
      task: { answer: spec.answer ?? 0, unit: spec.unit, tolerance: spec.tolerance },
      texts: item.texts,
    };
  }
  const generator = await loadGenerator(spec.generator);
  const drawn = drawVariant(generator, variantSeed(item.id, readerSeed, variant), spec.generator);
  const unit = drawn.unit ?? spec.unit;
  return {
    task: { answer: drawn.answer, unit, tolerance: drawn.tolerance ?? spec.tolerance },
    texts: variantTexts({ ...drawn, unit }, lang),
  };
}
