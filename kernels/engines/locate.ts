/**
 * Where in a command an engine starts: past `sudo`, `env` and other runners, as a program, as a module of Python, in the
 * text handed to another shell, or inside a container. Models the common ways to start a server; lists in files of Compose
 * and Kubernetes are manifest.ts.
 */
import type { FlagEngine } from '../catalog/engine-flags';
import { assignmentOf, readShell, type ShellNote, type ShellWord } from './shell';

export interface LocatedEngine {
  readonly engine: FlagEngine | 'unknown';
  /** Words after the program: model and flags. */
  readonly args: readonly ShellWord[];
  /** Assignments before the program, and those handed to a container. */
  readonly environment: readonly ShellWord[];
  readonly container: boolean;
  /** Started as `vllm serve`, which wants the model as a word of its own. */
  readonly serve?: boolean;
  /** Image of the container, its tag included. */
  readonly image?: string;
  /** What could not be known inside a text handed to another shell. */
  readonly notes?: readonly ShellNote[];
}

const modules: readonly [RegExp, FlagEngine][] = [
  [/^vllm\.entrypoints\.(?:openai\.)?api_server$/, 'vllm'],
  [/^vllm\.entrypoints\.cli\.main$/, 'vllm'],
  [/^sglang\.launch_server$/, 'sglang'],
  [/^sglang_router\.launch_server$/, 'sglang'],
];

const images: readonly [RegExp, FlagEngine][] = [
  [/vllm/i, 'vllm'],
  [/sglang/i, 'sglang'],
  [/llama\.?cpp|llama-server/i, 'llama.cpp'],
];

/** Servers of other engines, by the name of the program or module: known by name only. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^ollama$/, 'Ollama'],
  [/^text-generation-launcher$/, 'Text Generation Inference'],
  [/^trtllm-serve$/, 'TensorRT-LLM'],
  [/^lmdeploy$/, 'LMDeploy'],
  [/^mlc_llm$/, 'MLC LLM'],
  [/^tritonserver$/, 'Triton'],
  [/^mlx_lm\.server$/, 'MLX LM'],
  [/^llama_cpp\.server$/, 'llama-cpp-python'],
  [/^llama-(?:cli|bench|run)$/, 'llama.cpp, not its server'],
];
const shells = /^(?:ba|z|da|k)?sh$/;

const baseName = (path: string): string => (path.split(/[\\/]/).pop() ?? path).replace(/\.exe$/i, '');
const imageEngine = (image: string) => images.find(([pattern]) => pattern.test(image))?.[1] ?? 'unknown';

/** Options of `docker run` that stand alone; every other one takes the next word. */
const containerSwitches = new Set(
  '--detach --interactive --tty --rm --privileged --init --publish-all --read-only --no-healthcheck --oom-kill-disable --quiet'.split(
    ' ',
  ),
);

/** Devices that `--gpus` lets a container see. Worked: `"device=0,2"` is `0,2`, `2` is `0,1`; `all` says nothing. */
function visibleBy(text: string): string | undefined {
  const plain = text.replaceAll(/["']/g, '');
  if (/^device=/.test(plain)) return plain.slice(7);
  const count = /^(?:count=)?(\d{1,3})$/.exec(plain)?.[1];
  return count === undefined ? undefined : Array.from({ length: Number(count) }, (_, one) => one).join(',');
}

/** Shells within shells and containers that are looked into. */
const DEEPEST = 4;

/** What a text handed to another shell starts, its places counted in the whole text. */
function nested(word: ShellWord, depth: number): LocatedEngine | undefined {
  const script = readShell(word.text);
  const from = word.at + (word.quoted ? 1 : 0);
  for (const { words } of script.commands) {
    const found = locateEngine(
      words.map((one) => ({ ...one, at: from + one.at })),
      depth,
    );
    if (found) return { ...found, notes: script.notes.map((note) => ({ ...note, at: from + note.at })) };
  }
  return undefined;
}

/** Name of an engine that a command starts and this book does not read. */
export function otherEngine(
  words: readonly ShellWord[],
): { readonly name: string; readonly at: number } | undefined {
  for (const { text, at } of words) {
    const found = others.find(([pattern]) => pattern.test(baseName(text)));
    if (found) return { name: found[1], at };
  }
  return undefined;
}

/** Images that start vLLM themselves: what follows their name goes to it as arguments. */
export const startsItself = (image: string): boolean =>
  /^(?:docker\.io\/)?vllm\/vllm-openai(?:[:@]|$)/.test(image);

/** The word that tells the full image of llama.cpp to start its server. */
const handsOn = (image: string, first: ShellWord | undefined): boolean =>
  imageEngine(image) === 'llama.cpp' && /^(?:--server|-s)$/.test(first?.text ?? '');

/** Said of a word that such an image hands on, where its writer meant to start the engine. */
export const doubledStart = ({ text, at }: ShellWord): ShellNote => ({
  id: 'doubled-start',
  at,
  text: text.slice(0, 40),
});

export const engineOfImage = (image: string): FlagEngine | 'unknown' => imageEngine(image);

function inside(words: readonly ShellWord[], depth: number): LocatedEngine | undefined {
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
    const devices = name === '--gpus' ? visibleBy(value?.text ?? text.slice(7)) : undefined;
    if (devices) environment.push({ ...words[index], text: `NVIDIA_VISIBLE_DEVICES=${devices}` });
    if (name === '--entrypoint') entry = value ?? { ...words[index], text: text.slice(13) };
    if (!alone) index++;
  }
  const image = words[index];
  if (!image) return undefined;
  const rest = words.slice(index + 1);
  const started = locateEngine(entry ? [entry, ...rest] : rest, depth);
  const doubled = !entry && startsItself(image.text) && (started || rest[0]?.text === 'serve');
  return {
    engine: imageEngine(image.text),
    args: (doubled && !started) || handsOn(image.text, rest[0]) ? rest.slice(1) : rest,
    ...started,
    ...(doubled ? { notes: [...(started?.notes ?? []), doubledStart(rest[0])] } : {}),
    environment: [...environment, ...(started?.environment ?? [])],
    container: true,
    image: image.text,
  };
}

/**
 * The engine that a command starts, or undefined where there is none. Worked: `sudo A=1 python3 -m sglang.launch_server
 * --tp 2` is sglang with two words after it and one assignment.
 */
export function locateEngine(words: readonly ShellWord[], depth = 0): LocatedEngine | undefined {
  if (depth > DEEPEST) return undefined;
  const environment: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const { text } = words[index];
    const name = baseName(text.replace(/^ExecStart=/, ''));
    const next = words[index + 1]?.text;
    const found = (engine: FlagEngine, skip: number): LocatedEngine => ({
      engine,
      args: words.slice(index + skip),
      environment,
      container: false,
    });
    const unit = /^ExecStart=/.test(text);
    if (assignmentOf(text) && !text.startsWith('-') && !unit) environment.push(words[index]);
    else if (shells.test(name)) {
      const flag = [1, 2, 3]
        .map((step) => index + step)
        .find((at) => /^-[a-z]*c$/.test(words[at]?.text ?? ''));
      const script = flag === undefined ? undefined : words[flag + 1];
      const located = script && nested(script, depth + 1);
      if (located) return { ...located, environment: [...environment, ...located.environment] };
    } else if (name === 'vllm' && next === 'serve') return { ...found('vllm', 2), serve: true };
    else if (name === 'sglang' && next === 'serve') return found('sglang', 2);
    else if (name === 'llama' && next === 'serve') return found('llama.cpp', 2);
    else if (name === 'llama-server') return found('llama.cpp', 1);
    else if (text === '-m' && next !== undefined) {
      const module = modules.find(([pattern]) => pattern.test(next));
      const cli = /\.cli\.main$/.test(next) && words[index + 2]?.text === 'serve';
      if (module) return { ...found(module[1], cli ? 3 : 2), ...(cli ? { serve: true } : {}) };
    } else if (/^(?:docker|podman|nerdctl)$/.test(name)) {
      const run = words.slice(index + 1, index + 20).findIndex((word) => word.text === 'run');
      const located = run < 0 ? undefined : inside(words.slice(index + run + 2), depth + 1);
      if (located) return { ...located, environment: [...environment, ...located.environment] };
    }
  }
  return undefined;
}
