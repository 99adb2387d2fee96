import type { DataMap } from '../domain/data-map';
import type { Right } from '../domain/rights';

/** Something that the form asks for one right only. The answer is kept under `name`. */
export interface RightQuestion {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** The choices; if absent, the requester answers in their own words. */
  readonly choices?: readonly string[];
}

/**
 * Whose grounds for a restriction apply. `gdpr`: the four of Art. 18(1) GDPR. `own`: those of other laws,
 * which requesters state in their own words. `both`: laws of both kinds apply.
 */
export type RestrictionGrounds = 'gdpr' | 'own' | 'both';

type Map = Pick<DataMap, 'systems'>;

/**
 * What must be known to handle a right, apart from who asks. All of it may be left empty: an answer in other
 * words counts as well.
 *
 * @param cases - whose grounds for a restriction apply
 */
export function questionsFor(
  map: Map,
  right: Right,
  cases: RestrictionGrounds = 'gdpr',
): readonly RightQuestion[] {
  return QUESTIONS[right]?.(map, cases) ?? [];
}

/** Rights for which the form asks more. */
export const rightsWithQuestions: readonly Right[] = [
  'objection',
  'restriction',
  'automated-decision-review',
];

const QUESTIONS: Readonly<
  Partial<Record<Right, (map: Map, cases: RestrictionGrounds) => readonly RightQuestion[]>>
> = {
  // Art. 21(1) GDPR: only a use based on legitimate interests or a public task can be objected to, on grounds
  // relating to the data subject's situation.
  objection: (map) => [
    { name: 'objection-use', label: 'Which use do you object to?', choices: [...usesOf(map), ANOTHER_USE] },
    {
      name: 'objection-situation',
      label: 'What about your situation makes this use a problem for you?',
      hint: 'You need not say it if it is about marketing.',
    },
    {
      name: 'objection-meanwhile',
      label: 'Shall we stop it while we look?',
      choices: ['Yes, stop it while you look', 'No, not before you have decided'],
    },
    {
      name: 'objection-erase',
      label: 'Shall we also erase what we need for nothing else, if you are right?',
      choices: ['Yes, erase it', 'No, only stop using it'],
    },
  ],
  // Art. 18(1) GDPR, its four cases.
  restriction: (_map, cases) => [
    {
      name: 'restriction-case',
      label: 'Why shall we only keep it?',
      ...choicesOf(cases),
    },
    { name: 'restriction-data', label: 'Which data do you mean?' },
    { name: 'restriction-until', label: 'Until when, as far as you know?' },
  ],
  // Art. 22(3) GDPR: a person reviews it, hears the other side, and may decide otherwise.
  'automated-decision-review': (map) => [
    {
      name: 'decision-which',
      label: 'Which decision do you mean?',
      choices: [...decisionsOf(map), ANOTHER_DECISION],
    },
    {
      name: 'decision-wanted',
      label: 'What do you want?',
      choices: [
        'That a person looks at it',
        'That you explain it to me',
        'That you change it, because it is wrong',
      ],
    },
    { name: 'decision-view', label: 'What is wrong with it, in your view?' },
    { name: 'decision-new', label: 'Is some of your data wrong, or is there something we should know?' },
  ],
};

const ANOTHER_USE = 'Another use, which I describe below';
const ANOTHER_CASE = 'For another reason, which I describe below';
const ANOTHER_DECISION = 'Another one, which I describe below';

/** Art. 18(1)(a) to (d) GDPR, in the requester's words. */
export const restrictionCases = {
  a: 'It is wrong, and you are still checking it',
  b: 'You had no right to it, but I want you to keep it',
  c: 'You need it no more, but I need it for a legal claim',
  d: 'I have objected to a use, and you are still weighing it',
} as const;

function choicesOf(cases: RestrictionGrounds): Pick<RightQuestion, 'choices'> {
  if (cases === 'own') return {};
  const four = Object.values(restrictionCases);
  return { choices: cases === 'gdpr' ? four : [...four, ANOTHER_CASE] };
}

/** Art. 6(1)(e) and (f) GDPR, as a map names them. */
const OPEN_TO_OBJECTION = /^(legitimate interest|public interest)/i;

function usesOf({ systems }: Map): string[] {
  const purposes = systems.flatMap((system) => system.purposes);
  const open = purposes.filter(({ legalBasis }) => OPEN_TO_OBJECTION.test(legalBasis));
  return [...new Set(open.map(({ name }) => name))];
}

function decisionsOf({ systems }: Map): string[] {
  return [...new Set(systems.flatMap((s) => s.automatedDecisions.map(({ what }) => what)))];
}
