import { Temporal } from 'temporal-polyfill';
import { mailboxOf } from '../../domain/one-person';
import { allRegimes } from '../laws/law-library';
import { type ComparedSettings, comparedSettings } from './compared-settings';
import { deskSchema } from './desk-schema';
import type { DeskFault } from './explain-issue';
import { overrideRules } from './override-rules';
import { storeRules } from './store-rules';

const WAIT_DEFAULTS = deskSchema.shape.waits.parse({});

/**
 * Rules over several settings, on the file as written (defaults not yet filled in). All broken ones at once.
 */
export function deskRuleFaults(written: unknown): DeskFault[] {
  const desk = comparedSettings.parse(written);
  return [
    ...repeated(
      desk.staff.map((s) => s.id),
      'staff',
      'id',
    ),
    ...repeated(
      desk.stores.map((s) => s.id),
      'stores',
      'id',
    ),
    ...repeated(
      desk.laws.map((l) => l.regime),
      'laws',
      'regime',
    ),
    ...lawRules(desk),
    ...desk.laws.flatMap(overrideRules),
    ...mailboxRules(desk),
    ...formerIdRules(desk),
    ...staffRules(desk),
    ...desk.stores.flatMap((store, index) => storeRules(desk, store, index)),
    ...waitRules(desk),
    ...recoveryRule(desk),
    ...recordRules(desk),
  ];
}

function repeated(values: readonly (string | undefined)[], group: string, key: string): DeskFault[] {
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [
          {
            path: [group, index, key],
            problem: `${JSON.stringify(value)} is already in ${group}[${values.indexOf(value)}]`,
            remedy: `Give each of ${group} its own ${key}, or remove one.`,
          },
        ]
      : [],
  );
}

function lawRules({ laws }: ComparedSettings): DeskFault[] {
  const faults = laws.flatMap((law, index) => californiaRules(law, index));
  if (laws.length > 0 && laws.every((law) => law.applies === 'no'))
    faults.push({
      path: ['laws'],
      problem: 'no law binds and none is followed voluntarily',
      remedy:
        'Set applies: binds or applies: voluntary for at least one law; without one there is no date to keep.',
    });
  return faults;
}

function californiaRules(law: ComparedSettings['laws'][number], index: number): DeskFault[] {
  const path = ['laws', index, 'know'];
  if (law.regime !== 'us-ca-ccpa' && law.know !== undefined)
    return [{ path, problem: 'only us-ca-ccpa has this setting', remedy: 'Remove it.' }];
  if (law.regime !== 'us-ca-ccpa' || law.applies !== 'binds' || law.know !== undefined) return [];
  return [
    {
      path,
      problem:
        'is missing: California lets people ask for the "categories" alone on a lighter proof, and wants a stronger one for "specific pieces"',
      remedy:
        'Write know: specific-pieces (the data itself is shown after the stronger proof, the kinds of data are told without it), or write applies: voluntary.',
    },
  ];
}

/** Who reads a mailbox acts as every id that it belongs to, and signs in as the first of them alone. */
function mailboxRules({ staff }: ComparedSettings): DeskFault[] {
  const mailboxes = staff.map(({ email = '' }) => (email.includes('@') ? mailboxOf(email) : undefined));
  return mailboxes.flatMap((mailbox, index) => {
    const first = mailboxes.indexOf(mailbox);
    if (mailbox === undefined || first === index) return [];
    return [
      {
        path: ['staff', index, 'email'],
        problem: `leads to the mailbox of staff[${first}]: whoever reads it would act as both, and sign in as the first only`,
        remedy:
          'Give each person one id with all that they may do in its may list, or each id a mailbox of its own. What follows a plus sign names no other mailbox.',
      },
    ];
  });
}

/** What was said under an id is the word of one person. */
function formerIdRules({ staff }: ComparedSettings): DeskFault[] {
  return staff.flatMap(({ formerIds }, index) =>
    formerIds.flatMap((former, at) => {
      const other = staff.findIndex(
        (member, n) => member.id === former || (n < index && member.formerIds.includes(former)),
      );
      if (other === -1) return [];
      return [
        {
          path: ['staff', index, 'formerIds', at],
          problem: `${JSON.stringify(former)} is already in staff[${other}]`,
          remedy: 'Name an old id at the one person who had it, and give no old id to anybody else.',
        },
      ];
    }),
  );
}

function staffRules({ staff, approvals }: ComparedSettings): DeskFault[] {
  if (staff.length === 0) return [];
  const deciders = staff.filter((member) => member.may.includes('decide')).length;
  const needed = approvals.erasure ?? 1;
  if (deciders === 0)
    return [
      {
        path: ['staff'],
        problem: 'no member of staff may decide',
        remedy: 'Add decide to the may list of at least one staff member.',
      },
    ];
  return deciders >= needed
    ? []
    : [
        {
          path: ['approvals', 'erasure'],
          problem: `${needed} people must approve an erasure, but only ${deciders} may decide`,
          remedy: `Lower it to ${deciders}, or add decide to another staff member's may list.`,
        },
      ];
}

/** Waits within the time that the law gives; the shortest supported period is a month. */
const WAITS_WITHIN_A_MONTH = [
  'remindRequesterAfter',
  'tellStaffUnverifiedAfter',
  'identifiersWithin',
  'ownApproval',
  'erasureNotice',
  'correctionNotice',
  'secondCheckAfter',
  'retryStoreEvery',
  'giveUpStoreBefore',
  'unverifiedNoticeBefore',
] as const;

function waitRules(desk: ComparedSettings): DeskFault[] {
  const waits: Record<string, unknown> = { ...WAIT_DEFAULTS, ...desk.waits };
  const tooLong = WAITS_WITHIN_A_MONTH.filter((name) => isLonger(waits[name], 'P27D'));
  return [
    ...tooLong.map((name) => ({
      path: ['waits', name],
      problem: 'is 28 days or longer, and the law gives about a month for the whole request',
      remedy: `Shorten it; the default is ${WAIT_DEFAULTS[name]}.`,
    })),
    ...orderOfWaits(waits, 'codeLife', 'linkLife'),
    ...orderOfWaits(waits, 'remindRequesterAfter', 'tellStaffUnverifiedAfter'),
  ];
}

function orderOfWaits(waits: Record<string, unknown>, shorter: string, longer: string): DeskFault[] {
  if (!isLonger(waits[shorter], waits[longer])) return [];
  return [
    {
      path: ['waits', shorter],
      problem: `is longer than ${longer} (${waits[longer]})`,
      remedy: `Shorten it, or lengthen ${longer}.`,
    },
  ];
}

/**
 * Days to which every table but that of the keys can be restored: see `infra/constructs/request-register.ts`.
 */
const RECOVERY = 'P35D';

/**
 * A request in the inbox is sealed under a key in the same table, and point-in-time recovery can bring both
 * back. A record that was deleted sooner could be restored after the person was told that it is gone.
 */
function recoveryRule({ recordsKept }: ComparedSettings): DeskFault[] {
  if (!isLonger(RECOVERY, recordsKept)) return [];
  return [
    {
      path: ['recordsKept'],
      problem: `is shorter than the ${RECOVERY} for which the form's inbox can be restored, so a shredded request could be read again`,
      remedy: `Write ${RECOVERY} or longer.`,
    },
  ];
}

function recordRules({ laws, recordsKept }: ComparedSettings): DeskFault[] {
  const wanted = laws
    .filter((law) => law.applies === 'binds')
    .flatMap((law) => allRegimes().get(law.regime ?? '') ?? [])
    .flatMap(({ recordsRetention: kept, shortName: name, sources }) =>
      kept ? [{ name, period: `P${kept.amount}M`, article: sources[kept.source]?.article ?? '' }] : [],
    )
    .find((law) => isLonger(law.period, recordsKept));
  if (!wanted) return [];
  return [
    {
      path: ['recordsKept'],
      problem: `is shorter than the ${wanted.period} for which the ${wanted.name} has requests recorded (${wanted.article})`,
      remedy: `Write ${wanted.period} or longer.`,
    },
  ];
}

/**
 * Measured from one fixed day, so that months and days compare; false when either is missing or malformed.
 */
function isLonger(a: unknown, b: unknown): boolean {
  try {
    return (
      typeof a === 'string' &&
      typeof b === 'string' &&
      Temporal.Duration.compare(a, b, { relativeTo: Temporal.PlainDate.from('2025-01-01') }) > 0
    );
  } catch {
    return false;
  }
}
