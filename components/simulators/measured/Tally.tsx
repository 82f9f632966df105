interface TallyProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** A number that the figure words elsewhere, for exercises and scripts to read. */
export function Tally({ name, label, value, text }: TallyProps) {
  return (
    <output
      className="visually-hidden"
      aria-label={label}
      data-metric={name}
      data-value={Number.isFinite(value) ? value : ''}
    >
      {text}
    </output>
  );
}
