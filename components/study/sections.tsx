import { asset } from '@/components/base-path';
import { Still } from '@/components/book/Still';
import type { GuessTag, Place } from '@/components/registry';
import { calcResult, calcText } from '@/content/loader/calc';
import { readGuessTag } from '@/content/loader/guess-tag';
import { loadExercises, loadInterview } from '@/content/loader/study';
import { ExerciseList } from './Exercises';
import { Guess } from './Guess';
import { GuessRevisit } from './GuessRevisit';
import { InterviewList } from './Interview';
import { studyMessages } from './messages';
import { StudyKeeper } from './StudyKeeper';

/** `<Exercises />` of a chapter. */
export async function ExerciseSection({ place: { lang, chapter } }: { place: Place }) {
  const items = await loadExercises(lang, chapter);
  return (
    <>
      <Still>
        <ExerciseList lang={lang} items={items} />
      </Still>
      <StudyKeeper
        source={asset(`/${lang}/${chapter}/exercises.json`)}
        lang={lang}
        failed={studyMessages[lang].exercises.loadFailed}
      />
    </>
  );
}

/** `<Interview />` of a chapter. */
export function InterviewSection({ place }: { place: Place }) {
  return <InterviewList lang={place.lang} items={loadInterview(place.lang, place.chapter)} />;
}

function asNumber(text: string, id: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new Error(`Guess ${id}: ${name} is no number: “${text}”`);
  return value;
}

/** `<Guess …>question</Guess>`. Fails the build when a number is none, the range is empty or the calc unknown. */
export function GuessBlock({
  id,
  calc,
  min,
  max,
  step,
  unit,
  start,
  children,
  place,
}: GuessTag & { place: Place }) {
  const range = {
    min: asNumber(min, id, 'min'),
    max: asNumber(max, id, 'max'),
    step: asNumber(step, id, 'step'),
  };
  if (range.min >= range.max || range.step <= 0) throw new Error(`Guess ${id}: empty range`);
  calcResult(calc);
  return (
    <Guess
      lang={place.lang}
      id={id}
      {...range}
      start={start === undefined ? undefined : asNumber(start, id, 'start')}
      unit={unit}
    >
      {children}
    </Guess>
  );
}

/** `<GuessRevisit id="…" />`: range and calc are those of the `<Guess>` with the same id. */
export function GuessRevisitBlock({ id, place }: { id: string; place: Place }) {
  const tag = readGuessTag(place.lang, place.chapter, id);
  return (
    <GuessRevisit
      lang={place.lang}
      id={id}
      min={asNumber(tag.min, id, 'min')}
      max={asNumber(tag.max, id, 'max')}
      unit={tag.unit}
      answer={calcResult(tag.calc).value}
      answerText={calcText(tag.calc, place.lang)}
    />
  );
}
