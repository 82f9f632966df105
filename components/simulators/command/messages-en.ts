import type { CommandMessages } from './messages';

export const en: CommandMessages = {
  title: 'Paste your command line',
  scene: 'Scene',
  scenes: {
    vllm: 'vLLM: Llama-3.1-70B on four cards',
    sglang: 'SGLang: DeepSeek-V3 on eight',
    llama: 'llama-server: 8B in four bits',
    mistakes: 'Find what is wrong',
    own: 'Your own',
  },
  logScene: 'Log: {name} ({date})',
  logTurn: { before: 'before a correction', after: 'after it' },
  card: 'Device',
  cardOfSetup: 'the one of your Setup',
  command: 'Command line',
  commandHint:
    'vLLM, SGLang or llama-server; with variables, line continuations, `docker run`, or a Compose or Kubernetes list.',
  log: 'Start-up log of vLLM',
  logHint: 'If you have it: any part that speaks of memory.',
  published:
    'From a log published on {date}: its settings as a command, its figures as that version prints them.',
  private:
    'Nothing you paste is sent anywhere. Keys and tokens are left out of the address and of what is stored.',
  long: 'Too long for an address: the text is kept in this browser, and a copied link will not carry it.',
  unkept: 'This browser does not let the page keep anything: the text is gone when the tab closes.',
  earlier: 'Bring my earlier text back',
  trouble:
    'This text could not be read to its end in eight seconds. Shorten it; what is shown is the text before.',
  reading: 'Reading …',
  how: 'How this is read',
  howText:
    'The text is split into words as a POSIX shell would; nothing is run. Names are matched as each engine matches them: dashes and underscores alike and unambiguous beginnings in vLLM and SGLang, exact names in llama.cpp. Every known flag, its default and its meaning come from the source named beside it. What a flag moves is found by leaving it out and counting again: the memory planner’s total, and for vLLM the room that its start-up would find for the cache. A flag that is not known here is not wrong; the book lists those that decide memory, batching, parallelism, quantization, caching and speculation.',
  engines: { vllm: 'vLLM', sglang: 'SGLang', 'llama.cpp': 'llama-server', unknown: 'an unknown engine' },
  sentence: {
    read: '{engine} serving {model}: {flags} read. {unknown}{wrong}',
    noModel: 'a model that is not named',
    nothing: 'Paste a command line; what it says is read at once.',
    noEngine: 'No engine found that this book can read.',
    logOnly: '{engine}, from its log alone: {model}.',
    clean: 'Nothing in it contradicts itself.',
    wrong: '{n} to look at.',
    unknown: '{n} not known here. ',
  },
  problems: {
    title: 'To look at',
    none: 'Every word was understood, and nothing contradicts itself.',
    show: 'show',
    at: 'line {line}, column {column}',
    more: 'and {n} more of the same kind',
    texts: {
      'value-missing': '{flag} stands without a value.',
      'not-a-number': '{flag} wants a number; “{value}” is none.',
      'not-a-choice':
        '“{value}” is none of the values that the source lists for {flag}: {choices}. Another version may know more.',
      'out-of-range': '{flag} cannot be {value}.',
      'given-twice': '{flag} is given twice: {first}, then {last}. The last one counts.',
      'needs-flag': '{flag} does nothing without {needs}, or fails.',
      'no-longer-there': '{flag} is gone from current versions. {meaning}',
      'heads-do-not-divide':
        '{heads} attention heads cannot be dealt evenly to {devices} devices; the engine refuses.',
      'copies-do-not-divide':
        'Under --enable-dp-attention the {copies} copies share the {devices} devices, which have to be dealt evenly; the engine refuses.',
      'longer-than-model':
        '{tokens} tokens are more than the {context} this model was made for; without a setting that stretches its positions the engine refuses.',
      'fewer-devices-visible': '{devices} devices are asked for, but only {visible} can be seen.',
      'step-shorter-than-length':
        'With chunked prefill off a prompt of {length} tokens has to fit one step, but a step holds {step}; the engine refuses.',
      'step-smaller-than-batch':
        'A step of {step} tokens cannot hold {batch} sequences, each of which needs one; the engine refuses.',
      'share-ignored': '{flag} is ignored: {by} says the size outright.',
      'not-json':
        '{flag} wants JSON; “{value}” is none: a comma too many, perhaps, or quotes that the shell took away. Single quotes around it keep them.',
      'model-not-first':
        'Next to {flag}, vllm serve wants the model as its first word, before any flag; it refuses this order.',
      'model-by-flag':
        'vllm serve takes the model as its first word. {flag} still works, with a warning that a later version will drop it.',
      'equals-sign':
        '{flag}={value}: llama-server takes a value as the next word, not after an equals sign; it refuses this.',
      'broken-line':
        'A line begins with {text}, but the command had ended before: a backslash is missing, or a remark stands in between. It is read as if the line went on.',
      'joined-words':
        '“{text}” is one word, in quotes or as one item of a list; it is handed on in one piece, which nothing understands. It is read as several here.',
      'doubled-start':
        'The image starts “vllm serve” itself, and what follows goes to that as arguments: it refuses “{text}”. It is left out here.',
      typographic:
        '{text} is a typographic sign, as word processors and web pages set it; a shell needs a plain quote or two hyphens. It is read as those.',
      'variable-as-value': '{flag} takes its value from {value}, which this text does not set.',
      'unclosed-quote': 'This quotation mark is never closed: the rest of the text counts as one word.',
      substitution: '{text} is what another command would print. It stays as it is written.',
      'unset-variable': '{text} is not set in this text. It stays as it is written.',
      'space-after-backslash':
        'A blank, or a remark, follows the backslash: a shell would end the command here. It is read as if the line went on.',
      unknown: '{written} is not among the flags this book knows.{near}',
      near: ' Did you mean {near}?',
      stray: '“{text}” belongs to no flag.',
      'second-command': 'Reading stopped here: another command begins.',
      'no-engine':
        'No `vllm serve`, `sglang.launch_server` or `llama-server` in this text, nor a container of theirs. Other engines are not read.',
      'other-engine': '{name} is an engine this book does not read; it reads vLLM, SGLang and llama-server.',
      nothing: 'There is no command in this text.',
      cut: 'Only the first 100,000 characters of each text are read.',
      'differs.model': 'The command serves {command}, the log speaks of {log}.',
      'differs.tensorParallel': 'The command splits over {command} devices, the log over {log}.',
      'differs.maxModelLen': 'The command says {command} tokens at most, the log {log}.',
      'differs.utilization': 'The command gives a share of {command}, the log {log}.',
      'differs.batchedTokens': 'The command says {command} tokens a step, the log {log}.',
      'unclear.weightFormat':
        'How many bits “{value}” takes is not known here; the weights count as the model publishes them.',
      'unclear.kvMixed':
        'Keys and values of the cache have different formats; a Setup has one, and the wider counts.',
      'unclear.kvFormat': 'A cache in “{value}” is not known here; it counts as 16 bits.',
    },
  },
  setup: {
    title: 'As a Setup',
    fields: {
      modelId: 'Model',
      acceleratorId: 'Device',
      devices: 'Devices',
      weightFormat: 'Weights',
      kvFormat: 'Cache',
      batch: 'Requests at once, at most',
      contextTokens: 'Tokens each, at most',
    },
    columns: ['part', 'value', 'read from'],
    byDefault: 'default of the engine',
    lengths: {
      own: 'default of the engine: the model’s own context',
      fitted: 'the longest that fits, as asked',
      log: 'the log',
    },
    ofSetup: 'your Setup',
    chosen: 'chosen above',
    take: 'Take into the Setup',
    taken: 'Taken: every number of the book now answers to it.',
    back: 'Put the old Setup back',
    planner: 'Open in the memory planner',
    batching: 'Play it in the batching simulator',
    bent: 'The simulator’s dial ends before {what}.',
    dials: {
      maxBatch: '{n} requests at once',
      chunkTokens: '{n} tokens a step',
      poolTokens: '{n} tokens of cache',
      maxModelTokens: 'sequences of {n} tokens',
    },
    variableModel:
      'The model is the variable “{value}”, which this text does not set: write its name, and memory is counted.',
    unknownModel:
      'The catalogue has no “{value}”. Give its config.json to the Setup (its bar is on every chapter page), and memory is counted for it here too.',
    planNote:
      'As if every request held its full length at once, which an engine that pages never promises: it admits what fits.',
    severalNote:
      'The command starts {n} such engines, each with devices, weights and cache of its own. Here stands one of them.',
    copiesNote:
      'Each copy of the engine keeps the cache of its own requests, and nothing twice; the planner knows one split model only, and counts the cache of a latent attention once for every device.',
    fits: 'fits',
    over: 'too big',
    yours: 'your Setup',
    theirs: 'this command',
    parts: { weights: 'Weights', kvCache: 'Cache', rest: 'Activations, logits, set aside' },
    bar: 'Bytes over all devices, and their capacity',
  },
  flags: {
    title: 'Flag by flag',
    none: 'No flags: the engine decides everything itself.',
    byDefault: 'default {value}',
    decided: 'by default the engine decides',
    commit: 'commit {id}',
    dated: '{id} ({when})',
    join: ', ',
    topics: {
      model: 'model',
      memory: 'memory',
      batching: 'batching',
      parallelism: 'parallelism',
      quantization: 'quantization',
      caching: 'caching',
      speculation: 'speculation',
      server: 'server',
    },
    more: '{n} more flags are not listed.',
    server: 'Others, that move neither memory nor time: {n}',
    plan: 'plan',
    cache: 'room for the cache',
    tokens: '{n} tokens',
    without: 'without it',
    with: 'with it',
    on: 'on',
    off: 'off',
    gone: 'gone from current versions',
  },
  cache: {
    title: 'Room for the cache, predicted',
    lead: 'What vLLM should find at start-up on {devices}: {verdict}',
    columns: ['part', 'from the command', 'with the log’s parts', 'the log'],
    rows: {
      visible: 'Memory the runtime shows',
      budget: 'Share of it',
      weights: 'Weights',
      activation: 'Peak of a trial pass',
      nonTorch: 'Outside PyTorch',
      graph: 'CUDA graphs',
      kv: 'Left for the cache',
      blocks: 'Blocks',
      tokens: 'Tokens in the cache',
      concurrency: 'Requests of {tokens} tokens at once',
    },
    verdicts: {
      starts: '{blocks} blocks, {tokens} tokens, {concurrency} requests of {length} tokens at once.',
      short: '{tokens} tokens, less than one request of {length}: vLLM does not start.',
      none: 'nothing is left for the cache ({missing} short): vLLM does not start.',
      error: 'Predicted from the command {error} against the log, {part} of the share of memory.',
      explained: 'With the parts that the log prints: {error}.',
    },
    assumed: 'Nobody said: {what}.',
    assumptions: {
      share: 'the share of memory ({share} by default; {before} through 2025)',
      shareBefore: 'the share of memory ({share} by default in this version)',
      length: 'the longest sequence ({length} tokens, the model’s own)',
      step: 'the tokens of a step ({step} on this device)',
      sequences: 'the sequences of a step ({sequences} on this device)',
      graphs: 'the memory of CUDA graphs, which counts from version 0.21 on and only the start-up measures',
    },
    reasons: {
      'visible-assumed': 'What the runtime shows of this device is assumed: {share} of its marketed memory.',
      'sampler-decides':
        'The trial pass peaks in the sampling of {sequences} sequences, {bytes}: fewer of them (--max-num-seqs) leave more for the cache.',
      'window-ignored':
        'Windowed layers are counted at full length; engines that know windows ({window} tokens) find more.',
      'cache-copied': 'There are fewer key-value heads than devices, so the cache is kept {copies} times.',
      'utilization-ignored': 'The size of the cache is said outright; the share does not count.',
    },
    onlyVllm: 'Start-up sizes are predicted for vLLM only.',
    noModel: 'No prediction: the model is not in the catalogue.',
    logEmpty: 'This log has no line about memory that the book knows.',
    why: {
      'non-torch':
        'What makes the difference: this machine kept more memory outside PyTorch than most, 0.35 GiB.',
      'counted-otherwise':
        'What makes the difference: this version counted the memory outside PyTorch in another way than the one before it, on the same machine.',
      'weights-padded':
        'What makes the difference: the engine pads these weights, and they take several GiB more than the file.',
    },
    sides: 'Bytes are those of one device; blocks, tokens and requests are the whole engine’s.',
  },
  table: { caption: 'Every flag of the command', columns: ['flag', 'value', 'default', 'meaning', 'source'] },
};
