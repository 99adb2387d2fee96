/** Kinds of mails with a link and a code that prove the mailbox. */
export const proofLinkKinds: readonly string[] = [
  'acknowledge-and-verify',
  'verify-reminder',
  'unverified-notice',
];
