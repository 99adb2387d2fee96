/**
 * What a refusal by the mail service is about. `address`: that mailbox cannot be reached. `content`: this
 * mail is not accepted. `account`: no mail of this desk is sent until the cause is mended. `no-address`: the
 * requester has none, so it goes by post.
 */
export type RefusalReason = 'address' | 'content' | 'account' | 'no-address';

/** The mail service refused a mail, and would refuse the same call again. A log line shows only `name`. */
export class MailRefusal extends Error {
  /**
   * @param code - the service's own name of the error, from a closed list; its message may contain the
   * address and is not kept
   */
  constructor(
    readonly reason: RefusalReason,
    readonly code: string,
  ) {
    super(`the mail service refused the mail: ${code}`);
    this.name = `MailRefused.${code}`;
  }
}
