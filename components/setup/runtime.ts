/**
 * What makes a page follow the Setup: read once from address or storage, written back after every change, every number
 * of the page drawn anew. Loaded only when there is something to follow.
 */
import { readJson, writeJson } from '@/components/storage';
import { COMPARED, readSetup, type SetupIssue, writeSetup } from './address';
import { issueText } from './issue-text';
import { drawNumbers, loadCalcs, pageLang } from './live-numbers';
import { SETUP_KEYS } from './restore';
import { type SetupState, setSetupState, setupState, subscribeSetup } from './store';

const STORED = 'setup';
const WRITE_DELAY_MS = 250;

function read(): { state: SetupState; issues: readonly SetupIssue[] } {
  const query = new URLSearchParams(location.search);
  const inAddress = SETUP_KEYS.some((key) => query.has(key));
  const stored = readJson<unknown>(STORED);
  const source = inAddress ? query : new URLSearchParams(typeof stored === 'string' ? stored : '');
  const first = readSetup(source);
  const second = source.has('with') ? readSetup(source, COMPARED) : undefined;
  return {
    state: { setup: first.setup, compared: second?.setup },
    issues: [...first.issues, ...(second?.issues ?? [])],
  };
}

function put(state: SetupState, query: URLSearchParams): string {
  writeSetup(query, state.setup);
  writeSetup(query, state.compared, COMPARED);
  if (state.compared) query.set('with', '');
  else query.delete('with');
  return query.toString();
}

function writeAddress(state: SetupState): void {
  const text = put(state, new URLSearchParams(location.search));
  const search = text && `?${text}`;
  if (search !== location.search)
    history.replaceState(history.state, '', location.pathname + search + location.hash);
}

/** Stored at once, since the reader may leave; the address a little later, once for a burst of changes. */
function keep(state: SetupState): void {
  writeJson(STORED, put(state, new URLSearchParams()));
  clearTimeout(timer);
  timer = setTimeout(() => writeAddress(setupState()), WRITE_DELAY_MS);
}

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Takes the Setup up and keeps the page in step with it. Once a page. What an address brings is kept like a choice of
 * the reader's own, so that the next page shows the same numbers.
 * @returns in the page's language, what could not be used
 */
export async function start(): Promise<readonly string[]> {
  const { state, issues } = read();
  await loadCalcs();
  setSetupState(state);
  const draw = () => {
    drawNumbers(setupState());
    keep(setupState());
  };
  draw();
  subscribeSetup(draw);
  return issues.map((issue) => issueText(issue, pageLang()));
}
