import type { Desk } from '../domain/desk';
import { addressSentences, mailAddressFault } from '../domain/mail-address';

/**
 * Says what is wrong with an address that was typed, and what a requester without another address can do: the
 * desk also answers by post and phone. `undefined` if mail can be sent there.
 */
export function addressError(typed: string, controller: Desk['controller']): string | undefined {
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
