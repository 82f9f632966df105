'use client';

import { useEffect, useRef, useState } from 'react';

/** A screen reader hears the sentence at most this often, however fast the figure runs. */
const QUIET_MS = 4000;

/** A sentence that changes often: seen at once, spoken seldom, and always spoken once it has come to rest. */
export function LiveSentence({ text }: { text: string }) {
  const [spoken, setSpoken] = useState('');
  const lastSpoken = useRef(0);
  const first = useRef(text);
  useEffect(() => {
    if (text === first.current) return;
    first.current = '';
    const wait = Math.max(600, lastSpoken.current + QUIET_MS - performance.now());
    const timer = setTimeout(() => {
      lastSpoken.current = performance.now();
      setSpoken(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      <span data-description>{text}</span>
      <span className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </span>
    </>
  );
}
