/**
 * npm run quantize -- --model DIR --method METHOD --out PATH
 * Quantizes a model folder and writes the result, with its tokenizer, to a folder. Prints sizes, bits per weight,
 * seconds. Exit status: 0 done, 1 the model or the output is the problem, 2 the command is.
 */
import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatQuantity } from '../kernels/numbers/format';
import { findMethod, methods } from './quantize/methods';
import { companions, readModelFolder } from './quantize/model-folder';
import { describeError } from './quantize/words';

const usage = 'npm run quantize -- --model DIR --method METHOD --out PATH';

function helpText(): string {
  const lines = [
    usage,
    '',
    'DIR    a folder with config.json and model.safetensors (Llama)',
    'PATH   the folder to write',
    '',
  ];
  lines.push('METHOD');
  for (const { syntax, describes, examples } of methods) {
    lines.push(`  ${syntax}`, `      ${describes}`, `      e.g. ${examples.join(', ')}`);
  }
  return lines.join('\n');
}

class UsageError extends Error {}

function readCommand() {
  try {
    const { values } = parseArgs({
      options: {
        model: { type: 'string' },
        method: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const size = (bytes: number) => formatQuantity(bytes, 'bytes', { lang: 'en' }).replaceAll('\u202f', ' ');

function quantize(): void {
  const { model: modelPath, method, out, help } = readCommand();
  if (help) {
    console.log(helpText());
    return;
  }
  for (const [name, value] of Object.entries({ model: modelPath, method, out })) {
    if (!value) throw new UsageError(`--${name} is missing`);
  }
  const run = findMethod(method as string);
  if (!run) {
    const known = methods.map(({ syntax }) => `  ${syntax}`).join('\n');
    throw new UsageError(`there is no method "${method}". There are:\n${known}`);
  }
  const folder = resolve(out as string);
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new Error(`${folder} is a file, not a folder`);
  if (folder === resolve(modelPath as string)) throw new UsageError('--out is the model itself');

  const model = readModelFolder(resolve(modelPath as string));
  const started = performance.now();
  const { files, parts, bitsPerWeight } = run(model);
  const seconds = (performance.now() - started) / 1000;
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const copied = companions.filter((name) => existsSync(join(model.path, name)));
  for (const name of copied) copyFileSync(join(model.path, name), join(folder, name));

  const weights = [...model.weights.tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
  const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  console.log(
    `${method}: ${weights.toLocaleString('en')} weights, ${size(model.storedBytes)} → ${size(total)}`,
  );
  for (const [name, bytes] of Object.entries(parts)) {
    if (bytes > 0) console.log(`  ${name.padEnd(14)} ${bytes.toLocaleString('en').padStart(14)} bytes`);
  }
  console.log(`  ${bitsPerWeight.toFixed(3)} bits per weight, ${seconds.toFixed(2)} s`);
  for (const [name, content] of files)
    console.log(`  ${join(folder, name)} ${size(Buffer.byteLength(content))}`);
}

try {
  quantize();
} catch (error) {
  const usageProblem = error instanceof UsageError;
  console.error(`quantize: ${describeError(error)}`);
  if (usageProblem) console.error(`\n${usage}\n(--help lists the methods)`);
  process.exitCode = usageProblem ? 2 : 1;
}
