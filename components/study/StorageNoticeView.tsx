'use client';

import { useState, useSyncExternalStore } from 'react';
import { onStorageTrouble, storageTrouble } from '@/components/storage';
import type { StudyMessages } from './messages';
import styles from './StorageNotice.module.css';

export function StorageNoticeView({ messages }: { messages: StudyMessages['storage'] }) {
  const trouble = useSyncExternalStore(onStorageTrouble, storageTrouble, () => undefined);
  const [dismissed, setDismissed] = useState(false);
  // The live region stands from the start: a screen reader announces only what changes inside one.
  return (
    <div role="status" className={styles.place} data-storage-trouble={trouble}>
      {trouble && !dismissed && (
        <p className={styles.notice}>
          {messages[trouble]}{' '}
          <button type="button" onClick={() => setDismissed(true)}>
            {messages.dismiss}
          </button>
        </p>
      )}
    </div>
  );
}
