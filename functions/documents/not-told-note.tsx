import { type Unstated, unstatedText } from '../domain/unstated';

interface NotToldProps {
  readonly untold: readonly Unstated[];
  readonly of: readonly Unstated[];
  /** Another use of the same data has been described before. */
  readonly also?: boolean;
}

/** Says what the map leaves open. Silence does not mean "no". */
export function NotTold({ untold, of, also = false }: NotToldProps) {
  const open = of.filter((what) => untold.includes(what)).map((what) => unstatedText[what]);
  if (open.length === 0) return null;
  return (
    <span class="detail">
      <b>Not told:</b> the map of our stores does not say {also ? 'in every case ' : ''}
      {open.join(', or ')}. Ask us, and we find out.
    </span>
  );
}
