/** What the reader typed, in the page's address: only there while the reader's own scene is chosen. */
import { OWN, type Task, tasks } from '@/kernels/structured/presets';

/** Longest text that still makes a link that can be sent. */
const LONGEST = 1800;
const KEYS = ['kind', 'source', 'prompt'] as const;

export function readTask(search: string, preset: string): Task {
  if (preset !== OWN) return tasks[preset];
  const query = new URLSearchParams(search);
  const source = query.get('source');
  if (source === null) return tasks.form;
  const kind = query.get('kind') === 'regex' ? 'regex' : 'schema';
  return { kind, source: source.slice(0, LONGEST), prompt: (query.get('prompt') ?? '').slice(0, LONGEST) };
}

export function writeTask(search: string, preset: string, task: Task): string {
  const query = new URLSearchParams(search);
  for (const key of KEYS) {
    if (preset === OWN) query.set(key, task[key].slice(0, LONGEST));
    else query.delete(key);
  }
  const text = query.toString();
  return text && `?${text}`;
}
