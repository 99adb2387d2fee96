import type { OptOutRecord, OptOutState } from '../domain/opt-out-state';
import { longDate } from './answer-words';

interface OptOutProps {
  readonly optOuts: readonly OptOutRecord[] | undefined;
  /** Only the current state: neither when nor how an opt-out came. */
  readonly kindsOnly: boolean;
}

/**
 * Whether the person has opted out of sale and sharing, as far as the desk knows (11 CCR 7025(c)(6),
 * 7026(g)); empty when it was not looked up.
 */
export function OptOutOnRecord({ optOuts, kindsOnly }: OptOutProps) {
  if (!optOuts) return null;
  if (optOuts.length === 0) return <p>{NONE}</p>;
  if (kindsOnly) return <p>{standWords(optOuts)}</p>;
  return (
    <ul class="plain">
      {optOuts.map((one) => (
        <li>
          {cameWords(one)} {stands(one)}
        </li>
      ))}
    </ul>
  );
}

const NONE =
  'When we made sure who you are, we looked for a request for your e-mail address not to sell or share your personal information, and found none. If you have sent us one, it counts all the same.';

const ways: Readonly<Record<OptOutRecord['cameBy'], string>> = {
  form: 'by our form and for your e-mail address',
  staff: 'which one of us took down for you',
  signal: 'by the opt-out signal of your browser',
};

function cameWords({ on, cameBy, follows, reference }: OptOutRecord): string {
  const what = 'not to sell or share your personal information';
  return follows
    ? `On ${longDate(on)} our answer to your letter ${follows} led us to treat it as a request ${what} (${reference}).`
    : `On ${longDate(on)} we got a request ${what}, ${ways[cameBy]} (${reference}).`;
}

function standWords(optOuts: readonly OptOutRecord[]): string {
  const stand = [...new Set(optOuts.map(({ status }) => stands({ status })))];
  const have = 'not to sell or share your personal information.';
  if (stand.length === 1) return `We have a request ${have} ${stand.join('')}`;
  return `We have more than one request ${have} ${stand.map((one, at) => `${at === 0 ? 'Of one' : 'Of another'}: ${one}`).join(' ')}`;
}

function stands({ status, since }: OptOutState): string {
  switch (status) {
    case 'in-progress':
      return 'We are carrying it out.';
    case 'opted-out':
      return since ? `It has been carried out since ${longDate(since)}.` : 'It has been carried out.';
    case 'nothing-to-set':
      return 'We found no record of yours in which it had to be set.';
    case 'not-done':
      return 'It was not carried out in full. Write to us, and we tell you why.';
  }
}
