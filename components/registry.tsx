import type { Lang } from '@/components/lang';
import { Calc } from './book/Calc';
import { Cite, ReferenceList } from './book/Cite';
import { Claim } from './book/Claim';
import { Formula, InlineFormula } from './book/Formula';
import { headingOf } from './book/Heading';
import { Derivation, Do, Note, Recap, Step, Steps } from './book/prose';
import { Term } from './book/Term';
import { QuantizeLab } from './labs/quantize';
import { PagingSimulator } from './simulators/paging';
import { ExerciseSection, GuessBlock, GuessRevisitBlock, InterviewSection } from './study/sections';

/** Where a tag stands: the edition and the chapter. */
export interface Place {
  readonly lang: Lang;
  readonly chapter: string;
}

const simulators: Record<string, typeof PagingSimulator> = { paging: PagingSimulator };
const labs: Record<string, typeof QuantizeLab> = { quantize: QuantizeLab };

export const simulatorIds = Object.keys(simulators);
export const labIds = Object.keys(labs);

/** A simulator or lab by id, or undefined: the embeds and the chapters share this one door. */
export function liveView(id: string, props: { lang: Lang; preset?: string }) {
  const Sim = simulators[id];
  if (Sim) return <Sim {...props} />;
  const Lab = labs[id];
  return Lab ? <Lab lang={props.lang} /> : undefined;
}

/** The ONE map from an MDX tag to a component. A tag that is not here fails the build. */
export function createRegistry(place: Place) {
  const { lang } = place;
  return {
    h2: headingOf('h2', lang),
    h3: headingOf('h3', lang),
    InlineFormula,
    Formula,
    Simulator: (props: { id: string; preset?: string }) =>
      known(liveView(props.id, { lang, ...props }), props.id),
    Lab: (props: { id: string }) => known(liveView(props.id, { lang }), props.id),
    Calc: (props: { id: string; masked?: string }) => <Calc {...props} place={place} />,
    Cite: (props: { id: string }) => <Cite id={props.id} place={place} />,
    Claim: (props: { id: string }) => <Claim id={props.id} lang={lang} />,
    Term: (props: { id: string; children: React.ReactNode }) => <Term {...props} lang={lang} />,
    Note,
    Steps,
    Step: (props: { title: string; id?: string; children: React.ReactNode }) => (
      <Step {...props} lang={lang} />
    ),
    Do: (props: { children: React.ReactNode }) => <Do {...props} lang={lang} />,
    Derivation,
    Recap: (props: { children: React.ReactNode }) => <Recap {...props} lang={lang} />,
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
  readonly children: React.ReactNode;
}

function known(view: React.ReactNode, id: string) {
  if (!view) throw new Error(`no simulator or lab has the id ${id}`);
  return view;
}
