/**
 * Where in a command an engine starts: past `sudo`, `env` and other runners, as a program, as a module of Python, or
 * inside a container. Models the common ways to start a server; leaves out Compose and Kubernetes files.
 */
import type { FlagEngine } from '../catalog/engine-flags';
import { assignmentOf, type ShellWord } from './shell';

export interface LocatedEngine {
  readonly engine: FlagEngine | 'unknown';
  /** Words after the program: model and flags. */
  readonly args: readonly ShellWord[];
  /** Assignments before the program, and those handed to a container. */
  readonly environment: readonly ShellWord[];
  readonly container: boolean;
  /** Image of the container, its tag included. */
  readonly image?: string;
}

const modules: readonly [RegExp, FlagEngine][] = [
  [/^vllm\.entrypoints\.(?:openai\.)?api_server$/, 'vllm'],
  [/^sglang\.launch_server$/, 'sglang'],
  [/^sglang_router\.launch_server$/, 'sglang'],
];

const images: readonly [RegExp, FlagEngine][] = [
  [/vllm/i, 'vllm'],
  [/sglang/i, 'sglang'],
  [/llama\.?cpp|llama-server/i, 'llama.cpp'],
];

const baseName = (path: string): string => (path.split(/[\\/]/).pop() ?? path).replace(/\.exe$/i, '');
const imageEngine = (image: string) => images.find(([pattern]) => pattern.test(image))?.[1] ?? 'unknown';

/** Options of `docker run` that stand alone; every other one takes the next word. */
const containerSwitches = new Set(
  '--detach --interactive --tty --rm --privileged --init --publish-all --read-only --no-healthcheck --oom-kill-disable --quiet'.split(
    ' ',
  ),
);

function inside(words: readonly ShellWord[]): LocatedEngine | undefined {
  const environment: ShellWord[] = [];
  let entry: ShellWord | undefined;
  let index = 0;
  for (; index < words.length; index++) {
    const { text } = words[index];
    if (!text.startsWith('-')) break;
    const [name] = text.split('=', 1);
    const alone = containerSwitches.has(name) || /^-[ditPq]$|^-[a-zA-Z]./.test(text) || text.includes('=');
    const value = alone ? undefined : words[index + 1];
    const handed = text.startsWith('--env=') ? { ...words[index], text: text.slice(6) } : value;
    if ((name === '-e' || name === '--env') && handed && assignmentOf(handed.text)) environment.push(handed);
    if (name === '--entrypoint') entry = value ?? { ...words[index], text: text.slice(13) };
    if (!alone) index++;
  }
  const image = words[index];
  if (!image) return undefined;
  const rest = words.slice(index + 1);
  const started = locateEngine(entry ? [entry, ...rest] : rest);
  if (started)
    return {
      ...started,
      environment: [...environment, ...started.environment],
      container: true,
      image: image.text,
    };
  return { engine: imageEngine(image.text), args: rest, environment, container: true, image: image.text };
}

/**
 * The engine that a command starts, or undefined where there is none. Worked: `sudo A=1 python3 -m sglang.launch_server
 * --tp 2` is sglang with two words after it and one assignment.
 */
export function locateEngine(words: readonly ShellWord[]): LocatedEngine | undefined {
  const environment: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const { text } = words[index];
    const name = baseName(text);
    const next = words[index + 1]?.text;
    const found = (engine: FlagEngine, skip: number): LocatedEngine => ({
      engine,
      args: words.slice(index + skip),
      environment,
      container: false,
    });
    if (assignmentOf(text) && !text.startsWith('-')) environment.push(words[index]);
    else if (name === 'vllm' && next === 'serve') return found('vllm', 2);
    else if (name === 'sglang' && next === 'serve') return found('sglang', 2);
    else if (name === 'llama-server') return found('llama.cpp', 1);
    else if (text === '-m' && next !== undefined) {
      const module = modules.find(([pattern]) => pattern.test(next));
      if (module) return found(module[1], 2);
    } else if (/^(?:docker|podman|nerdctl)$/.test(name)) {
      const run = words.findIndex((word, at) => at > index && word.text === 'run');
      const located = run < 0 ? undefined : inside(words.slice(run + 1));
      if (located) return { ...located, environment: [...environment, ...located.environment] };
    }
  }
  return undefined;
}
