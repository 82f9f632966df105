import { expect, test } from 'vitest';
import { createStore, STORAGE_PREFIX } from '@/components/storage';

function fakeStorage(limit = Number.POSITIVE_INFINITY): Storage {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    clear: () => held.clear(),
    getItem: (key) => held.get(key) ?? null,
    key: (index) => [...held.keys()][index] ?? null,
    removeItem: (key) => held.delete(key),
    setItem: (key, value) => {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      held.set(key, value);
    },
  };
}

test('what is written is read, under the versioned key', () => {
  const storage = fakeStorage();
  const store = createStore(() => storage);
  expect(store.writeJson('guesses', { a: 1 })).toEqual({ ok: true });
  expect(storage.getItem(`${STORAGE_PREFIX}guesses`)).toBe('{"a":1}');
  expect(createStore(() => storage).readJson('guesses')).toEqual({ a: 1 });
  expect(store.read('nothing')).toEqual({ ok: false, reason: 'absent' });
  expect(store.trouble()).toBeUndefined();
});

test('a blocked storage: values live in memory, the trouble is told once', () => {
  const store = createStore(() => {
    throw new DOMException('no', 'SecurityError');
  });
  let told = 0;
  store.onTrouble(() => {
    told += 1;
  });
  expect(store.readJson('x')).toBeUndefined();
  expect(store.trouble()).toBeUndefined();
  expect(store.writeJson('x', 5)).toEqual({ ok: false, reason: 'blocked' });
  expect(store.writeJson('y', 6)).toEqual({ ok: false, reason: 'blocked' });
  expect(store.readJson('x')).toBe(5);
  expect(store.trouble()).toBe('blocked');
  expect(told).toBe(1);
});

test('a full storage: the new value wins over the stored one for this tab, and is stored once there is room', () => {
  const storage = fakeStorage(10);
  const store = createStore(() => storage);
  store.writeJson('x', 'old');
  expect(store.writeJson('x', 'much too long')).toEqual({ ok: false, reason: 'full' });
  expect(store.readJson('x')).toBe('much too long');
  expect(storage.getItem(`${STORAGE_PREFIX}x`)).toBe('"old"');
  expect(store.writeJson('x', 'new')).toEqual({ ok: true });
  expect(store.readJson('x')).toBe('new');
});

test('corrupt text reads as nothing, is told, and can be overwritten', () => {
  const storage = fakeStorage();
  storage.setItem(`${STORAGE_PREFIX}x`, '{"half":');
  const store = createStore(() => storage);
  expect(store.read('x')).toEqual({ ok: false, reason: 'corrupt' });
  expect(store.readJson('x')).toBeUndefined();
  expect(store.trouble()).toBe('corrupt');
  expect(store.writeJson('x', 1).ok).toBe(true);
  expect(store.readJson('x')).toBe(1);
});

test('listeners hear of changes here and in other tabs, until they leave', () => {
  const store = createStore(() => fakeStorage());
  let heard = 0;
  const leave = store.subscribe('x', () => {
    heard += 1;
  });
  store.writeJson('x', 1);
  store.writeJson('y', 1);
  store.changedElsewhere(`${STORAGE_PREFIX}x`);
  store.changedElsewhere('other:x');
  store.changedElsewhere(null);
  expect(heard).toBe(3);
  leave();
  store.writeJson('x', 2);
  expect(heard).toBe(3);
});
