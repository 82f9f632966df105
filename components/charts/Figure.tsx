import type { ReactNode } from 'react';
import styles from './Figure.module.css';

export interface FigureProps {
  /** One of the two says what kind of live view this is; tests and exercises find it by this id. */
  readonly simulator?: string;
  readonly lab?: string;
  readonly state: 'idle' | 'loading' | 'running' | 'done' | 'error';
  /** The rung of the ladder a lab stands on. */
  readonly rung?: string;
  readonly title: string;
  /** One live sentence beside the title. */
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** The line of tools under the drawing: `<FigureTools …>`. */
  readonly tools?: ReactNode;
  readonly ref?: React.Ref<HTMLElement>;
}

/** The frame of every live figure: title, one live sentence, the drawing, its tools. */
export function Figure(props: FigureProps) {
  const id = `${props.simulator ?? props.lab}-title`;
  return (
    <figure
      ref={props.ref}
      className={`${styles.figure} wide`}
      data-simulator={props.simulator}
      data-lab={props.lab}
      data-state={props.state}
      data-rung={props.rung}
      aria-labelledby={id}
    >
      <figcaption className={styles.caption}>
        <strong id={id}>{props.title}</strong>
        {props.description && <span className={styles.description}>{props.description}</span>}
      </figcaption>
      {props.children}
      {props.tools}
    </figure>
  );
}
