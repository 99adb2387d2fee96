import * as z from 'zod/mini';
import type { KnownPerson, SessionItem, TokenItem, TotpItem } from '../domain/desk-items';

const text = z.string();
const maybeText = z.exactOptional(text);

/**
 * The items of the desk's table as they are stored. What older versions did not write is optional, as in the
 * types of the port, which say since when there is what.
 */
export const TokenShape: z.ZodMiniType<TokenItem> = z.looseObject({
  hash: text,
  purpose: text,
  requestId: text,
  issue: z.number(),
  expiresAt: text,
  codeHash: maybeText,
  staffId: maybeText,
  subjectId: maybeText,
  mailboxHash: maybeText,
  nickname: maybeText,
  attempts: z.exactOptional(z.number()),
});

export const SessionShape: z.ZodMiniType<SessionItem> = z.looseObject({
  hash: text,
  tokenHash: text,
  requestId: text,
  purpose: text,
  expiresAt: text,
  startedAt: maybeText,
  csrf: text,
  staffId: maybeText,
  subjectId: maybeText,
  factor: z.enum(['mail-code', 'totp', 'link']),
  openedFrom: maybeText,
  mailboxHash: maybeText,
  linkEndsAt: maybeText,
});

export const PersonShape: z.ZodMiniType<KnownPerson> = z.looseObject({
  hash: text,
  requestId: text,
  place: text,
  at: text,
});

export const TotpShape: z.ZodMiniType<TotpItem> = z.looseObject({
  sealed: text,
  state: z.exactOptional(z.enum(['pending', 'confirmed'])),
  since: maybeText,
  by: z.exactOptional(z.enum(['command', 'page'])),
  confirmedBy: maybeText,
  recovery: z.exactOptional(z.array(text)),
  locked: z.exactOptional(z.literal(true)),
  version: z.exactOptional(z.number()),
});

export const WaitShape: z.ZodMiniType<{ wait: string; taskToken: string }> = z.looseObject({
  wait: text,
  taskToken: text,
});

export const TypedShape: z.ZodMiniType<{ sealed: string }> = z.looseObject({ sealed: text });

export const CursorShape: z.ZodMiniType<{ value: string }> = z.looseObject({ value: text });
