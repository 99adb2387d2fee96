/**
 * What a refusal of the mail service is about. `address`: nothing can go to that mailbox. `content`: this
 * mail is not taken. `account`: no mail of this desk leaves
 * until somebody mends it. `no-address`: the person has none, so it goes by post.
 */
export type RefusalReason = 'address' | 'content' | 'account' | 'no-address';

/**
 * The mail service answered, and its answer is no: the same call would be refused again. `name` is all that a
 * log line shows of it.
 */
export class MailRefusal extends Error {
  /**
   * @param code - the service's own name of the error, from a closed list; its message may repeat the address
   * and is not kept
   */
  constructor(
    readonly reason: RefusalReason,
    readonly code: string,
  ) {
    super(`the mail service refused the mail: ${code}`);
    this.name = `MailRefused.${code}`;
  }
}
