import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import type { ParamValues } from '@/kernels/simulator';
import styles from './choose.module.css';
import { factorText, offerText, refusalText, type Speaker } from './words';

interface RefusalProps {
  readonly refusal: NonNullable<ChooseAnswer['refusal']>;
  readonly speaker: Speaker;
  readonly onApply: (params: ParamValues) => void;
}

/** Why nothing is offered, and the least changes that would do, each a button that makes it. */
export function Refusal({ refusal, speaker, onApply }: RefusalProps) {
  const { words } = speaker;
  return (
    <div className={styles.pair}>
      <div>
        <h3>{words.refusalTitle}</h3>
        <ul data-reasons="refusal">
          {refusal.reasons.map((reason) => (
            <li key={reason.id} data-reason={reason.id}>
              {refusalText(reason, speaker)}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{words.changesTitle}</h3>
        {refusal.changes.length === 0 && <p>{words.noChange}</p>}
        <ul className={styles.changes}>
          {refusal.changes.map((offer) => (
            <li key={JSON.stringify(offer.params)}>
              <Button
                name="apply"
                data-change={offer.changes.map(({ id }) => id).join(' ')}
                onClick={() => onApply(offer.params)}
              >
                {offerText(offer, speaker)}
              </Button>
              {offer.factor !== undefined && (
                <small>{fill(words.factor, { n: factorText(offer.factor) })}</small>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
