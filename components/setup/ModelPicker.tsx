import { useId, useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { models } from '@/kernels/catalog/models';
import { modelOf } from '@/kernels/cost/setup';
import { BookError } from '@/kernels/errors';
import { formatNumber } from '@/kernels/numbers/format';
import { shapeOf } from './address';
import { setupMessages } from './messages';
import styles from './SetupDialog.module.css';
import type { ReaderSetup } from './store';

interface PickerProps {
  readonly lang: Lang;
  readonly setup: ReaderSetup;
  readonly onChange: (next: ReaderSetup) => void;
}

const billions = (parameters: number) => `${formatNumber(parameters / 1e9, 3)}\u202fB`;

/** A model of the catalogue by search, or a shape of the reader's own by its `config.json`. */
export function ModelPicker({ lang, setup, onChange }: PickerProps) {
  const words = setupMessages[lang];
  const id = useId();
  const [search, setSearch] = useState('');
  const [text, setText] = useState('');
  const [said, setSaid] = useState<{ text: string; bad: boolean }>();
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = models.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)));

  const choose = (modelId: string) => {
    const { customModel: _, shape: __, ...rest } = setup;
    onChange({ ...rest, modelId });
  };
  const take = () => {
    try {
      const { shape, model } = shapeOf(text);
      onChange({ ...setup, modelId: 'custom', customModel: model, shape });
      setSaid({
        text: fill(words.took, { name: model.name, parameters: model.params_exact.toLocaleString('en-US') }),
        bad: false,
      });
    } catch (error) {
      if (!(error instanceof BookError)) throw error;
      setSaid({ text: fill(words.troubles[error.id] ?? error.id, error.data), bad: true });
    }
  };

  return (
    <fieldset className={styles.group}>
      <legend>{words.model}</legend>
      <div className={styles.row}>
        <label>
          <span className="visually-hidden">{words.search}</span>
          <input
            type="search"
            name="setup-search"
            placeholder={words.search}
            value={search}
            autoComplete="off"
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && found.length > 0) choose(found[0].id);
            }}
          />
        </label>
        <label className={styles.grow}>
          <span className="visually-hidden">{words.model}</span>
          <select
            name="setup-model"
            value={found.some((model) => model.id === setup.modelId) ? setup.modelId : ''}
            autoComplete="off"
            onChange={(event) => choose(event.target.value)}
          >
            {!found.some((model) => model.id === setup.modelId) && (
              <option value="" disabled>
                {modelOf(setup).name}
                {setup.shape ? ` (${words.own})` : ''}
              </option>
            )}
            {found.map((model) => (
              <option key={model.id} value={model.id}>
                {model.name} · {billions(model.params_exact)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {found.length === 0 && <p role="status">{words.noModel}</p>}
      <details className={styles.paste}>
        <summary>{words.paste}</summary>
        <p id={`${id}-help`}>{words.pasteHelp}</p>
        <textarea
          name="setup-config"
          rows={6}
          spellCheck={false}
          aria-describedby={`${id}-help`}
          aria-label="config.json"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="button" name="setup-read" onClick={take}>
          {words.read}
        </button>
        <p role="status" data-bad={said?.bad}>
          {said?.text}
        </p>
      </details>
    </fieldset>
  );
}
