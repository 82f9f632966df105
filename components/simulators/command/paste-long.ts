import type { ClipboardEvent } from 'react';
import { LONGEST } from '@/kernels/engines/paste';

/** A paste from this length on is put in place at once: a browser that types it in line by line stands still for minutes. */
const LONG = 10_000;

/** Takes a long paste out of the browser's hands. Shorter ones stay there, and can be undone. */
export function pasteLong(event: ClipboardEvent<HTMLTextAreaElement>, take: (text: string) => void): void {
  const pasted = event.clipboardData.getData('text');
  if (pasted.length < LONG) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  // One character more than is read, so that the cut is told.
  take((value.slice(0, selectionStart) + pasted + value.slice(selectionEnd)).slice(0, LONGEST + 1));
}
