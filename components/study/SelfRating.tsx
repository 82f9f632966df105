'use client';

import { useEffect, useState } from 'react';
import { subscribe } from '@/components/storage';
import styles from './Interview.module.css';
import { KEYS, type Rating, readRatings, saveRating } from './progress';

interface SelfRatingProps {
  readonly id: string;
  readonly legend: string;
  readonly labels: readonly [string, string, string];
}

/** The reader's own verdict on their spoken answer, kept. */
export function SelfRating({ id, legend, labels }: SelfRatingProps) {
  const [rating, setRating] = useState<Rating>();
  useEffect(() => {
    const read = () => setRating(readRatings()[id]);
    read();
    return subscribe(KEYS.ratings, read);
  }, [id]);
  return (
    <fieldset className={styles.rating} data-rating={rating}>
      <legend>{legend}</legend>
      {labels.map((label, index) => {
        const value = (index + 1) as Rating;
        return (
          <label key={label}>
            <input
              type="radio"
              name={`${id}-rating`}
              value={value}
              checked={rating === value}
              onChange={() => saveRating(id, value)}
            />
            {label}
          </label>
        );
      })}
    </fieldset>
  );
}
