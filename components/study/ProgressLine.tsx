'use client';

import { useEffect, useState } from 'react';
import { fill } from '@/components/lang';
import { subscribe } from '@/components/storage';
import styles from './Exercises.module.css';
import type { StudyMessages } from './messages';
import { KEYS, readExercises } from './progress';

/** "5 of 12 solved", kept up to date. */
export function ProgressLine({
  ids,
  messages,
}: {
  ids: readonly string[];
  messages: StudyMessages['summary'];
}) {
  const [solved, setSolved] = useState(0);
  useEffect(() => {
    const count = () => {
      const records = readExercises();
      setSolved(ids.filter((id) => records[id]?.solved).length);
    };
    count();
    return subscribe(KEYS.exercises, count);
  }, [ids]);
  const text = solved === 0 ? messages.all : solved === ids.length ? messages.done : messages.some;
  return (
    <p className={styles.summary} data-solved={solved} data-all={ids.length}>
      {fill(text, { n: solved, all: ids.length })}
    </p>
  );
}
