import { useEffect, useState } from 'react';
import { readJson, subscribe, writeJson } from '@/components/storage';
import { BookError } from '@/kernels/errors';
import type { MachineReport } from '@/kernels/gpu/machine/report';
import type { LiveError } from '../live/types';
import { useLiveLab } from '../live/use-live-lab';
import { type MachineLive, recorded } from './live';
import { type MachineOrder, machineSpecs, runKey } from './params';
import { addGiven, type Kept, NOTHING_KEPT, pick, pickAgainst, readKept, shelfOf, stepBack } from './shelf';

const STORED = 'your-machine';

/** The lab's state: the run at hand, the reports in reach, and which of them are shown. */
export function useMachineLab(lang: string, parts: MachineLive) {
  const lab = useLiveLab<MachineLive, MachineOrder, MachineReport>({
    lang,
    specs: machineSpecs,
    keyOf: runKey,
    parts,
  });
  const [kept, setKept] = useState<Kept>(NOTHING_KEPT);
  /** False once something could not be stored. */
  const [stored, setStored] = useState(true);
  const [problem, setProblem] = useState<LiveError>();
  const [added, setAdded] = useState<string>();
  const measured = lab.run?.result;

  const keep = (next: Kept) => {
    setKept(next);
    setStored(writeJson(STORED, next).ok);
  };

  useEffect(() => {
    const read = () => setKept(readKept(readJson(STORED)));
    read();
    return subscribe(STORED, read);
  }, []);

  // As it comes, so that a page left half-way leaves its half.
  useEffect(() => {
    if (measured) setStored(writeJson(STORED, { ...readKept(readJson(STORED)), own: measured }).ok);
  }, [measured]);

  const shelf = shelfOf(measured ? { ...kept, own: measured } : kept, recorded);
  const { values } = lab.settings;
  const shown = pick(shelf, String(values.report));
  const against = pickAgainst(shelf, String(values.against), shown);

  const give = (text: string) => {
    try {
      if (text.trim() === '') throw new BookError('report.empty');
      const { kept: next, id } = addGiven(kept, text);
      keep(next);
      setProblem(undefined);
      setAdded(id);
      lab.set('against', id);
    } catch (error) {
      setAdded(undefined);
      const { id, data } = error instanceof BookError ? error : new BookError('report.file');
      setProblem({ id, data });
    }
  };

  return {
    ...lab,
    shelf,
    shown,
    against,
    stored,
    problem,
    /** The report added last. */
    added: shelf.find(({ id }) => id === added),
    give,
    fail: () => setProblem({ id: 'report.file', data: {} }),
    hasKept: kept.own !== undefined || kept.given.length > 0,
    forget: () => {
      keep(NOTHING_KEPT);
      setAdded(undefined);
    },
    start: () => {
      // What is being measured is what the reader wants to see.
      if (values.rung !== 'recorded') {
        keep(stepBack(measured ? { ...kept, own: measured } : kept));
        lab.set('report', 'latest');
      } else if (values.report === 'latest') lab.set('report', 'processor');
      lab.start();
    },
  };
}
