'use client';

import { lazy, Suspense } from 'react';
import { Button } from '@/components/ui/Button';
import type { InsidePanelProps } from './inside/InsidePanel';
import type { PagingMessages } from './messages';
import styles from './paging.module.css';

const InsidePanel = lazy(() =>
  import('./inside/InsidePanel').then((module) => ({ default: module.InsidePanel })),
);

export interface InsideDoorProps extends InsidePanelProps {
  readonly messages: PagingMessages;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** The engine's own cache, behind a button: its scheduler is loaded when somebody wants to see it. */
export function InsideDoor({ messages, open, onOpen, ...panel }: InsideDoorProps) {
  return (
    <div className={styles.door}>
      <Button name="inside" aria-expanded={open} onClick={() => onOpen(!open)}>
        {open ? messages.insideClose : messages.insideOpen}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <InsidePanel {...panel} />
        </Suspense>
      )}
    </div>
  );
}
