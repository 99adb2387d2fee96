import type { DeskItems } from '../../domain/desk-items';

const NAME = 'mail-waits';

/** Records that the mail service accepted no more mails at this instant. */
export function recordMailWaits(items: Pick<DeskItems, 'saveCursor'>, now: string): Promise<void> {
  return items.saveCursor(NAME, now);
}

/**
 * When the mail service last refused a mail because a quota was used up (instant); undefined after a sweep
 * whose mails all left.
 */
export async function mailWaitsSince(items: Pick<DeskItems, 'findCursor'>): Promise<string | undefined> {
  return (await items.findCursor(NAME)) || undefined;
}

export function clearMailWaits(items: Pick<DeskItems, 'saveCursor'>): Promise<void> {
  return items.saveCursor(NAME, '');
}
