import { lawViews } from '../../casework/evidence/law-views';
import { neverShownGrounds } from '../../casework/evidence/never-shown-grounds';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { Regime } from '../../domain/deadlines/law';
import { lawDays } from '../../domain/deadlines/law-day';
import type { CitedGround } from '../../domain/deadlines/refusal-grounds';
import { requestTypeOf } from '../../domain/deadlines/request-type-of';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LawView } from '../../domain/never-shown';
import { OWN_WORDS, type RefusingLaw, refusingLaws } from '../../domain/refusing-laws';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import { choiceOf, fieldOf, groundIn } from './chosen-grounds';
import type { WithholdingLaw } from './decide/decision-withholding';
import { readStaffText } from './staff-text';

type Deps = Pick<DeskDeps, 'book' | 'desk'>;

/** Maximum length of the text on one thing that is left out, in characters. The person reads it. */
const LONGEST_WORDS = 500;

/**
 * On which grounds something is left out: the words and articles of all laws, and whether staff give their
 * own words; or what is wrong, by field.
 */
export type WithholdingChoice =
  | { readonly ground: string; readonly article: string; readonly isOwn: boolean }
  | { readonly errors: FieldErrors };

/** What the laws of a request say about refusing it, and about showing the data. */
export interface LawsAsked {
  readonly refusing: readonly RefusingLaw[];
  readonly views: readonly LawView[];
}

/** Grounds for leaving out a part, law by law; own words where none of a law fits. */
export function groundsForWithholding(request: DataSubjectRequest, asked: LawsAsked): WithholdingLaw[] {
  return lawsForPart(request, asked).map((law, at) => ({
    name: law.regime.shortName,
    field: fieldOf(law, at),
    choices: [
      ...law.grounds.map(choiceOf),
      { value: OWN_WORDS, label: 'None of these: in my own words, and I answer for it' },
    ],
  }));
}

/** What is left out needs a ground, or a named person's own words, under every law that grants the right. */
export function withholdingGround(
  deps: Deps,
  request: DataSubjectRequest,
  fields: Fields,
  name: string,
): WithholdingChoice {
  const asked = { refusing: refusingLaws(deps, request), views: lawViews(deps, request) };
  const laws = lawsForPart(request, asked).map((law, at) => ({ law, field: fieldOf(law, at), at }));
  const own = laws.filter(({ field }) => fields[field] === OWN_WORDS);
  const grounds = laws.flatMap(({ law, at }) => groundIn(law, fields, at) ?? []);
  const words = own.length > 0 ? readStaffText(fields, 'words', LONGEST_WORDS) : undefined;
  const isUnused = own.length === 0 && (fields.words ?? '').trim() !== '';
  const missing = laws.filter((one) => !own.includes(one) && !groundIn(one.law, fields, one.at));
  const errors: FieldErrors = {
    ...Object.fromEntries(missing.map(({ law, field }) => [field, missingWords(law, laws.length)])),
    ...(words && 'problem' in words ? { words: words.problem } : {}),
    ...(isUnused ? { words: 'Choose “None of these” above, or leave this empty.' } : {}),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    ground: [lawful(grounds), words && 'text' in words ? [words.text] : []].flat().join('; '),
    article: joined([
      ...grounds.map(({ article }) => article),
      ...own.map(() => `${name} answers for this decision`),
    ]),
    isOwn: own.length > 0,
  };
}

/**
 * Adds what each law's right does not reach, and what a law forbids to show, which may be left out of a text
 * or a file whatever the other grounds.
 */
function lawsForPart(request: DataSubjectRequest, { refusing, views }: LawsAsked): RefusingLaw[] {
  const never = neverShownGrounds(views);
  return refusing.map((law) => ({
    ...law,
    grounds: [
      ...law.grounds.filter(({ scope }) => scope === 'part'),
      notTheirs(law.regime, request),
      ...never,
    ],
  }));
}

/**
 * Each of these rights covers data about the person who asks; few laws outside Europe say what follows for
 * data of others.
 */
function notTheirs(regime: Regime, { right, received }: DataSubjectRequest): CitedGround {
  const type = requestTypeOf(regime, right, lawDays(regime, received.receivedAt, received.zone).givingOn);
  const source = regime.sources[(type && regime.requestTypes[type]?.source) ?? ''];
  const words = 'It is about somebody else';
  return {
    ...{ id: 'not-theirs', words, sentence: words, kind: 'condition', scope: 'part', say: [], show: [] },
    article: source?.article ?? '',
    confidence: source?.confidence ?? 'unconfirmed',
  };
}

function lawful(grounds: readonly CitedGround[]): string[] {
  if (grounds.length === 0) return [];
  const words = grounds.map((one) => one.words.charAt(0).toLowerCase() + one.words.slice(1));
  return [`the law lets us leave it out: ${joined(words)}`];
}

function joined(words: readonly string[]): string {
  return [...new Set(words)].filter((word) => word !== '').join('; ');
}

function missingWords({ regime }: RefusingLaw, laws: number): string {
  return laws === 1
    ? 'Choose the ground in the law.'
    : `${regime.shortName} grants this as well: choose the ground under it, or give it.`;
}
