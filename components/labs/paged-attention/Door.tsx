'use client';

import type { Lang } from '@/components/lang';
import { Sleeping } from '../live/Sleeping';

const load = () => import('./Lab').then(({ Lab }) => Lab);
const still = typeof window === 'undefined' ? (require('./Lab') as typeof import('./Lab')).Lab : undefined;

/** Where the lab stands in a page before its script does. */
export function Door({ lang }: { lang: Lang }) {
  return <Sleeping still={still} load={load} props={{ lang }} />;
}
