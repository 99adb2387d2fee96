import { folded } from './identity-values';

/** How a provider reads the part before the at sign. */
interface Provider {
  readonly domains: RegExp;
  /** Dots have no meaning there, nor have hyphens and underscores at Proton. */
  readonly dotless?: true;
  /**
   * The domain as which all of them are counted, since they lead to the same mailbox. Counting too widely
   * only holds a mail for a day.
   */
  readonly as?: string;
}

/**
 * Providers that deliver `name+tag` to `name`.
 *
 * @see https://support.google.com/mail/answer/7436150 (dots), https://support.google.com/mail/answer/22370
 * (tags)
 * @see https://learn.microsoft.com/exchange/recipients-in-exchange-online/plus-addressing-in-exchange-online
 * @see https://support.apple.com/guide/icloud/mm7b2b6d5fb5/icloud
 * @see https://www.fastmail.help/hc/en-us/articles/360060591053
 * @see https://proton.me/support/addresses-and-aliases
 * @see https://kb.mailbox.org/en/private/e-mail-article/using-mail-extensions/
 * @see https://yandex.com/support/mail/
 */
const providers: readonly Provider[] = [
  { domains: /^(gmail|googlemail)\.com$/, dotless: true, as: 'gmail.com' },
  { domains: /^(outlook|hotmail|live|msn)\.[a-z.]{2,6}$/ },
  { domains: /^(icloud|me|mac)\.com$/, as: 'icloud.com' },
  { domains: /^fastmail\.[a-z]{2,3}$/ },
  { domains: /^(proton\.me|protonmail\.(com|ch)|pm\.me)$/, dotless: true, as: 'proton.me' },
  { domains: /^(mailbox\.org|posteo\.(de|net))$/ },
  { domains: /^(ya\.ru|yandex\.[a-z.]{2,6})$/, as: 'yandex.com' },
];

/**
 * One form for all spellings that reach the same mailbox, as far as the provider's rules are known. Only for
 * counting mails: never to send to, and never to search by, since elsewhere `a.b` and `ab`, or two domains of
 * one provider, may be two people.
 */
export function countedMailbox(address: string): string {
  const plain = folded('email', address.trim().normalize('NFC'));
  const at = plain.lastIndexOf('@');
  const [local, domain] = [plain.slice(0, at), plain.slice(at + 1).replace(/\.$/, '')];
  const provider = providers.find(({ domains }) => domains.test(domain));
  if (!provider) return `${local}@${domain}`;
  const untagged = local.replace(/(?<=.)\+.*$/, '');
  const name = provider.dotless ? untagged.replace(/[._-]/g, '') : untagged;
  return `${name}@${provider.as ?? domain}`;
}
