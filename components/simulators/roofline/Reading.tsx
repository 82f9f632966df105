import { fill, type Lang } from '@/components/lang';
import type { PointId, RooflineResult } from '@/kernels/cost/roofline/compute';
import { formatQuantity } from '@/kernels/numbers/format';
import { outlines, pointIds } from './layout';
import type { RooflineMessages } from './messages';
import { rateText } from './Roofs';
import styles from './roofline.module.css';

interface ReadingProps {
  readonly result: RooflineResult;
  readonly lang: Lang;
  readonly words: RooflineMessages;
  readonly chosen: PointId;
  readonly onChoose: (id: PointId) => void;
}

/** One point's arithmetic, and the buttons that choose the point. */
export function Reading({ result, lang, words, chosen, onChoose }: ReadingProps) {
  const point = result.points[chosen];
  const print = (value: number, unit: 'flops' | 'bytes' | 'flopsPerByte' | 'seconds') =>
    formatQuantity(value, unit, { lang });
  const tokens = (value: number) => formatQuantity(value, 'tokens', { lang, digits: 6 });
  const shorter = Math.min(point.memorySeconds, point.computeSeconds);
  const times = fill(result.numbers.rate ? words.times[point.boundBy] : words.memoryOnly, {
    memory: print(point.memorySeconds, 'seconds'),
    compute: print(point.computeSeconds, 'seconds'),
    share: formatQuantity(shorter / point.seconds, 'percent', { lang, digits: 2 }),
    attained: rateText(point.rate, lang),
  });
  return (
    <div className={styles.reading}>
      <fieldset className={styles.choose}>
        <legend>{words.choosePoint}</legend>
        {pointIds.map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="point"
              value={id}
              checked={id === chosen}
              autoComplete="off"
              onChange={() => onChoose(id)}
            />
            <svg viewBox="-8 -8 16 16" aria-hidden="true">
              <path
                d={outlines[id]}
                className={result.points[id].boundBy === 'memory' ? styles.memoryPoint : styles.computePoint}
              />
            </svg>
            {words.points[id]}
          </label>
        ))}
      </fieldset>
      <p data-reading={chosen}>
        <span className={styles.division}>
          {fill(words.division, {
            flops: print(point.flops, 'flops'),
            bytes: print(point.bytes, 'bytes'),
            intensity: print(point.intensity, 'flopsPerByte'),
          })}
        </span>{' '}
        <span className={styles.detail}>
          {fill(words.pointDetail[chosen], {
            n: result.sequences,
            tokens: tokens(result.tokensEach),
            prompt: tokens(result.promptTokens),
          })}
        </span>
        <br />
        {times}
      </p>
    </div>
  );
}
