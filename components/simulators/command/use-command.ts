import { useEffect, useRef, useState } from 'react';
import { useSetup } from '@/components/setup/use-setup';
import { createUrlWriter } from '@/components/url-state';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import type { Setup } from '@/kernels/cost/setup';
import type { PasteReport } from '@/kernels/engines/paste';
import {
  earlierPlace,
  fitsAddress,
  type Place,
  readPlace,
  sceneAt,
  setAside,
  storedPlace,
  storePlace,
  writePlace,
} from './place';
import { createReader, type PasteReader } from './reader';
import { OWN } from './scenes';

/** A wait in which a typed word comes to its end. */
const PAUSE_MS = 180;

export interface CommandState {
  readonly place: Place;
  readonly report: PasteReport;
  readonly busy: boolean;
  readonly trouble: boolean;
  /** The reader's own text is too long for the address. */
  readonly long: boolean;
  /** Nothing of it outlives the tab: the storage is full or blocked. */
  readonly unkept: boolean;
  /** A text of the reader's own was set aside when this scene was changed. */
  readonly earlier: boolean;
  bringBack(): void;
  choose(preset: string): void;
  /** Takes what was typed or pasted: the scene is the reader's own from then on. */
  type(change: Partial<Pick<Place, 'command' | 'log'>>): void;
  setCard(card: string): void;
}

interface Asked {
  readonly place: Place;
  readonly setup: Setup;
}

const alike = (a: Asked, b: Asked): boolean =>
  a.setup === b.setup && (['command', 'log', 'card'] as const).every((key) => a.place[key] === b.place[key]);

/** Keeps text, address, storage and worker together. */
export function useCommand(preset: string, first: PasteReport): CommandState {
  const setup = useSetup();
  const [place, setPlace] = useState<Place>(() => sceneAt(preset));
  const [shown, setShown] = useState({ report: first, busy: false, trouble: false });
  const [unkept, setUnkept] = useState(false);
  const [earlier, setEarlier] = useState<Place>();
  const [address] = useState(createUrlWriter);
  const reader = useRef<PasteReader>(undefined);
  /** What the report on show was made of, and the one that is being made. */
  const done = useRef<Asked>({ place: sceneAt(preset), setup: RUNNING_EXAMPLE });
  const asked = useRef<Asked>(done.current);

  useEffect(() => {
    setPlace(readPlace(location.search, preset));
    reader.current = createReader({
      onReport: (report) => {
        done.current = asked.current;
        setShown({ report, busy: false, trouble: false });
      },
      onTrouble: () => setShown((now) => ({ ...now, busy: false, trouble: true })),
    });
    return () => {
      address.cancel();
      reader.current?.close();
      reader.current = undefined;
    };
  }, [preset, address]);

  useEffect(() => {
    if (alike(done.current, { place, setup })) return;
    const typed = place.preset === OWN && asked.current.place.preset === OWN;
    asked.current = { place, setup };
    setShown((now) => ({ ...now, busy: true }));
    const { command, log, card } = place;
    const paste = { command, log, setup: card ? { ...setup, acceleratorId: card } : setup };
    const timer = setTimeout(() => reader.current?.read(paste), typed ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [place, setup]);

  const change = (next: Place) => {
    setPlace(next);
    if (next.preset === OWN) setUnkept(!storePlace(next));
    address.write((search) => writePlace(search, next, preset));
  };
  return {
    place,
    ...shown,
    long: place.preset === OWN && !fitsAddress(place),
    unkept,
    choose: (name) =>
      change(
        name === OWN
          ? (storedPlace() ?? { preset: OWN, command: '', log: '', card: place.card })
          : sceneAt(name),
      ),
    type: (text) => {
      if (place.preset !== OWN) {
        setAside();
        setEarlier(earlierPlace());
      }
      change({ ...place, ...text, preset: OWN });
    },
    earlier: earlier !== undefined && place.preset === OWN,
    bringBack: () => {
      if (earlier) change(earlier);
      setEarlier(undefined);
    },
    setCard: (card) => change({ ...place, card }),
  };
}
