/**
 * What the reader's browser keeps: JSON under `tct:v1:<key>` in localStorage. Storage may be blocked, full, or hold
 * what we did not write; the page goes on all the same, with values kept in memory until the tab closes, and says so.
 */

export type StorageTrouble = 'blocked' | 'full' | 'corrupt';
export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly reason: StorageTrouble };
export type ReadResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: StorageTrouble | 'absent' };

export const STORAGE_PREFIX = 'tct:v1:';

export interface Store {
  read(key: string): ReadResult;
  /** The value, or undefined when it is absent or unreadable. */
  readJson<T>(key: string): T | undefined;
  /** Always keeps the value for this tab; `ok` says whether it outlives the tab. */
  writeJson(key: string, value: unknown): WriteResult;
  /** Deletes all that the book has stored. */
  clear(): void;
  /** Calls back when the key changes, here or in another tab. Returns the undo. */
  subscribe(key: string, listener: () => void): () => void;
  /** The first trouble met, if any. */
  trouble(): StorageTrouble | undefined;
  onTrouble(listener: () => void): () => void;
  /** Takes note of a change made by another tab. */
  changedElsewhere(fullKey: string | null): void;
}

/** @param open gives the Storage, and may throw, as `window.localStorage` does where cookies are blocked */
export function createStore(open: () => Storage): Store {
  /** Values that could not be stored; they win over what is stored. */
  const memory = new Map<string, string>();
  const listeners = new Map<string, Set<() => void>>();
  const troubleListeners = new Set<() => void>();
  let trouble: StorageTrouble | undefined;

  const report = (reason: StorageTrouble) => {
    if (trouble) return;
    trouble = reason;
    for (const listener of troubleListeners) listener();
  };
  const notify = (key: string) => {
    for (const listener of listeners.get(key) ?? []) listener();
  };

  const read = (key: string): ReadResult => {
    let text: string | null | undefined = memory.get(key);
    if (text === undefined) {
      try {
        text = open().getItem(STORAGE_PREFIX + key);
      } catch {
        return { ok: false, reason: 'blocked' };
      }
    }
    if (text === null) return { ok: false, reason: 'absent' };
    try {
      return { ok: true, value: JSON.parse(text) };
    } catch {
      report('corrupt');
      return { ok: false, reason: 'corrupt' };
    }
  };

  return {
    read,
    readJson<T>(key: string) {
      const result = read(key);
      return result.ok ? (result.value as T) : undefined;
    },
    writeJson(key, value) {
      const text = JSON.stringify(value);
      let result: WriteResult = { ok: true };
      try {
        open().setItem(STORAGE_PREFIX + key, text);
        memory.delete(key);
      } catch (error) {
        memory.set(key, text);
        // A full store throws QuotaExceededError; everything else means that we may not write at all.
        const name = (error as { name?: string } | undefined)?.name ?? '';
        result = { ok: false, reason: /quota/i.test(name) ? 'full' : 'blocked' };
        report(result.reason);
      }
      notify(key);
      return result;
    },
    clear() {
      memory.clear();
      try {
        const storage = open();
        for (const key of Object.keys(storage)) if (key.startsWith(STORAGE_PREFIX)) storage.removeItem(key);
      } catch {
        // What may not be read holds nothing of ours.
      }
      for (const key of listeners.keys()) notify(key);
    },
    subscribe(key, listener) {
      const group = listeners.get(key) ?? new Set();
      listeners.set(key, group.add(listener));
      return () => group.delete(listener);
    },
    trouble: () => trouble,
    onTrouble(listener) {
      troubleListeners.add(listener);
      return () => troubleListeners.delete(listener);
    },
    changedElsewhere(fullKey) {
      if (fullKey === null) for (const key of listeners.keys()) notify(key);
      else if (fullKey.startsWith(STORAGE_PREFIX)) notify(fullKey.slice(STORAGE_PREFIX.length));
    },
  };
}

/** The book's own store. On the server it holds nothing and complains of nothing. */
const store = createStore(() => {
  if (typeof window === 'undefined') throw new Error('no window');
  return window.localStorage;
});

if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => store.changedElsewhere(event.key));
}

export const { readJson, writeJson, subscribe, clear: clearStorage } = store;
export const storageTrouble = store.trouble;
export const onStorageTrouble = store.onTrouble;
