import type { FigureMessages } from '@/components/charts/figure-messages';
import { fill } from '@/components/lang';
import type { ParamIssue } from '@/kernels/simulator';
import styles from './notice.module.css';

/** Says, value by value, what in the address could not be used and what stands in its place. */
export function ReplacedNotice({
  issues,
  messages,
}: {
  issues: readonly ParamIssue[];
  messages: FigureMessages;
}) {
  if (issues.length === 0) return null;
  return (
    <div className={styles.notice} role="status" data-notice="replaced">
      {issues.map((issue) => (
        <p key={issue.key}>
          {fill(issue.usedIs === 'setup' ? messages.replacedBySetup : messages.replaced, {
            key: issue.key,
            given: issue.given,
            used: issue.used,
          })}
        </p>
      ))}
    </div>
  );
}
