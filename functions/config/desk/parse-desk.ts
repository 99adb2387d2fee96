import type { BusinessFacts } from '../../domain/deadlines/applicability';
import type { Desk, DeskLaw } from '../../domain/desk';
import { nearestWord } from '../../domain/nearest-word';
import { allRegimes } from '../laws/law-library';
import { DeskFileError, type DeskProblem } from './desk-file-error';
import { deskRuleFaults } from './desk-rules';
import { type DeskSettings, deskSchema } from './desk-schema';
import { type DeskFault, explainIssue } from './explain-issue';
import { readYaml } from './read-yaml';
import { asciiAddress } from './setting-formats';

export interface ParsedDesk {
  readonly desk: Desk;
  /**
   * What the file says about the business, by law: the facts of the law's own place before those that hold
   * everywhere.
   */
  readonly business: Readonly<Record<string, BusinessFacts>>;
  /** fideslang files that describe systems, as written: relative to the desk file. */
  readonly systems: readonly string[];
}

/**
 * Reads the text of a desk file.
 *
 * @param text - YAML
 * @param file - name to show in errors
 * @throws {DeskFileError} with every problem of the file, in the order of its lines
 */
export function parseDesk(text: string, file: string): ParsedDesk {
  const yaml = readYaml(text, file);
  if (yaml.value === null || typeof yaml.value !== 'object' || Array.isArray(yaml.value))
    throw new DeskFileError([
      { file, path: '', problem: 'holds no settings', remedy: 'Start from the sample rightsdesk.yaml.' },
    ]);
  const parsed = deskSchema.safeParse(yaml.value);
  const shape = parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) => explainIssue(deskSchema, issue, yaml.source));
  const faults = withoutEchoes([...shape, ...unknownLaws(yaml.value), ...deskRuleFaults(yaml.value)]);
  if (!parsed.success || faults.length > 0) throw new DeskFileError(located(faults, file, yaml.lineOf));
  const { systems } = parsed.data;
  return { desk: toDesk(parsed.data), business: businessByLaw(parsed.data), systems };
}

/** A value that has the wrong shape need not be reported by a rule as well. */
function withoutEchoes(faults: readonly DeskFault[]): DeskFault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const at = pathText(fault.path);
    if (seen.has(at)) return false;
    seen.add(at);
    return true;
  });
}

function unknownLaws(written: object): DeskFault[] {
  const ids = [...allRegimes().keys()];
  const laws: unknown = 'laws' in written ? written.laws : [];
  if (!Array.isArray(laws)) return [];
  return laws.flatMap((law: unknown, index) => {
    const regime = typeof law === 'object' && law !== null && 'regime' in law ? law.regime : undefined;
    if (typeof regime !== 'string' || ids.includes(regime)) return [];
    const meant = nearestWord(regime, ids);
    return [
      {
        path: ['laws', index, 'regime'],
        problem: `${JSON.stringify(regime.slice(0, 60))} is no law that the desk knows`,
        remedy: meant ? `Did you mean ${meant}?` : `Choose one of ${ids.join(', ')}.`,
      },
    ];
  });
}

function located(
  faults: readonly DeskFault[],
  file: string,
  lineOf: (path: readonly PropertyKey[], atKey?: boolean) => number,
): DeskProblem[] {
  return faults
    .map(({ path, atKey, problem, remedy }) => ({
      file,
      line: lineOf(path, atKey),
      path: pathText(path),
      problem,
      remedy,
    }))
    .sort((a, b) => a.line - b.line);
}

/** `['staff', 1, 'email']` as a reader writes it: `staff[1].email`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

/**
 * Addresses and origins in the form that machines take; what only the file needs (`systems`, `business`, the
 * `know` of California) is left out.
 */
function toDesk(settings: DeskSettings): Desk {
  const { systems: _systems, business: _business, ...kept } = settings;
  const { dataProtectionOfficer: officer, ...controller } = settings.controller;
  return {
    ...kept,
    controller: {
      ...controller,
      contactEmail: asciiAddress(controller.contactEmail),
      ...(officer && { dataProtectionOfficer: { ...officer, email: asciiAddress(officer.email) } }),
      ...(controller.representatives && {
        representatives: controller.representatives.map((one) => ({
          ...one,
          email: asciiAddress(one.email),
        })),
      }),
    },
    laws: settings.laws.map(deskLaw),
    staff: settings.staff.map((member) => ({ ...member, email: asciiAddress(member.email) })),
    escalateTo: asciiAddress(settings.escalateTo),
    sender: { ...settings.sender, address: asciiAddress(settings.sender.address) },
    baseUrl: new URL(settings.baseUrl).origin,
    stores: settings.stores.map((store) => ({ ...store, connection: { ...store.connection } })),
  };
}

function deskLaw({ regime, applies, because, overrides, business }: DeskSettings['laws'][number]): DeskLaw {
  const established = business?.establishedInPlace ? ({ established: true } as const) : {};
  if (!overrides) return { regime, applies, because, ...established };
  const changes = overrides.map(({ because: reason, ...change }) => ({ ...change, reason }));
  return { regime, applies, because, ...established, overrides: changes };
}

function businessByLaw({ business, laws }: DeskSettings): ParsedDesk['business'] {
  return Object.fromEntries(laws.map((law) => [law.regime, { ...business, ...law.business }]));
}
