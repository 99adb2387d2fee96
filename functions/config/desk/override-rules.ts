import type { ClockRule, Regime } from '../../domain/deadlines/law';
import { isOverridable, type RuleOverride } from '../../domain/deadlines/override-rule';
import { allRegimes } from '../laws/law-library';
import type { ComparedSettings } from './compared-settings';
import type { DeskFault } from './explain-issue';

type Written = ComparedSettings['laws'][number]['overrides'][number];

const OVERRIDABLE_RULES: readonly RuleOverride['rule'][] = [
  'respond',
  'acknowledge',
  'extension',
  'completionNotice',
];

/**
 * Faults of the overrides of a law: each must name a period of the law that nobody has confirmed in the
 * official text.
 */
export function overrideRules(law: ComparedSettings['laws'][number], index: number): DeskFault[] {
  const regime = allRegimes().get(law.regime ?? '');
  if (!regime) return [];
  return law.overrides.flatMap((written, at) => [
    ...faultOf(regime, written, ['laws', index, 'overrides', at]),
    ...repeated(law.overrides, at, ['laws', index, 'overrides', at]),
  ]);
}

function faultOf(regime: Regime, { clock: name, rule: field }: Written, path: PropertyKey[]): DeskFault[] {
  if (name === undefined || field === undefined) return [];
  const clock = regime.clocks[name];
  if (!clock)
    return [
      {
        path: [...path, 'clock'],
        problem: `${JSON.stringify(name.slice(0, 60))} is no clock of ${regime.id}`,
        remedy: `Choose one of ${Object.keys(regime.clocks).join(', ')}.`,
      },
    ];
  const known = OVERRIDABLE_RULES.find((rule) => rule === field);
  if (!known) return [];
  const rule = clock[known];
  if (!rule)
    return [
      {
        path: [...path, 'rule'],
        problem: `${regime.id} has no period ${name}.${known}, so there is none to change`,
        remedy: `Choose one of ${periodsOf(clock).join(', ') || 'the periods of another clock'}, or remove it.`,
      },
    ];
  return isOverridable(regime, rule) ? [] : [confirmed(regime, rule.source, { name, field, path })];
}

function confirmed(
  regime: Regime,
  source: string,
  { name, field, path }: { name: string; field: string; path: PropertyKey[] },
): DeskFault {
  const article = regime.sources[source]?.article ?? regime.name;
  return {
    path,
    problem: `${name}.${field} of ${regime.id} was read in the official text (${article}) and cannot be changed`,
    remedy: 'Remove it. If the law itself was changed, see docs/adding-a-law.md.',
  };
}

function periodsOf(clock: ClockRule): string[] {
  return OVERRIDABLE_RULES.filter((rule) => clock[rule]);
}

function repeated(all: readonly Written[], at: number, path: PropertyKey[]): DeskFault[] {
  const { clock, rule } = all[at] ?? {};
  const first = all.findIndex((other) => other.clock === clock && other.rule === rule);
  return first < at
    ? [{ path, problem: `${clock}.${rule} is changed by overrides[${first}] already`, remedy: 'Remove one.' }]
    : [];
}
