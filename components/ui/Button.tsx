import type { ButtonHTMLAttributes } from 'react';
import styles from './controls.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What the button does: run, cancel, step, play, reset, confirm. */
  readonly name: string;
  /** The one action the eye should find first. */
  readonly primary?: boolean;
}

/** A native button with the book's hairline. */
export function Button({ primary = false, className, ...rest }: ButtonProps) {
  const names = [styles.button, primary && styles.primary, className].filter(Boolean).join(' ');
  return <button type="button" className={names} {...rest} />;
}
