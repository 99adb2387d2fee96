import type { RunningDesk } from '../../../local/desk/start-desk';
import type { Canary } from './canaries';

/**
 * The secrets that a mail gives to its only reader: the token of each link, and each code, with the mail that
 * holds it.
 */
export interface MailedSecret extends Canary {
  readonly to: string;
}

/** A link's path ends in its token; a code is six separate digits, as `{{code}}` is written. */
export function mailedSecrets({ aws }: Pick<RunningDesk, 'aws'>): MailedSecret[] {
  return aws.mails.list().flatMap((mail) => {
    const to = mail.to.join();
    const text = mail.text ?? '';
    const tokens = [...text.matchAll(/https?:\/\/localhost\S*\/([\w-]{40,})/g)].map(
      ([, token = '']) => token,
    );
    return tokens.map((token) => ({ field: `link to ${to}`, text: token, to }));
  });
}

/**
 * Codes are too short to search for everywhere: each comes with its token, which keys what is stored of it.
 */
export function mailedCodes({ aws }: Pick<RunningDesk, 'aws'>): { token: string; code: string }[] {
  return aws.mails.list().flatMap(({ text = '' }) => {
    const [, token] = /https?:\/\/localhost\S*\/([\w-]{40,})/.exec(text) ?? [];
    const [code] = /^\s*\d{3} ?\d{3}\s*$/m.exec(text) ?? [];
    return token && code ? [{ token, code: code.replace(/\s/g, '') }] : [];
  });
}
