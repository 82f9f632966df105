import type { Lang } from '@/components/lang';
import { loadExercises } from '@/content/loader/study';
import { answerExamples, plainExamples, studyMessages } from './messages';
import type { ExerciseFile } from './types';

/** The data file of a chapter's exercises. */
export async function exerciseFile(lang: Lang, chapter: string): Promise<ExerciseFile> {
  const { exercises, feedback } = studyMessages[lang];
  const items = await loadExercises(lang, chapter);
  return {
    words: { ...exercises, feedback },
    items: items.map((item) => ({
      ...item,
      examples: answerExamples[item.numeric?.unit ?? ''] ?? plainExamples,
    })),
  };
}
