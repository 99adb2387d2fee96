import type { DeskWalk } from '../../local/demo/desk-walk';
import { staff } from '../../local/demo/story';
import { shopRecords, usualScale } from '../../local/sample-shop/shop-records';

/** Addresses of customers of the sample shop, of whom nothing is peculiar; never {@link lastCustomer}. */
export function customers(wanted: number): string[] {
  const { customers: all } = shopRecords(usualScale);
  return all.slice(-wanted - 1, -1).map(({ email }) => email);
}

/** The address of a customer who asks for nothing else. */
export function lastCustomer(): string {
  return shopRecords(usualScale).customers.at(-1)?.email ?? '';
}

/** One request for a copy, from the form to the package in the hands of the person. */
export async function askForCopy(walk: DeskWalk, email: string): Promise<void> {
  await walk.ask({ right: 'access', email });
  await walk.prove(email);
  await walk.approve(staff.decides);
  const { bytes } = await walk.download(email);
  if (bytes.length === 0) throw new Error('the package is empty');
}

/** Requests of many people at once, until staff have approved each. */
export async function askAtOnce(
  walk: DeskWalk,
  right: 'access' | 'erasure',
  emails: readonly string[],
): Promise<void> {
  const before = walk.mails(staff.decides).length;
  const ids = await Promise.all(emails.map((email) => walk.ask({ right, email })));
  await Promise.all(emails.map((email) => walk.prove(email)));
  await approveAll(walk, before);
  for (const id of ids) {
    const { status } = await walk.load(id);
    if (['received', 'awaiting-verification', 'awaiting-decision'].includes(status))
      throw new Error(`a request is still ${status} after it was approved`);
  }
}

/** A member of staff takes the mails that came since one after the other. */
async function approveAll(walk: DeskWalk, since: number): Promise<void> {
  const mails = walk
    .mails(staff.decides)
    .slice(since)
    .filter(({ text }) => /\/s\/decide\//.test(text ?? ''));
  for (const mail of mails) {
    const after = await walk.act(await walk.enterBy(staff.decides, mail), /^approve/i);
    if (!/approved/i.test(after.text)) throw new Error(`not approved: ${after.text.slice(0, 300)}`);
  }
}
