import { useState } from 'react';
import { asset } from '@/components/base-path';
import { fill, type Lang } from '@/components/lang';
import { writeSetup } from '@/components/setup/address';
import { formatLabel } from '@/components/setup/format-label';
import { startSetup } from '@/components/setup/restore';
import { type ReaderSetup, setSetupState, setupState } from '@/components/setup/store';
import { Button } from '@/components/ui/Button';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { modelById } from '@/kernels/catalog/models';
import { planMemory } from '@/kernels/cost/plan-memory';
import type { Setup } from '@/kernels/cost/setup';
import { type PasteReport, planEngine } from '@/kernels/engines/paste';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './command.module.css';
import type { CommandMessages } from './messages';
import { type PlanBar, PlanBars } from './PlanBars';

interface SetupPartProps {
  readonly report: PasteReport;
  readonly reader: Setup;
  readonly card: string;
  readonly lang: Lang;
  readonly words: CommandMessages;
}

const fields = [
  'modelId',
  'acceleratorId',
  'devices',
  'weightFormat',
  'kvFormat',
  'batch',
  'contextTokens',
] as const;
type Field = (typeof fields)[number];

const printed = (setup: Setup, field: Field): string => {
  if (field === 'modelId') return (setup.customModel ?? modelById(setup.modelId)).name;
  if (field === 'acceleratorId') return acceleratorById(setup.acceleratorId).name.replace('NVIDIA ', '');
  const value = setup[field];
  return typeof value === 'number' ? formatNumber(value, 9) : formatLabel(value);
};

/** The command as a Setup: what each part was read from, what it takes, and where to go with it. */
export function SetupPart({ report, reader, card, lang, words }: SetupPartProps) {
  const say = words.setup;
  const { reading, plan, setup, batching } = report;
  const unknown = reading.unclear.find(({ id }) => id === 'model');
  const source = (field: Field): string => {
    if (field === 'acceleratorId') return card ? say.chosen : say.ofSetup;
    if (reading.setup[field] !== undefined) return reading.from[field] ?? '';
    if (reading.unsaid[field] === undefined) return say.ofSetup;
    return field === 'contextTokens' ? say.lengths[lengthFrom(report)] : say.byDefault;
  };
  const bars: PlanBar[] = plan
    ? [
        { id: 'yours', plan: planOfReader(reader, report.parsed.engine) },
        { id: 'theirs', plan },
      ]
    : [];
  const copies =
    reading.from.devices === '--data-parallel-size' ||
    report.parsed.flags.some(({ flag, value }) => flag.name === '--enable-dp-attention' && value === true);
  const last = [...report.parsed.flags].reverse();
  const several = copies
    ? 1
    : Number(last.find(({ flag }) => flag.name === '--data-parallel-size')?.value ?? 1);
  const bent = Object.entries(batching.bent).map(([key, n]) =>
    fill(say.dials[key], { n: formatNumber(n, 9) }),
  );
  return (
    <section className={styles.part} aria-label={say.title}>
      <h3>{say.title}</h3>
      {unknown && (
        <p className={styles.note}>
          {fill(/[$`]/.test(unknown.value) ? say.variableModel : say.unknownModel, { value: unknown.value })}
        </p>
      )}
      <dl className={styles.fields}>
        {fields
          .filter((field) => field !== 'modelId' || reading.setup.modelId !== undefined || setup.customModel)
          .map((field) => (
            <div key={field} data-said={reading.setup[field as 'batch'] !== undefined || undefined}>
              <dt>{say.fields[field]}</dt>
              <dd data-field={field}>{printed(setup, field)}</dd>
              <dd className={styles.from}>{source(field)}</dd>
            </div>
          ))}
      </dl>
      {bars.length > 0 && <PlanBars bars={bars} lang={lang} words={words} />}
      {plan && <p className={styles.note}>{say.planNote}</p>}
      {copies && plan?.reasons.some(({ id }) => id === 'cache-copied') && (
        <p className={styles.note}>{say.copiesNote}</p>
      )}
      {plan && several > 1 && (
        <p className={styles.note}>{fill(say.severalNote, { n: formatNumber(several, 9) })}</p>
      )}
      <Actions report={report} lang={lang} words={words} />
      {bent.length > 0 && (
        <p className={styles.note}>{fill(say.bent, { what: bent.join(lang === 'zh' ? '、' : ', ') })}</p>
      )}
    </section>
  );
}

/** Who decided how long a sequence may be, where the command does not say. */
function lengthFrom({ cache }: PasteReport): 'own' | 'fitted' | 'log' {
  if (!cache || cache.question.assumed.includes('length')) return 'own';
  return cache.question.fitted ? 'fitted' : 'log';
}

function planOfReader(reader: Setup, engine: PasteReport['parsed']['engine']) {
  return planMemory({
    ...reader,
    model: reader.customModel ?? reader.modelId,
    accelerator: reader.acceleratorId,
    engine: planEngine(engine),
  });
}

function Actions({ report, lang, words }: Pick<SetupPartProps, 'report' | 'lang' | 'words'>) {
  const say = words.setup;
  const [before, setBefore] = useState<ReaderSetup>();
  /** The fields that were taken, as long as the command still says them. */
  const [taken, setTaken] = useState('');
  const fields = JSON.stringify([report.reading.setup, report.reading.unsaid]);
  const put = async (setup: ReaderSetup) => {
    await startSetup();
    setSetupState({ ...setupState(), setup });
  };
  const take = async () => {
    const now = setupState().setup;
    setBefore(now);
    const { shape, ...rest } = now;
    // A shape of the reader's own goes with the model it was read from.
    const kept = report.setup.customModel ? { ...rest, shape } : rest;
    const { customModel, ...said } = report.setup;
    await put({ ...kept, ...said, customModel } as ReaderSetup);
    setTaken(fields);
  };
  const planner = new URLSearchParams();
  writeSetup(planner, report.setup);
  const dials = new URLSearchParams({
    ...Object.fromEntries(Object.entries(report.batching.params).map(([key, value]) => [key, String(value)])),
    show: 'vllm-v1',
  });
  return (
    <div className={styles.actions}>
      <Button name="confirm" primary onClick={take} disabled={report.parsed.engine === 'unknown'}>
        {say.take}
      </Button>
      {before && (
        <Button
          name="back"
          onClick={async () => {
            await put(before);
            setBefore(undefined);
            setTaken('');
          }}
        >
          {say.back}
        </Button>
      )}
      <a href={`${asset(`/${lang}/bytes/`)}?${planner}`}>{say.planner}</a>
      {Object.keys(report.batching.params).length > 0 && (
        <a href={`${asset(`/${lang}/batching/`)}?${dials}`}>{say.batching}</a>
      )}
      <span role="status" className={styles.note}>
        {taken === fields ? say.taken : ''}
      </span>
    </div>
  );
}
