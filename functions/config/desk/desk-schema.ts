import * as z from 'zod';
import { placeFault } from './known-places';
import { businessFacts, lawSetting } from './law-settings';
import { checkedText, setting } from './setting';
import {
  emailFault,
  loginUrlFault,
  oneLineFault,
  originFault,
  periodFault,
  waitFault,
  webPageFault,
  zoneFault,
} from './setting-formats';
import { storeSetting } from './store-settings';

const words = () => checkedText(oneLineFault);
const email = () => checkedText(emailFault);
const wait = (otherwise: string, description: string) =>
  setting(checkedText(waitFault).default(otherwise), description, otherwise);

const authority = z.strictObject({
  name: setting(words(), 'Name of the authority to which a person complains.', 'Information Commission'),
  url: setting(checkedText(webPageFault), 'Its page for complaints.', 'https://authority.example/complaints'),
  address: setting(z.exactOptional(words()), 'Its postal address.', '1 Sample Street, 12345 Sampletown'),
});

const dataProtectionOfficer = z.strictObject({
  name: setting(words(), 'Name of the data protection officer.', 'Dana Sample'),
  email: setting(email(), 'Address at which the officer is reached.', 'dpo@example.com'),
});

const representative = z.strictObject({
  law: setting(words(), 'The law under which it represents you: uk-gdpr, eu-gdpr.', 'uk-gdpr'),
  name: setting(words(), 'Its name.', 'Sample Representation Ltd'),
  address: setting(words(), 'Its postal address, on one line.', '1 Sample Street, London, United Kingdom'),
  email: setting(email(), 'Where people and authorities write to it.', 'uk-rep@example.com'),
});

const jointController = z.strictObject({
  name: setting(words(), 'Who decides together with you.', 'Sample Partners GmbH'),
  arrangement: setting(
    words(),
    'What you decide on together and who answers for what, in a sentence for the person.',
    'We run the loyalty programme together; each of us answers your requests.',
  ),
  contact: setting(words(), 'How it is reached.', 'privacy@partners.example.com'),
});

/**
 * A key of the shop's own server. `parameter`: an example of the place of its secret; each kind of call has
 * secrets of its own.
 */
const shopKey = (parameter: string) =>
  z.strictObject({
    id: setting(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be small letters, digits and hyphens, starting with a letter'),
      "Name of the key; the shop's server sends it along.",
      'k1',
    ),
    secret: setting(
      z.string().regex(/^([A-Z][A-Z0-9_]*|\/[\w./-]+)$/, 'must be a name, not the secret itself'),
      'NAME of the environment variable, or /path of the SSM parameter (SecureString), that holds the secret: at least 32 characters, drawn at random.',
      parameter,
    ),
  });

const optOutSignals = z.strictObject({
  keys: setting(
    z
      .array(setting(shopKey('/rightsdesk/signals/k1'), 'One key.'))
      .min(1, 'is empty')
      .max(2, 'are more than two'),
    "Keys with which the shop's own server signs; two while one replaces the other.",
  ),
});

const accountLogin = z.strictObject({
  url: setting(
    checkedText(loginUrlFault),
    'Page of your shop on which a customer logs in anew, with {reference} and {once} in it.',
    'https://www.example.com/privacy/details?reference={reference}&once={once}',
  ),
  keys: setting(
    z
      .array(setting(shopKey('/rightsdesk/account-login/k1'), 'One key.'))
      .min(1, 'is empty')
      .max(2, 'are more than two'),
    "Keys with which the shop's own server signs; two while one replaces the other. Not those of optOutSignals: these open data.",
  ),
});

const controller = z.strictObject({
  legalName: setting(words(), 'Registered name of the business that answers.', "Alma's Lamps GmbH"),
  address: setting(words(), 'Its postal address, on one line.', '1 Sample Street, 10115 Berlin, Germany'),
  contactEmail: setting(email(), 'Where customers write about their data.', 'privacy@example.com'),
  phone: setting(z.exactOptional(words()), 'Telephone number, in quotes.', '+49 30 5550100'),
  website: setting(
    z.exactOptional(checkedText(webPageFault)),
    'Your public site.',
    'https://www.example.com',
  ),
  privacyPolicy: setting(
    z.exactOptional(checkedText(webPageFault)),
    'Your privacy policy. Whoever cannot be told even the kinds of data you hold on them is directed there (11 CCR 7024(b)).',
    'https://www.example.com/privacy',
  ),
  dataProtectionOfficer: setting(
    z.exactOptional(dataProtectionOfficer),
    'The officer, if you have to have one (Art. 37 GDPR) or chose to.',
  ),
  authority: setting(authority, 'The authority named in every answer (Art. 12(4), 15(1)(f) GDPR).'),
  representatives: setting(
    z.exactOptional(z.array(setting(representative, 'One representative.')).min(1, 'is empty')),
    'Your representatives where a law reaches you without an establishment (Art. 27 GDPR and UK GDPR).',
  ),
  jointControllers: setting(
    z.exactOptional(z.array(setting(jointController, 'One joint controller.')).min(1, 'is empty')),
    'Others who decide on purposes and means together with you (Art. 26 GDPR).',
  ),
});

const staffId = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be small letters, digits and hyphens, starting with a letter');

const staffMember = z.strictObject({
  id: setting(
    staffId(),
    'Stable short id; it appears in the register for years, so do not use a full name. Under another id the same person counts as somebody else, unless formerIds names the old one.',
    'alma',
  ),
  name: setting(words(), 'As colleagues know the person.', 'Alma'),
  email: setting(email(), "The person's own mailbox: links and codes go there.", 'alma@example.com'),
  may: setting(
    z.array(z.enum(['decide', 'enter', 'answer-tasks'])).min(1, 'is empty'),
    'decide: approve or refuse requests. enter: record requests that came by post or phone. answer-tasks: look into a manual store.',
    ['decide', 'enter', 'answer-tasks'],
  ),
  formerIds: setting(
    z.exactOptional(z.array(staffId())),
    'Ids that this person had here before: what was entered, said or approved under them counts as theirs. Their authenticator app does not come along: set one up with npx rightsdesk enrol.',
    ['alma-old'],
  ),
});

const waits = z.strictObject({
  linkLife: wait(
    'P7D',
    'A mailed link works this long; one that stops something, as long as that can be stopped. The request itself never expires.',
  ),
  remindRequesterAfter: wait(
    'P3D',
    'Nobody used the link: a reminder with a fresh link goes out after this long.',
  ),
  tellStaffUnverifiedAfter: wait('P10D', 'Still nobody: staff hear of it after this long.'),
  identifiersWithin: wait('P7D', 'Nothing was found: the person has this long to name other identifiers.'),
  ownApproval: wait(
    'PT24H',
    'Only one person may decide, and entered the request or vouched for who asks: their approval counts after this long, and the person is told meanwhile.',
  ),
  erasureNotice: wait(
    'PT24H',
    'Between the approval of an erasure and its start; the person is told, and can have staff hold it.',
  ),
  correctionNotice: wait(
    'PT72H',
    'Between the approval of a correction of a name, an address, a number or a bank account and its start; the addresses on file are told, and can have staff hold it. It shortens before the legal date, but not below a day.',
  ),
  secondCheckAfter: wait('P1D', 'The stores are read once more this long after an erasure.'),
  laterReadings: setting(
    z.array(checkedText(waitFault)).max(5, 'are more than five').default(['P7D', 'P30D']),
    'And again this long after it, for what a late import or a restored copy brings back. An empty list for none.',
    ['P7D', 'P30D'],
  ),
  retryStoreEvery: wait('PT6H', 'A store that is down is tried again this often.'),
  giveUpStoreBefore: wait(
    'P3D',
    'A store still down this long before the latest date: the person gets what is done.',
  ),
  packageKept: wait('P30D', 'An answer can be downloaded this long; the link can be renewed meanwhile.'),
  codeLife: wait('PT15M', 'A typed code works this long.'),
  unverifiedNoticeBefore: wait(
    'P3D',
    'A written "we could not verify you" goes out this long before the latest date.',
  ),
});

const approvals = z.strictObject({
  erasure: setting(
    z.int().min(1, 'must be at least 1').default(1),
    'How many people must approve an erasure.',
    1,
  ),
});

const mails = z.strictObject({
  unprovenADay: setting(
    z.int().min(10, 'must be at least 10').max(5000, 'must be at most 5000').default(200),
    'Mails in a day to addresses that nobody has proven, all together. Further ones wait until the next day; what a law dates and mails to staff are not counted.',
    200,
  ),
});

/** The shape of `rightsdesk.yaml`. Rules that look at several settings at once are in `desk-rules.ts`. */
export const deskSchema = z.strictObject({
  controller: setting(controller, 'Who answers: the business, as the law wants it named.'),
  place: setting(
    checkedText(placeFault),
    'Whose public holidays count: country, and region where holidays differ (ISO 3166).',
    'DE-BE',
  ),
  zone: setting(checkedText(zoneFault), 'Time zone in which days are counted (IANA).', 'Europe/Berlin'),
  laws: setting(
    z.array(setting(lawSetting, 'One law.')).min(1, 'is empty'),
    'Which laws you follow, and why.',
  ),
  business: setting(
    businessFacts.prefault({}),
    'Facts about your business, for map check to put to the tests of each law. All are optional.',
  ),
  staff: setting(
    z.array(setting(staffMember, 'One person.')).min(1, 'is empty'),
    'The people who work with the desk.',
  ),
  escalateTo: setting(email(), 'A second mailbox that hears of overdue requests.', 'office@example.com'),
  sender: setting(
    z.strictObject({
      address: setting(email(), 'Mails come from this address (verified in SES).', 'privacy@example.com'),
      name: setting(words(), 'Name beside it.', "Alma's Lamps, privacy desk"),
    }),
    'Whom mails come from.',
  ),
  baseUrl: setting(
    checkedText(originFault),
    'Public origin of the pages; the only origin ever put into a link.',
    'https://privacy.example.com',
  ),
  stores: setting(
    z.array(setting(storeSetting, 'One store.')).min(1, 'is empty'),
    'Every place where personal data lies.',
  ),
  systems: setting(
    z.array(words()).default([]),
    'fideslang files with your systems and organization: purposes, legal bases, recipients. Relative to this file.',
    ['datasets/systems.yaml'],
  ),
  waits: setting(
    waits.prefault({}),
    'How long the desk waits (ISO 8601 durations). Leave out what you do not change.',
  ),
  optOutSignals: setting(
    z.exactOptional(optOutSignals),
    "Lets your shop's own server pass on the opt-out signals (Global Privacy Control) of customers it knows; see docs/opt-out-signals.md.",
  ),
  accountLogin: setting(
    z.exactOptional(accountLogin),
    'Lets customers prove by a log-in at your shop that the details of their data may be shown to them (11 CCR 7061(a)); see docs/account-login.md.',
  ),
  approvals: setting(approvals.prefault({}), 'How many people must agree to what cannot be undone.'),
  mails: setting(mails.prefault({}), 'How many mails the form can bring about.'),
  recordsKept: setting(
    checkedText(periodFault).default('P3Y'),
    "The desk's own record of a request is kept this long after it closed.",
    'P3Y',
  ),
  metricsNamespace: setting(
    z
      .string()
      .regex(/^(?!AWS\/)[A-Za-z0-9._/#:-]{1,255}$/, 'is not a CloudWatch namespace')
      .default('Rightsdesk'),
    'CloudWatch namespace of the counts.',
    'Rightsdesk',
  ),
});

export type DeskSettings = z.output<typeof deskSchema>;
