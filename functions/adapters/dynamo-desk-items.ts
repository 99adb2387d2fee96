import type { DeskItems, TokenItem } from '../domain/desk-items';
import { readIfStored, readStored } from '../domain/read-stored';
import {
  CursorShape,
  PersonShape,
  SessionShape,
  TokenShape,
  TypedShape,
  WaitShape,
} from './desk-item-shapes';
import { authenticatorItems } from './dynamo-authenticator-items';
import { type Item, ItemTable, type ItemTableSettings } from './dynamo-item-table';

export type DeskItemsSettings = ItemTableSettings;

/**
 * The small items beside the register. Every write is conditional or may be repeated, and each item may be
 * lost without harm. The time to live only tidies up: readers compare the expiry themselves.
 */
export function dynamoDeskItems(settings: DeskItemsSettings): DeskItems {
  const t = new ItemTable(settings);
  return {
    saveToken: (token, forgetAt) => t.putNew(`TOKEN#${token.hash}`, '-', { ...token, attempts: 0 }, forgetAt),
    findToken: async (hash) => readToken(await t.getOnce(`TOKEN#${hash}`)),
    passCode: async (hash, codeHash, limit) =>
      readToken(await t.pass(`TOKEN#${hash}`, { is: { codeHash }, field: 'attempts', limit })),
    countAttempt: (hash, limit) => t.count(`TOKEN#${hash}`, 'attempts', limit),
    saveWait: (requestId, wait, taskToken) => t.put(`WAIT#${requestId}`, wait, { wait, taskToken }),
    waits: async (requestId) =>
      (await t.all(`WAIT#${requestId}`)).map((item) =>
        readStored('a stored wait of a task', WaitShape, item),
      ),
    dropWait: (requestId, wait, taskToken) => t.removeIf(`WAIT#${requestId}`, wait, { taskToken }),
    takeQuota: (key, limit, expiresAt) => t.count(`QUOTA#${key}`, 'used', limit, expiresAt),
    takePlace: (key, taker, limit, expiresAt) => t.place(`QUOTA#${key}`, taker, limit, expiresAt),
    takeLease: (key, now, until) => t.lease(`LEASE#${key}`, now, until),
    dropLease: (key, until) => t.endLease(`LEASE#${key}`, until),
    saveSession: (session) => t.putAndKeep(`SESSION#${session.hash}`, { ...session }, session.expiresAt),
    findSession: async (hash) =>
      readIfStored('a stored session', SessionShape, await t.getOnce(`SESSION#${hash}`)),
    changeSession: (hash, now, change) => t.change(`SESSION#${hash}`, now, { ...change }),
    endSession: async (hash) => {
      await t.change(`SESSION#${hash}`, ENDED, { expiresAt: ENDED });
    },
    useTotpStep: (staffId, step) => t.raise(`STAFF#${staffId}`, 'totp-step', step),
    ...authenticatorItems(settings),
    savePerson: (person, expiresAt) =>
      t.put(`PERSON#${person.hash}`, `${person.requestId}#${person.place}`, { ...person }, expiresAt),
    findPerson: async (hash) =>
      (await t.all(`PERSON#${hash}`)).map((item) =>
        readStored('a stored hash of an identifier', PersonShape, item),
      ),
    saveTyped: (requestId, offer, sealed, forgetAt) =>
      t.put(`TYPED#${requestId}`, offer, { sealed }, forgetAt),
    findTyped: async (requestId, offer) =>
      readIfStored('a stored typed proof', TypedShape, await t.get(`TYPED#${requestId}`, offer))?.sealed,
    dropTyped: (requestId, offer) => t.remove(`TYPED#${requestId}`, offer),
    saveCursor: (name, value) => t.put(`CURSOR#${name}`, '-', { value }),
    findCursor: async (name) =>
      readIfStored('a stored cursor of a sweep', CursorShape, await t.get(`CURSOR#${name}`, '-'))?.value,
  };
}

/** An attempt that is counted after the table has dropped the link leaves an item with the count alone. */
function readToken(item: Item | undefined): TokenItem | undefined {
  const isCountOnly = item !== undefined && Object.keys(item).sort().join() === 'attempts,pk,sk';
  return isCountOnly ? undefined : readIfStored('a stored link', TokenShape, item);
}

/**
 * The expiry of an ended session: before any instant, so that a clock that is a moment slow does not revive
 * it.
 */
const ENDED = '0';
