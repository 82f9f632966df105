'use client';

import { Sleeping } from '@/components/labs/live/Sleeping';
import type { CommandProps } from './CommandView';

const load = () => import('./CommandView').then(({ CommandView }) => CommandView);
const still =
  typeof window === 'undefined'
    ? (require('./CommandView') as typeof import('./CommandView')).CommandView
    : undefined;

/** Where the figure stands in a page before its script does. */
export function Door(props: CommandProps) {
  return <Sleeping still={still} load={load} props={props} />;
}
