import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../kernels/engines/command-line';

/** The beginning of a variable of a shell, which is none of this file's own. */
const open = '$' + '{';
const flags = (text: string) =>
  parseCommandLine(text).flags.map(({ flag, value }) => `${flag.name} ${String(value)}`);

describe('a command in a file', () => {
  it('of Compose: the service that starts an engine, its variables and its image', () => {
    const text = [
      'services:',
      '  web:',
      '    image: nginx',
      '  vllm:',
      '    image: vllm/vllm-openai:v0.11.0 # pinned',
      '    environment:',
      '      - CUDA_VISIBLE_DEVICES=0,1',
      `      - HF_TOKEN=${open}HF_TOKEN}`,
      '    command:',
      '      - --model=Qwen/Qwen3-8B',
      '      # not this one',
      '      - "--tensor-parallel-size"',
      '      - "2"',
      `      - --max-model-len=${open}LEN:-16384}`,
      '    ports:',
      '      - "8000:8000"',
    ].join('\n');
    const parsed = parseCommandLine(text);
    expect([parsed.engine, parsed.model?.name, parsed.image]).toEqual([
      'vllm',
      'Qwen/Qwen3-8B',
      'vllm/vllm-openai:v0.11.0',
    ]);
    expect(flags(text).slice(1)).toEqual(['--tensor-parallel-size 2', '--max-model-len 16384']);
    expect(parsed.environment[0]).toMatchObject({ name: 'CUDA_VISIBLE_DEVICES', value: '0,1' });
    expect(text.slice(parsed.flags[1].at)).toMatch(/^"?--tensor-parallel-size/);
    expect([parsed.unknown, parsed.stray, parsed.contradictions, parsed.stopped]).toEqual([
      [],
      [],
      [],
      undefined,
    ]);
  });

  it('of Compose, as one folded command, and as a list in brackets', () => {
    const folded =
      'image: vllm/vllm-openai\ncommand: >\n  --model Qwen/Qwen3-8B\n  --max-num-seqs 8\nports: []';
    expect(flags(folded)).toEqual(['--model Qwen/Qwen3-8B', '--max-num-seqs 8']);
    expect(
      flags('image: lmsysorg/sglang\nentrypoint: python3 -m sglang.launch_server\ncommand: ["--tp", "4"]'),
    ).toEqual(['--tensor-parallel-size 4']);
  });

  it('of Kubernetes: command and arguments, a shell between them, pairs of name and value', () => {
    const text = [
      'spec:',
      '  containers:',
      '  - name: server',
      '    image: vllm/vllm-openai:latest',
      '    command: ["/bin/sh", "-c"]',
      '    args: [',
      '      "vllm serve mistralai/Mixtral-8x7B-Instruct-v0.1 --trust-remote-code --max-num-seqs 16"',
      '    ]',
      '    env:',
      '    - name: CUDA_VISIBLE_DEVICES',
      '      value: "0"',
      '  - name: other',
      '    image: busybox',
    ].join('\n');
    const parsed = parseCommandLine(text);
    expect([parsed.engine, parsed.model?.name]).toEqual(['vllm', 'mistralai/Mixtral-8x7B-Instruct-v0.1']);
    expect(parsed.flags.map(({ value }) => value)).toEqual([true, 16]);
    expect(text.slice(parsed.flags[1].at)).toMatch(/^--max-num-seqs 16/);
    expect(parsed.environment).toMatchObject([{ name: 'CUDA_VISIBLE_DEVICES', value: '0' }]);
    const block =
      '- name: a\n  image: x\n  command:\n  - bash\n  - -c\n  - |\n    export A=1\n    vllm serve Qwen/Qwen3-8B \\\n      -tp 2\n';
    expect(flags(block)).toEqual(['--tensor-parallel-size 2']);
  });

  it('says which words reach an engine in one piece, and what an image starts itself', () => {
    const read = (text: string) => {
      const { model, flags: given, notes, stray } = parseCommandLine(text);
      return [model?.name, given.map(({ flag }) => flag.name), notes.map(({ id }) => id), stray.length];
    };
    const items = 'services:\n  a:\n    image: vllm/vllm-openai:latest\n    command:\n';
    expect(read(`${items}    - serve\n    - Qwen/Qwen3-8B\n    - --dtype auto\n`)).toEqual([
      'Qwen/Qwen3-8B',
      ['--dtype'],
      ['doubled-start', 'joined-words'],
      0,
    ]);
    expect(read('docker run vllm/vllm-openai:v0.11.0 vllm serve a --port 1')[2]).toEqual(['doubled-start']);
    expect(read('docker run --entrypoint vllm vllm/vllm-openai serve a --port 1')[2]).toEqual([]);
    const pod = 'containers:\n- name: a\n  image: vllm/vllm-openai:v0.11.0\n  command:\n';
    expect(read(`${pod}  - "vllm serve a --port 1"\n`)).toEqual(['a', ['--port'], ['joined-words'], 0]);
    expect(read(`${pod}  - sh\n  - -c\n  - "date;\n    vllm serve a --port 1"\n`)).toEqual([
      'a',
      ['--port'],
      [],
      0,
    ]);
    expect(read('run(["vllm", "serve", f"a", "--port 1"])')).toEqual(['a', ['--port'], ['joined-words'], 0]);
    expect(read('vllm serve a --chat-template "-- two words"')[2]).toEqual([]);
  });

  it('of a Dockerfile and of a program', () => {
    expect(
      flags(
        'ENTRYPOINT [ "python3", "-m", "vllm.entrypoints.openai.api_server", "--tensor-parallel-size", "2" ]',
      ),
    ).toEqual(['--tensor-parallel-size 2']);
    expect(flags('subprocess.Popen(["vllm", "serve", "Qwen/Qwen3-8B",\n  "--max-num-seqs", "4"])')).toEqual([
      '--max-num-seqs 4',
    ]);
  });
});
