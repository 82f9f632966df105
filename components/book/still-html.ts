/**
 * Parts of a page that never change in the browser, as HTML. React's browser renderer then has nothing to build or
 * compare for them, and their words are sent once. What holds a live part cannot be made still, and says so.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ReactNode } from 'react';

interface Holder {
  __bookStill?: boolean;
}

/** Whether a still part is being made at this moment: then everything renders as plain HTML. */
export function isMakingStill(): boolean {
  return (globalThis as Holder).__bookStill === true;
}

// Server components come with a React of their own, which has no renderer; this is the ordinary one beside it.
const load = createRequire(join(process.cwd(), 'package.json'));

/** The HTML of a node, or undefined when something in it is live. */
export function stillHtml(node: ReactNode): string | undefined {
  const { renderToStaticMarkup } = load('react-dom/server') as typeof import('react-dom/server');
  const holder = globalThis as Holder;
  holder.__bookStill = true;
  try {
    return renderToStaticMarkup(node);
  } catch (error) {
    if (isLive(error)) return undefined;
    throw error;
  } finally {
    holder.__bookStill = false;
  }
}

/** What the renderer says of a client component, and of a server component that has to wait. */
function isLive(error: unknown): boolean {
  return /is on the client|suspended while responding/.test(String(error));
}
