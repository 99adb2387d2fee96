import * as z from 'zod';
import { checkedText, setting } from './setting';
import { type FormatFault, oneLineFault } from './setting-formats';

const words = () => checkedText(oneLineFault);

/**
 * California lets a person ask for the categories alone, on a lighter proof. Who asks for no more than the
 * default gets both, as far as they prove.
 */
function knowFault(value: string): FormatFault | undefined {
  if (value === 'specific-pieces') return undefined;
  return {
    problem: 'is not a way to answer requests to know that the desk has',
    remedy:
      'Write know: specific-pieces (the form asks whether the kinds of data are enough; whoever wants the data itself is shown it after the stronger proof, and told the kinds without it).',
  };
}

const flag = (description: string) => setting(z.exactOptional(z.boolean()), description, true);

/** Facts on which laws make it depend whom they bind; the names are those of the laws' own tests. */
export const businessFacts = z.strictObject({
  annualRevenueUsd: setting(
    z.exactOptional(z.number().min(0, 'must not be negative')),
    'Gross revenue in a year, in US dollars.',
    2_500_000,
  ),
  peopleInPlace: setting(
    z.exactOptional(z.int().min(0, 'must not be negative')),
    "People of the law's place whose data you handle in a year.",
    12_000,
  ),
  revenueShareFromSale: setting(
    z.exactOptional(z.number().min(0, 'must be from 0 to 1').max(1, 'must be from 0 to 1')),
    'Which share of the revenue comes from selling data, from 0 to 1.',
    0.25,
  ),
  establishedInPlace: flag("You have an establishment in the law's place."),
  offersToPeopleInPlace: flag('You offer goods or services to people there.'),
  monitorsPeopleInPlace: flag('You watch how people there behave.'),
  doesBusinessInPlace: flag('You do business there.'),
  sellsData: flag('You sell personal data.'),
  sellsSensitiveData: flag('You sell sensitive personal data.'),
  handlesSensitiveData: flag('You handle sensitive personal data.'),
  smallBusiness: flag('You are a small business as the law of the place defines it.'),
  dataBroker: flag('You sell data on people with whom you have no dealings.'),
  largePlatform: flag('You run one of the large platforms that the law is about.'),
});

const override = z.strictObject({
  clock: setting(words(), "Name of the clock, as the law's file has it.", 'standard'),
  rule: setting(
    z.enum(['respond', 'acknowledge', 'extension', 'completionNotice']),
    'Which of its periods: respond, acknowledge, extension or completionNotice.',
    'respond',
  ),
  amount: setting(
    z.int().min(1, 'must be at least 1').max(400, 'must be at most 400'),
    'How many of the unit.',
    30,
  ),
  unit: setting(
    z.enum(['months', 'calendarDays', 'businessDays']),
    'months, calendarDays or businessDays.',
    'calendarDays',
  ),
  by: setting(words(), 'Who answers for it. Every date that rests on it says so.', 'Kim Sample, counsel'),
  because: setting(words(), 'Why: what was read, and where.', 'Read in section 5 of the Act.'),
});

/** One entry of `laws`. */
export const lawSetting = z.strictObject({
  regime: setting(words(), 'Which law. The file docs/deadlines.md lists all.', 'eu-gdpr'),
  applies: setting(
    z.enum(['binds', 'voluntary', 'no']),
    'binds: you must follow it. voluntary: you follow it of your own will. no: it does not concern you.',
    'binds',
  ),
  because: setting(
    words(),
    'Your reason, for the record.',
    'The shop is established in Germany (Art. 3(1)).',
  ),
  know: setting(
    z.exactOptional(checkedText(knowFault)),
    'Only for us-ca-ccpa, and needed when it binds: how requests to know are answered. The one way is specific-pieces: the data itself after the stronger proof, the kinds of data without it.',
    'specific-pieces',
  ),
  business: setting(
    z.exactOptional(businessFacts),
    "Facts about your business in this law's place; they stand before those of business.",
  ),
  overrides: setting(
    z.exactOptional(z.array(setting(override, 'One period.')).min(1, 'is empty')),
    'Your own figure for a period that nobody here has read in the official text. One that was read there cannot be changed.',
  ),
});
