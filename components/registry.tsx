import type { ReactNode } from 'react';
import type { Lang } from '@/components/lang';
import { Calc } from './book/Calc';
import { Cite, ReferenceList } from './book/Cite';
import { Claim } from './book/Claim';
import { ComparisonDots } from './book/ComparisonDots';
import { EngineTable } from './book/EngineTable';
import { Formula, InlineFormula } from './book/Formula';
import { headingOf } from './book/Heading';
import { Derivation, Do, Note, Recap, Step, Steps } from './book/prose';
import { Term } from './book/Term';
import { SetupName } from './setup/SetupName';
import { ExerciseSection, GuessBlock, GuessRevisitBlock, InterviewSection } from './study/sections';

/** Where a tag stands: the edition and the chapter. */
export interface Place {
  readonly lang: Lang;
  readonly chapter: string;
}

/** A simulator or lab, by the id that `<Simulator id>` and `<Lab id>` give. */
export type LiveViews = Readonly<Record<string, (props: { lang: Lang; preset?: string }) => ReactNode>>;

/**
 * The ONE map from MDX tag to a component. A tag that is not here fails the build. Live views come from the page's
 * route, so that a chapter loads the script of the figures it shows and of no others.
 */
export function createRegistry(place: Place, views: LiveViews) {
  const { lang } = place;
  return {
    h2: headingOf('h2', lang),
    h3: headingOf('h3', lang),
    InlineFormula,
    Formula,
    Simulator: ({ id, preset }: { id: string; preset?: string }) => viewOf(views, id)({ lang, preset }),
    Lab: ({ id }: { id: string }) => viewOf(views, id)({ lang }),
    Calc: (props: { id: string; masked?: string; fixed?: string }) => <Calc {...props} place={place} />,
    SetupName: (props: { part: string }) => <SetupName {...props} lang={lang} />,
    Cite: (props: { id: string }) => <Cite id={props.id} place={place} />,
    Claim: (props: { id: string }) => <Claim id={props.id} lang={lang} />,
    ComparisonDots: () => <ComparisonDots lang={lang} />,
    EngineTable: () => <EngineTable lang={lang} />,
    Term: (props: { id: string; children: ReactNode }) => <Term {...props} lang={lang} />,
    Note,
    Steps,
    Step: (props: { title: string; id?: string; children: ReactNode }) => <Step {...props} lang={lang} />,
    Do: (props: { children: ReactNode }) => <Do {...props} lang={lang} />,
    Derivation,
    Recap: (props: { children: ReactNode }) => <Recap {...props} lang={lang} />,
    Guess: (props: GuessTag) => <GuessBlock {...props} place={place} />,
    GuessRevisit: (props: { id: string }) => <GuessRevisitBlock id={props.id} place={place} />,
    Exercises: () => <ExerciseSection place={place} />,
    Interview: () => <InterviewSection place={place} />,
    References: () => <ReferenceList place={place} />,
  };
}

export interface GuessTag {
  readonly id: string;
  readonly calc: string;
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly unit: string;
  readonly start?: string;
  readonly children: ReactNode;
}

function viewOf(views: LiveViews, id: string) {
  if (!Object.hasOwn(views, id)) throw new Error(`the route of this page brings no simulator or lab ${id}`);
  return views[id];
}
