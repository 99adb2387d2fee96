import { mailFactorChange } from '../../casework/mail/mail-factor-change';
import type { Fields } from '../form-fields';
import { type TotpOutcome, type TotpOwner, tryTotp } from '../totp/staff-totp';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

const PROBLEMS: Readonly<Record<Exclude<TotpOutcome, 'right' | 'locked'>, string>> = {
  empty: 'Type the six digits that your authenticator app shows now, or one of your recovery codes.',
  wrong:
    'That is not what your app shows now. Check that your phone sets its time by itself, and type the newest digits. Without your phone, type a recovery code.',
  used: 'This code has been used already. Wait for the next one.',
  'too-often': 'Too many tries. Wait a quarter of an hour, or open the page again from the mail.',
  pending: 'Your app is not active yet: a colleague has to confirm it, or two days have to pass.',
  'not-set-up': 'Your authenticator app is not set up yet.',
};

/**
 * Checks a code of the app. Returns what is wrong with it, in a sentence, or undefined when it is right.
 * Everybody concerned is informed whatever the result.
 */
export async function checkFactor(
  deps: StaffDeps,
  owner: TotpOwner,
  fields: Fields,
): Promise<string | undefined> {
  const { staff } = owner;
  const typed = fields.totp?.trim() || fields.recovery || '';
  const answer = await tryTotp(deps, owner, typed, (news, totp) =>
    mailFactorChange(deps, news, { staff, totp }),
  );
  if (answer === 'right') return undefined;
  return answer === 'locked' ? lockedWords(staff.id) : PROBLEMS[answer];
}

/** As {@link checkFactor}, on an opened page: a right code counts for the rest of its session. */
export async function confirmFactor(
  deps: StaffDeps,
  page: StaffPage,
  fields: Fields,
): Promise<string | undefined> {
  const problem = await checkFactor(deps, page, fields);
  const { session } = page;
  if (!problem && session.factor !== 'totp')
    await deps.items.changeSession(session.hash, deps.clock.now(), { factor: 'totp' });
  return problem;
}

function lockedWords(staffId: string): string {
  return `Your app is locked after too many wrong codes; you and your colleagues got a mail about it. Type one of your recovery codes here. Without one, ask whoever runs the desk to run: npx rightsdesk reset-app ${staffId} --unlock`;
}
