import { Button, type ButtonProps } from './Button';
import styles from './controls.module.css';

interface PlayButtonProps extends Omit<ButtonProps, 'name' | 'primary' | 'children'> {
  readonly playing: boolean;
  readonly words: { readonly play: string; readonly pause: string };
}

/** Starts a figure and stops it. As wide as the wider of its two words, so that nothing beside it moves. */
export function PlayButton({ playing, words, ...rest }: PlayButtonProps) {
  const [word, other] = playing ? [words.pause, words.play] : [words.play, words.pause];
  return (
    <Button {...rest} name="play" primary>
      <span className={styles.either} data-other={other}>
        {word}
      </span>
    </Button>
  );
}
