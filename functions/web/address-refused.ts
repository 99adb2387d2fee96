import type { Desk } from '../domain/desk';
import { addressSentences, mailAddressFault } from '../domain/mail-address';

/**
 * What is wrong with an address that a person typed, and the ways that are open to somebody who has no other:
 * the desk answers by post and phone too.
 * Nothing where a mail can go.
 */
export function addressRefused(typed: string, controller: Desk['controller']): string | undefined {
  const fault = mailAddressFault(typed);
  if (!fault) return undefined;
  const { phone, contactEmail, legalName, address } = controller;
  const ways = [
    ...(phone ? [`call ${phone}`] : []),
    `write to ${contactEmail}`,
    `send a letter to ${legalName}, ${address}`,
  ];
  const last = ways.pop();
  return `${addressSentences[fault]} You can also use another address, ${ways.join(', ')} or ${last}.`;
}
