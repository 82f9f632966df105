import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { caseRuns, cureOf } from '@/kernels/cost/oom-case/runs';
import { CaseView } from './CaseView';
import { caseMessages } from './messages';

/** The out-of-memory case; what the cure does is worked out at build. */
export function OomCase({ lang }: { lang: Lang }) {
  return (
    <CaseView
      lang={lang}
      messages={caseMessages[lang]}
      figure={figureMessages[lang]}
      runs={caseRuns}
      cure={cureOf()}
    />
  );
}
