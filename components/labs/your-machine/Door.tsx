'use client';

import { Sleeping } from '../live/Sleeping';
import type { LabProps } from './Lab';

const load = () => import('./Lab').then(({ Lab }) => Lab);
const still = typeof window === 'undefined' ? (require('./Lab') as typeof import('./Lab')).Lab : undefined;

/** Where the lab stands in a page before its script does. */
export function Door(props: LabProps) {
  return <Sleeping still={still} load={load} props={props} />;
}
