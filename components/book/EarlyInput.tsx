'use client';

import { useEffect } from 'react';
import { replayEarlyInput } from '@/components/early-input';

/** Last on the page, so that whatever hears is listening when it comes alive. */
export function EarlyInput() {
  useEffect(() => {
    void replayEarlyInput();
  }, []);
  return null;
}
