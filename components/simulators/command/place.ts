/**
 * Where the reader's own text is kept: in the address while it is short enough to be sent, always in the browser's
 * storage. Keys and tokens never leave the page: what is kept has them taken out.
 */
import { readJson, writeJson } from '@/components/storage';
import { FIRST, OWN, type Scene, scenes } from './scenes';

/** Characters of both texts that still make an address one can send. */
export const LONGEST_IN_ADDRESS = 1500;
const STORED = 'command';
const HIDDEN = '***';

export interface Place {
  readonly preset: string;
  readonly command: string;
  readonly log: string;
  readonly card: string;
}

const secretFlag =
  /(--(?:api[-_]key|hf[-_]token|admin[-_]api[-_]key)(?:\s*=\s*|\s+))("[^"]*"|'[^']*'|[^\s"'$]\S*)/g;
const secretName =
  /\b([A-Z][A-Z0-9_]*(?:TOKEN|SECRET|PASSWORD|API_KEY)\s*[=:]\s*)("[^"$]*"|'[^'$]*'|[^\s"'$]\S*)/g;
const bareToken = /\b(?:hf|sk|nvapi)[-_][A-Za-z0-9_-]{16,}/g;

/** The text without what must not be shared. Worked: `--api-key abc` becomes `--api-key ***`. */
export const withoutSecrets = (text: string): string =>
  text.replace(secretFlag, `$1${HIDDEN}`).replace(secretName, `$1${HIDDEN}`).replace(bareToken, HIDDEN);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The reader's own text as it was left, or undefined where there is none. */
export function storedPlace(): Place | undefined {
  const kept = readJson<Record<string, unknown>>(STORED);
  if (!kept || typeof kept !== 'object') return undefined;
  return { preset: OWN, command: text(kept.command), log: text(kept.log), card: text(kept.card) };
}

const EARLIER = 'command-earlier';

/** The reader's text before a scene was changed into a new one, or undefined. */
export function earlierPlace(): Place | undefined {
  const kept = readJson<Record<string, unknown>>(EARLIER);
  if (!kept || typeof kept !== 'object') return undefined;
  return { preset: OWN, command: text(kept.command), log: text(kept.log), card: text(kept.card) };
}

/** Sets the stored text aside before another one takes its place. */
export function setAside(): void {
  const kept = storedPlace();
  if (kept && kept.command + kept.log !== '') writeJson(EARLIER, { ...kept, preset: undefined });
}

/** @returns whether it outlives the tab */
export function storePlace({ command, log, card }: Place): boolean {
  return writeJson(STORED, { command: withoutSecrets(command), log: withoutSecrets(log), card }).ok;
}

export const sceneAt = (preset: string): Place => ({ ...(scenes[preset] as Scene), preset });

/** What an address asks for; the text of a long own scene comes from the storage. */
export function readPlace(search: string, preset: string): Place {
  const query = new URLSearchParams(search);
  const asked = query.get('scene') ?? preset;
  const card = query.get('card');
  if (asked === OWN || query.has('command') || query.has('log')) {
    const kept = query.has('command') || query.has('log') ? undefined : storedPlace();
    const own = kept ?? {
      preset: OWN,
      command: query.get('command') ?? '',
      log: query.get('log') ?? '',
      card: '',
    };
    return { ...own, card: card ?? own.card };
  }
  const scene = sceneAt(Object.hasOwn(scenes, asked) ? asked : FIRST);
  return card === null ? scene : { ...scene, card };
}

export const fitsAddress = ({ command, log }: Place): boolean =>
  command.length + log.length <= LONGEST_IN_ADDRESS;

export function writePlace(search: string, place: Place, preset: string): string {
  const query = new URLSearchParams(search);
  const own = place.preset === OWN;
  const put = (key: string, value: string, usual: string) => {
    if (value === usual) query.delete(key);
    else query.set(key, value);
  };
  put('scene', place.preset, preset);
  put('card', place.card, own ? '' : sceneAt(place.preset).card);
  const short = own && fitsAddress(place);
  put('command', short ? withoutSecrets(place.command) : '', '');
  put('log', short ? withoutSecrets(place.log) : '', '');
  const written = query.toString();
  return written && `?${written}`;
}
