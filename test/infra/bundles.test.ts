import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundles, entries } from '../../infra/bundles';
import { plans, STORE_FUNCTION } from '../../infra/function-plans';
import type { Permission } from '../../infra/permissions';
import { sharedBundles } from './shared-bundles';

jest.setTimeout(180_000);

let bundles: Bundles;

beforeAll(async () => {
  bundles = await sharedBundles();
});

const code = (name: string) => readFileSync(join(bundles.folder, name, 'index.js'), 'utf8');

/** The permission that a call of a port needs. */
const permissionOf: Readonly<Record<string, Permission>> = {
  'register.load': 'register.read',
  'register.reload': 'register.read',
  'register.recall': 'register.read',
  'register.find': 'register.read',
  'register.history': 'register.read',
  'register.append': 'register.append',
  'register.open': 'register.append',
  'register.settle': 'register.append',
  'register.forget': 'register.append',
  'register.due': 'register.sweep',
  'register.slice': 'register.sweep',
  'register.summaries': 'register.list',
  'register.listed': 'register.list',
  'vault.adopt': 'key.keep',
  'vault.seal': 'key.open',
  'vault.unseal': 'key.open',
  'vault.derive': 'key.open',
  'vault.shred': 'key.shred',
  'vault.open': 'inbox.open',
  'objects.put': 'objects.write',
  'objects.putBytes': 'objects.write',
  'objects.get': 'objects.read',
  'objects.lines': 'objects.read',
  'objects.bytes': 'objects.read',
  'objects.target': 'key.open',
  'inbox.put': 'inbox.put',
  'inbox.find': 'inbox.take',
  'inbox.remove': 'inbox.take',
  'inbox.setAside': 'inbox.set-aside',
  'inbox.waiting': 'inbox.list',
  'items.saveToken': 'items.links',
  'items.findToken': 'items.links',
  'items.saveSession': 'items.links',
  'items.findSession': 'items.links',
  'items.changeSession': 'items.counts',
  'items.endSession': 'items.counts',
  'items.saveTotp': 'items.links',
  'items.findTotp': 'items.links',
  'items.dropTotp': 'items.drop',
  'items.countTry': 'items.counts',
  'items.giveBackTries': 'items.counts',
  'items.forgetTries': 'items.drop',
  'items.saveCursor': 'items.links',
  'items.findCursor': 'items.links',
  'items.countAttempt': 'items.counts',
  'items.takeQuota': 'items.counts',
  'items.takePlace': 'items.counts',
  'items.passCode': 'items.counts',
  'items.useTotpStep': 'items.counts',
  'items.savePerson': 'items.note-person',
  'items.findPerson': 'items.find-person',
  'items.takeLease': 'items.lease',
  'items.dropLease': 'items.lease',
  'items.saveTyped': 'items.links',
  'items.findTyped': 'items.links',
  'items.dropTyped': 'items.drop',
  'items.saveWait': 'items.wait',
  'items.dropWait': 'items.wait',
  'items.waits': 'items.wake',
  'mailbox.send': 'mail.send',
  'workflow.start': 'workflow.start',
  'workflow.state': 'workflow.start',
  'workflow.succeed': 'workflow.answer',
  'stores.call': 'stores.call',
  'packages.write': 'packages.write',
  'packages.link': 'packages.link',
  'packages.remove': 'packages.remove',
  'tombstones.put': 'tombstones.put',
  'tombstones.find': 'tombstones.read',
  'register.appendedIn': 'register.hours',
  'evidence.put': 'evidence.write',
  'evidence.list': 'evidence.read',
  'evidence.read': 'evidence.read',
  'evidence.skewMs': 'evidence.read',
  'evidence.confirmed': 'evidence.read',
  'evidence.confirm': 'evidence.write',
  'register.requestIds': 'register.scan',
};

/** Permissions that another one implies, and that no call of a port shows. */
const implies: Partial<Record<Permission, readonly Permission[]>> = {
  'register.append': ['register.read'],
  'register.sweep': ['register.read', 'register.scan'],
  'objects.read': ['key.open'],
  'objects.write': ['key.open'],
  'items.wake': ['items.wait'],
  'key.keep': ['key.make'],
  'tombstones.put': ['desk-key.open'],
  'tombstones.read': ['desk-key.open'],
};

const ports = 'register|vault|objects|inbox|items|mailbox|workflow|stores|packages|tombstones|evidence';

/**
 * Purposes for which keys are derived from the desk's own: the mail quota, authenticator apps and opt-out
 * signals. Tombstones are recognised by their calls.
 */
const DESK_KEYS = /`(quota|totp|signal):\$\{/;

/** The desk and its map also have lists named `stores`: calls of list methods are not calls of a port. */
const ofLists = Object.getOwnPropertyNames(Array.prototype).filter((method) => method !== 'find');

function calledIn(name: string): Set<Permission> {
  const calls = [...code(name).matchAll(new RegExp(`\\.(${ports})\\.(\\w+)\\(`, 'g'))].filter(
    ([call, , method = '']) => !ofLists.includes(method) && call !== '.stores.find(',
  );
  const derived = DESK_KEYS.test(code(name)) ? (['desk-key.open'] as const) : [];
  const secrets = /\bGetParameter\b/.test(code(name)) ? (['signal-keys.read'] as const) : [];
  return new Set([
    ...derived,
    ...secrets,
    ...calls.map(([call, port, method]): Permission => {
      const permission = permissionOf[`${port}.${method}`];
      if (!permission) throw new Error(`name in this test the permission that ${call} in ${name} needs`);
      return permission;
    }),
  ]);
}

function withImplied(permissions: Iterable<Permission>): Set<Permission> {
  const all = new Set(permissions);
  for (const permission of all) for (const implied of implies[permission] ?? []) all.add(implied);
  return all;
}

describe('the functions', () => {
  it('are those with a plan, and the one of the stores', () => {
    expect([...entries().keys()].sort()).toEqual([...Object.keys(plans), STORE_FUNCTION].sort());
  });

  it.each(Object.keys(plans).filter((name) => name !== 'intake' && name !== 'make-desk-key'))(
    '%s has the permissions that its code needs, and no others',
    (name) => {
      const planned = withImplied(plans[name]?.permissions ?? []);

      expect([...planned].sort()).toEqual([...withImplied(calledIn(name))].sort());
    },
  );

  it('intake calls nothing but the inbox, its key and the receiving function', () => {
    expect(plans.intake?.permissions).toEqual(['inbox.put', 'inbox.seal', 'receive.call']);
    expect([...calledIn('intake')]).toEqual(['inbox.put']);
  });

  it('make-desk-key makes the desk’s own key and does nothing else', () => {
    expect(plans['make-desk-key']?.permissions).toEqual(['desk-key.make']);
    expect([...calledIn('make-desk-key')]).toEqual([]);
  });
});

/**
 * The maximum size of each function in KiB, minified: 1 % above its actual size. A change that needs more
 * raises its line and says why; docs/decisions/0019-a-function-holds-what-it-is-for.md says what weighs how
 * much.
 */
const budget: Readonly<Record<string, number>> = {
  // Pages that requesters wait for.
  intake: 362,
  verify: 527,
  requester: 534,
  download: 486,
  signals: 439,
  // Pages of staff.
  decide: 811,
  staff: 882,
  // The function of a store.
  store: 1186,
  // Steps and the watch.
  'watch-deadlines': 725,
  'notify-outcome': 733,
  'assemble-package': 654,
  'read-later': 710,
  'erase-stores': 589,
  'search-stores': 583,
  'give-notice': 562,
  'check-proof': 554,
  'read-stores-again': 563,
  'verify-evidence': 494,
  'ask-manual-stores': 480,
  receive: 474,
  'await-stores': 465,
  'ask-decision': 457,
  'verify-identity': 448,
  'ask-identifiers': 445,
  'hand-to-staff': 442,
  'tell-recipients': 441,
  'anchor-evidence': 429,
  'note-bounce': 426,
  'report-trouble': 421,
  'correct-stores': 409,
  'opt-out-stores': 404,
  'await-second-reading': 355,
  'pass-on': 354,
  'close-request': 348,
  'make-desk-key': 169,
};

describe('the bundles', () => {
  it.each([...entries().keys()])('%s keeps to its size', (name) => {
    const kib = (bundles.bytes.get(name) ?? Number.POSITIVE_INFINITY) / 1024;

    expect(kib).toBeLessThanOrEqual(budget[name] ?? 0);
  });

  it('hold no full zod, no table of all holidays and no developer tool', () => {
    for (const name of entries().keys())
      expect(code(name)).not.toMatch(/ZodTemplateLiteral|date-holidays|cdk-nag/);
  });

  it('sign a log-in to a database without the sources of credentials that Lambda has no use for', () => {
    expect(code('store')).toContain('rds-db');
    expect(code('store')).not.toMatch(/cognito|AWS_WEB_IDENTITY_TOKEN_FILE|BEGIN CERTIFICATE/i);
    expect(code('search-stores')).not.toContain('rds-db');
  });

  it('hold no client of a service that the function has no permission to call', () => {
    const holds = (name: string, client: RegExp) => client.test(code(name));

    expect(holds('close-request', /["'`]SESv2["'`]/)).toBe(false);
    expect(holds('intake', /["'`]SFN["'`]/)).toBe(false);
    expect(holds('store', /["'`]KMS["'`]/)).toBe(false);
    expect(holds('receive', /["'`]KMS["'`]/)).toBe(true);
  });

  it('hold no client of S3 where pages are served: signed requests do', () => {
    const holdsS3 = (name: string) => /["'`]AmazonS3["'`]/.test(code(name));

    expect(['intake', 'verify', 'requester', 'download', 'decide', 'staff'].filter(holdsS3)).toEqual([]);
    expect(holdsS3('notify-outcome')).toBe(true);
  });
});
