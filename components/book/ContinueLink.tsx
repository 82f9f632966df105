'use client';

import { useEffect, useState } from 'react';
import { asset } from '@/components/base-path';
import { fill, type Lang } from '@/components/lang';
import { readJson } from '@/components/storage';
import type { ReadingPosition } from './reading-position';

interface Props {
  readonly lang: Lang;
  readonly titles: Readonly<Record<string, string>>;
  readonly label: string;
  readonly className: string;
}

/** Back to where the reader stopped, once they have been somewhere. */
export function ContinueLink({ lang, titles, label, className }: Props) {
  const [href, setHref] = useState('');
  const [chapter, setChapter] = useState('');
  useEffect(() => {
    const last = readJson<string>('last-chapter');
    if (!last || !titles[last]) return;
    const heading = readJson<Record<string, ReadingPosition>>('positions')?.[last]?.heading;
    setChapter(last);
    setHref(asset(`/${lang}/${last}/${heading ? `#${heading}` : ''}`));
  }, [lang, titles]);
  if (!href) return null;
  return (
    <p>
      <a className={className} href={href}>
        {fill(label, { chapter: titles[chapter] })} →
      </a>
    </p>
  );
}
