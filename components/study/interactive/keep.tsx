/** What gives still study parts their life: grading near the screen, marks of what is solved, ratings that are kept. */
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { fill, type Lang } from '@/components/lang';
import { subscribe } from '@/components/storage';
import { KEYS, type Rating, readExercises, readRatings, saveRating } from '../progress';
import { fetchExercise, LiveExercise } from './LiveExercise';

interface KeeperOptions {
  /** Address of the chapter's exercises as data. */
  readonly source: string;
  readonly lang: Lang;
  /** Said where an exercise could not be fetched. */
  readonly failed: string;
}

export function keepStudy(options: KeeperOptions): () => void {
  const stops = [keepExercises(options), keepSolved(), keepRatings()];
  return () => {
    for (const stop of stops) stop();
  };
}

const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];

/** Remembers which hints are open and which has the focus; the returned function puts both back after the change. */
function noteOpened(element: HTMLElement): () => void {
  const details = () => [...element.querySelectorAll('details')];
  const open = details().map((one) => one.open);
  const focused = details().findIndex((one) => one.firstElementChild === document.activeElement);
  return () => {
    for (const [at, one] of details().entries()) one.open = open[at] ?? false;
    const summary = details()[focused]?.firstElementChild;
    if (summary instanceof HTMLElement) summary.focus({ preventScroll: true });
  };
}

/** An exercise becomes live when it comes near the screen or is touched. */
function keepExercises({ source, lang, failed }: KeeperOptions): () => void {
  const begun = new Set<HTMLElement>();
  const roots: Root[] = [];
  const enliven = async (card: HTMLElement) => {
    const paper = card.querySelector<HTMLElement>('[data-paper]');
    if (begun.has(card) || !paper) return;
    begun.add(card);
    near.unobserve(card);
    try {
      const { item, words } = await fetchExercise(source, String(card.dataset.card));
      const restore = noteOpened(paper);
      const root = createRoot(paper);
      roots.push(root);
      flushSync(() =>
        root.render(<LiveExercise item={item} lang={lang} words={words} examples={item.examples} />),
      );
      restore();
      card.dataset.live = '';
      card.querySelector('[role="alert"]')?.remove();
    } catch {
      begun.delete(card);
      if (!card.querySelector('[role="alert"]')) {
        const note = document.createElement('p');
        note.setAttribute('role', 'alert');
        note.textContent = failed;
        card.append(note);
      }
    }
  };
  const near = new IntersectionObserver(
    (seen) => {
      for (const one of seen) if (one.isIntersecting) void enliven(one.target as HTMLElement);
    },
    { rootMargin: '600px 0px' },
  );
  for (const card of all('[data-card]')) near.observe(card);
  const touched = () => {
    const card = document.activeElement?.closest<HTMLElement>('[data-card]');
    if (card) void enliven(card);
  };
  document.addEventListener('focusin', touched);
  touched();
  return () => {
    near.disconnect();
    document.removeEventListener('focusin', touched);
    for (const root of roots) root.unmount();
  };
}

/** "✓ solved" at each exercise and "5 of 12 solved" above them. */
function keepSolved(): () => void {
  const draw = () => {
    const records = readExercises();
    const cards = all('[data-card]');
    for (const card of cards) {
      if (records[String(card.dataset.card)]?.solved) card.dataset.solved = 'true';
      else delete card.dataset.solved;
    }
    const solved = cards.filter((card) => card.dataset.solved).length;
    for (const line of all('[data-text-some]')) {
      line.dataset.textAll ??= line.textContent ?? '';
      const text =
        solved === 0
          ? line.dataset.textAll
          : String(solved === cards.length ? line.dataset.textDone : line.dataset.textSome);
      line.dataset.solved = String(solved);
      line.textContent = fill(text, { n: solved, all: cards.length });
    }
  };
  draw();
  return subscribe(KEYS.exercises, draw);
}

/** The reader's own verdicts on their spoken answers. */
function keepRatings(): () => void {
  const draw = () => {
    const ratings = readRatings();
    for (const field of all('[data-rates]')) {
      const rating = ratings[String(field.dataset.rates)];
      if (rating) field.dataset.rating = String(rating);
      for (const input of field.querySelectorAll('input')) input.checked = Number(input.value) === rating;
    }
  };
  const rate = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const field = input.closest<HTMLElement>('[data-rates]');
    if (field) saveRating(String(field.dataset.rates), Number(input.value) as Rating);
  };
  draw();
  document.addEventListener('change', rate);
  const stop = subscribe(KEYS.ratings, draw);
  return () => {
    document.removeEventListener('change', rate);
    stop();
  };
}
