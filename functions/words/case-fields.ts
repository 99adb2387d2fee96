import type { Outcome } from '../domain/event-facts';
import type { Right } from '../domain/rights';

/**
 * A field in which staff say how a right was carried out, in addition to their answer, so that the requester
 * is told what was done.
 */
export interface CaseField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** A plain date, one line, several lines, or one of these choices. */
  readonly kind: 'date' | 'line' | 'box' | Readonly<Record<string, string>>;
  /** The outcomes for which it must be filled in. */
  readonly neededFor: readonly Outcome[];
}

const fulfilled: readonly Outcome[] = ['fulfilled', 'partly-fulfilled'];
const decided: readonly Outcome[] = [...fulfilled, 'refused'];

/** What follows when an objection is upheld: Art. 21(1), 17(1)(c) GDPR. */
const afterObjection = {
  erase: 'The desk erases their data, as a request of its own that you decide on',
  'by-hand': 'Nothing more: I have stopped it by hand',
} as const;

/**
 * What the desk can set by itself, depending on the use: an objection to marketing does not stop credit
 * scoring.
 */
const optOutsFor: Readonly<Partial<Record<Right, string>>> = {
  'marketing-objection': 'It was marketing: the desk sets the fields that say no to marketing',
  'opt-out-of-sale': 'It was selling or sharing: the desk sets the fields that say no to that',
  'opt-out-of-profiling':
    'It was profiling for a decision about them: the desk sets the fields that say no to that',
  'admt-opt-out': 'It was automated decision-making: the desk sets the fields that say no to that',
  'limit-sensitive': 'It was a use of sensitive data: the desk sets the fields that limit it',
};

/** Opt-outs that may follow from an objection, if the data map has a field for them. */
export const optOutsAfterObjection = Object.keys(optOutsFor) as readonly Right[];

/** @param optOuts - those of `optOutsAfterObjection` that the data map can set */
function afterObjectionOf(optOuts: readonly Right[]): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(optOuts.map((right) => [right, optOutsFor[right] ?? ''])),
    ...afterObjection,
  };
}

/** What follows when a complaint or an appeal is upheld. */
const afterReview = {
  anew: 'The desk does what they first asked for, as a request of its own',
  'by-hand': 'I have put it right by hand, and say so below',
  nothing: 'Nothing more follows, and I say below why',
} as const;

export const decisionResults = {
  kept: 'It stays as it was',
  changed: 'It is changed',
  anew: 'It was decided anew with corrected data',
} as const;

const FIELDS: Readonly<Partial<Record<Right, readonly CaseField[]>>> = {
  objection: [
    { name: 'use', label: 'Which use it is about', kind: 'line', neededFor: decided },
    { name: 'since', label: 'Not used for that any more since', kind: 'date', neededFor: fulfilled },
    { name: 'follow', label: 'What follows', kind: afterObjection, neededFor: fulfilled },
    {
      name: 'weighed',
      label: 'If you go on: why your ground outweighs what they told you, and no milder way will do',
      hint: '“We have a legitimate interest” is not enough.',
      kind: 'box',
      neededFor: ['refused'],
    },
  ],
  restriction: [
    { name: 'what', label: 'What is only stored from now on', kind: 'box', neededFor: fulfilled },
    { name: 'since', label: 'Only stored since', kind: 'date', neededFor: fulfilled },
    {
      name: 'lookAgainOn',
      label: 'When do you look again whether it still has to be?',
      hint: 'You get a mail on that day. It does not end by itself.',
      kind: 'date',
      neededFor: fulfilled,
    },
  ],
  'automated-decision-review': [
    { name: 'decision', label: 'Which decision, and of which day', kind: 'line', neededFor: decided },
    { name: 'inputs', label: 'Which of their data it went by', kind: 'box', neededFor: decided },
    {
      name: 'counted',
      label: 'What counted most, and what would have led to another result',
      kind: 'box',
      neededFor: decided,
    },
    { name: 'result', label: 'What a person decided', kind: decisionResults, neededFor: fulfilled },
  ],
};

/**
 * Whether the desk can reopen what a complaint or an appeal is about. It cannot if the requester writes from
 * another address, or once the key of that request is destroyed.
 */
export type ReopenOption = 'offered' | 'other-address' | 'gone';

function reviewFields(way: ReopenOption): readonly CaseField[] {
  const { anew, ...others } = afterReview;
  const kind = way === 'offered' ? { anew, ...others } : others;
  return [{ name: 'follow', label: 'What follows, if they are right', kind, neededFor: fulfilled }];
}

/** Titles of stores that have a field to mark records as restricted. */
export interface MarkableStores {
  /** Stores in which the desk sets it. */
  readonly automatic: readonly string[];
  /** Stores in which a person sets it. */
  readonly manual: readonly string[];
}

const NO_PLACES: MarkableStores = { automatic: [], manual: [] };

/**
 * The fields that staff fill in for a right.
 *
 * @param way - for a complaint or an appeal; absent if nothing was asked for before, or if that is still open
 * @param optOuts - those of `optOutsAfterObjection` that the data map can set
 */
export function caseFields(
  right: Right,
  way: ReopenOption | undefined,
  places: MarkableStores = NO_PLACES,
  optOuts: readonly Right[] = [],
): readonly CaseField[] {
  if (right === 'restriction')
    return [...(FIELDS.restriction ?? []).map(withHint(places)), ...markField(places)];
  const fields = FIELDS[right] ?? (way ? reviewFields(way) : []);
  if (right !== 'objection') return fields;
  const kind = afterObjectionOf(optOuts);
  return fields.map((field) => (field.name === 'follow' ? { ...field, kind } : field));
}

/** Tells staff beforehand whether anything in their stores will show it. */
function withHint({ automatic, manual }: MarkableStores): (field: CaseField) => CaseField {
  const byHand = `Set the mark by hand in: ${manual.join('; ')}.`;
  const none =
    'The data map names no field that marks records as restricted, so nothing in your stores shows it: see to it yourselves. The person is told that one of you does.';
  const hint = manual.length > 0 ? byHand : automatic.length === 0 ? none : undefined;
  return (field) => (field.name === 'what' && hint ? { ...field, hint } : field);
}

/** Whether the desk marks the whole record. */
function markField({ automatic }: MarkableStores): CaseField[] {
  if (automatic.length === 0) return [];
  const kind = { yes: `Yes, in: ${automatic.join('; ')}`, no: 'No, I see to it by hand' };
  return [
    {
      name: 'mark',
      label: 'Shall the desk mark their records as restricted?',
      hint: 'The mark stands for the whole record. Choose no if only a part of it is to be left alone.',
      kind,
      neededFor: fulfilled,
    },
  ];
}
