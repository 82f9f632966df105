/**
 * What makes a page follow the Setup: read once from address or storage, written back after every change, every number
 * of the page drawn anew. Loaded only when there is something to follow.
 */
import { readJson, writeJson } from '@/components/storage';
import { COMPARED, readSetup, type SetupIssue, writeSetup } from './address';
import { drawNumbers, loadCalcs } from './live-numbers';
import { SETUP_KEYS } from './restore';
import { type SetupState, setSetupState, setupState, subscribeSetup } from './store';

const STORED = 'setup';
const WRITE_DELAY_MS = 250;

let issues: readonly SetupIssue[] = [];
/** What of the address could not be used when the page opened. */
export const setupIssues = () => issues;

function read(): SetupState {
  const query = new URLSearchParams(location.search);
  const inAddress = SETUP_KEYS.some((key) => query.has(key));
  const stored = readJson<unknown>(STORED);
  const source = inAddress ? query : new URLSearchParams(typeof stored === 'string' ? stored : '');
  const first = readSetup(source);
  const second = source.has('with') ? readSetup(source, COMPARED) : undefined;
  issues = [...first.issues, ...(second?.issues ?? [])];
  return { setup: first.setup, compared: second?.setup };
}

function write(state: SetupState): void {
  const query = new URLSearchParams();
  const fillIn = (target: URLSearchParams) => {
    writeSetup(target, state.setup);
    writeSetup(target, state.compared, COMPARED);
    if (state.compared) target.set('with', '');
    else target.delete('with');
  };
  fillIn(query);
  writeJson(STORED, query.toString());
  const address = new URLSearchParams(location.search);
  fillIn(address);
  const text = address.toString();
  const search = text && `?${text}`;
  if (search !== location.search)
    history.replaceState(history.state, '', location.pathname + search + location.hash);
}

/** Takes the Setup up and keeps the page in step with it. Once a page. */
export async function start(): Promise<void> {
  await loadCalcs();
  let timer: ReturnType<typeof setTimeout> | undefined;
  setSetupState(read());
  drawNumbers(setupState());
  subscribeSetup(() => {
    drawNumbers(setupState());
    clearTimeout(timer);
    timer = setTimeout(() => write(setupState()), WRITE_DELAY_MS);
  });
}
