import { createHash, createHmac } from 'node:crypto';
import { plusDuration } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';
import type { TokenItem } from '../../domain/desk-items';
import type { LinkPurpose } from '../../domain/event-facts';
import { folded } from '../../domain/identity-values';
import { recordGoneBy } from '../../domain/record-gone-by';

export interface LinkSpec {
  readonly requestId: string;
  readonly purpose: LinkPurpose;
  /** 1 for the first link of this kind, 2 for the one that replaces it, and so on. */
  readonly issue: number;
  readonly staffId?: string;
  /** The task, store or recipient this link is about. */
  readonly subjectId?: string;
  /** ISO 8601 duration. Default: the desk's link life. */
  readonly life?: string;
  /**
   * The mailbox that it goes to, as the desk file names it. Default: that of the member of staff. Once the
   * desk file names another mailbox, the link no longer works.
   */
  readonly mailbox?: string;
  /** It was in no mail yet, so it is stored without a look whether it is there. */
  readonly isNew?: boolean;
  /** Of the request; kept with a link to staff, whose gate shows it. */
  readonly nickname?: string;
}

export interface IssuedLink {
  readonly url: string;
  /** Six digits to type: following a link never does anything by itself. */
  readonly code: string;
  readonly expiresAt: string;
}

type Deps = Pick<DeskDeps, 'vault' | 'items' | 'clock' | 'desk'>;

/** First part of a link's path, by what it is for. */
export const LINK_PATHS: Readonly<Record<LinkPurpose, string>> = {
  verify: 'v',
  follow: 'r',
  answer: 'q',
  'prove-address': 'a',
  notice: 'n',
  download: 'd',
  decide: 's/decide',
  task: 's/task',
  case: 's/case',
  identity: 's/identity',
  confirm: 'p',
  'sign-in': 's/in',
  factor: 's/factor',
  'download-code': 'd',
  'withdraw-code': 'r',
  'proof-code': 'r/proof',
  'account-login': 'r/proof',
};

/**
 * Makes a mailed link and its code. Both are derived from the request's own random key, so a step that is
 * repeated after a crash mails the same link again, not a second secret. The desk keeps hashes only.
 */
export async function issueLink(deps: Deps, spec: LinkSpec): Promise<IssuedLink> {
  const { token, code, hash, url, mailbox } = await deriveLink(deps, spec);
  const { requestId, purpose, issue } = spec;
  const known = mayBeKnown(spec) ? await deps.items.findToken(hash) : undefined;
  if (known) return { url, code, expiresAt: known.expiresAt };
  const life = spec.life ?? deps.desk.waits.linkLife;
  const expiresAt = plusDuration(deps.clock.now(), life, deps.desk.zone);
  const item: TokenItem = {
    hash,
    purpose,
    requestId,
    issue,
    expiresAt,
    codeHash: hashCode(token, code),
    ...(spec.staffId ? { staffId: spec.staffId } : {}),
    ...(spec.subjectId ? { subjectId: spec.subjectId } : {}),
    ...(mailbox ? { mailboxHash: hashMailbox(token, mailbox) } : {}),
    ...(spec.nickname ? { nickname: spec.nickname } : {}),
  };
  const isNew = await deps.items.saveToken(item, keptUntil(deps, item));
  const first = isNew ? item : ((await deps.items.findToken(hash)) ?? item);
  return { url, code, expiresAt: first.expiresAt };
}

/** The link to the status page is in every mail of a request; any other is mostly issued once. */
function mayBeKnown({ purpose, isNew }: LinkSpec): boolean {
  return purpose === 'follow' && !isNew;
}

/** The address of a link that is in a mail which has just been read; see {@link issueLink}. */
export async function linkUrl(deps: Deps, spec: LinkSpec): Promise<string> {
  return (await deriveLink(deps, spec)).url;
}

/**
 * The token of a link that was issued before, whether or not it still opens. It issues none: a link that was
 * forgotten stays dead, and so does its code.
 */
export async function findIssuedToken(deps: Deps, spec: LinkSpec): Promise<string | undefined> {
  const { token, hash } = await deriveLink(deps, spec);
  return (await deps.items.findToken(hash)) ? token : undefined;
}

async function deriveLink(deps: Deps, spec: LinkSpec) {
  const mailbox = spec.mailbox ?? staffMailbox(deps, spec.staffId);
  const secret = await deps.vault.derive(spec.requestId, linkName(spec, mailbox));
  const token = createHmac('sha256', secret).update('token').digest('base64url');
  const code = sixDigits(createHmac('sha256', secret).update('code').digest());
  const url = `${deps.desk.baseUrl}/${LINK_PATHS[spec.purpose]}/${token}`;
  return { token, code, url, hash: hashToken(token), mailbox };
}

/** Links that lead nowhere once they have ended: a page that needs no such link offers the next one. */
const WITHOUT_SUCCESSOR: readonly LinkPurpose[] = [
  'sign-in',
  'factor',
  'download-code',
  'withdraw-code',
  'proof-code',
  'account-login',
];

/**
 * Any other link offers a new one, or shows what became of the request, for as long as the request may exist.
 */
function keptUntil({ desk }: Deps, { purpose, expiresAt }: TokenItem): string {
  return WITHOUT_SUCCESSOR.some((one) => one === purpose) ? expiresAt : recordGoneBy(desk, expiresAt);
}

/**
 * The address is part of the name: after it was changed a new link is mailed, because the first may still be
 * in the old mailbox.
 */
function linkName(spec: LinkSpec, mailbox: string | undefined): string {
  const name = `link:${spec.purpose}:${spec.issue}:${spec.staffId ?? ''}:${spec.subjectId ?? ''}`;
  return mailbox ? `${name}:${folded('email', mailbox)}` : name;
}

/** The address of a member of staff as the desk file has it now. */
export function staffMailbox({ desk }: Pick<Deps, 'desk'>, staffId: string | undefined): string | undefined {
  return staffId ? desk.staff.find(({ id }) => id === staffId)?.email : undefined;
}

/**
 * Whether a link or session belongs to this mailbox. Items from before the mailbox was recorded count as
 * belonging.
 */
export function belongsToMailbox(
  item: Pick<TokenItem, 'mailboxHash'>,
  token: string,
  mailbox: string,
): boolean {
  return !item.mailboxHash || item.mailboxHash === hashMailbox(token, mailbox);
}

function sixDigits(bytes: Buffer): string {
  return String(bytes.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * Keyed by a secret that only the browser or the mail holds, so that reading the table does not allow testing
 * addresses.
 */
export function hashMailbox(secret: string, mailbox: string): string {
  return createHmac('sha256', secret)
    .update(`mailbox:${folded('email', mailbox)}`)
    .digest('base64url');
}

/** Keyed by the token, so that reading the table does not allow testing codes without the mail. */
export function hashCode(token: string, code: string): string {
  return createHmac('sha256', token).update(code).digest('base64url');
}
