'use client';

import styles from './prefix.module.css';

/** The number from which the traffic is drawn. */
export function Seed(props: { label: string; seed: number; onSeed: (seed: number) => void }) {
  return (
    <label className={styles.seed}>
      {props.label}
      <input
        type="number"
        name="seed"
        min={0}
        max={999_999}
        value={props.seed}
        autoComplete="off"
        onChange={(event) => props.onSeed(Math.max(0, Math.floor(Number(event.target.value)) || 0))}
      />
    </label>
  );
}
