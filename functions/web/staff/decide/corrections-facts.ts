import { type CorrectableRow, correctableRows } from '../../../casework/evidence/correctable-rows';
import { readCorrectionPlan } from '../../../casework/evidence/corrections-for';
import { unheardOnFile } from '../../../casework/mail/unheard-on-file';
import { mayBeCorrected } from '../../../domain/begun-correction';
import type { CorrectionPlan, PlannedPoint } from '../../../domain/correction';
import { correctionPoints } from '../../../domain/correction-points';
import { fieldLabel, fieldsOf } from '../../../domain/corrections';
import type { DataMap } from '../../../domain/data-map';
import { leftByPlan } from '../../../domain/left-behind';
import { rights } from '../../../domain/rights';
import { type TakeoverKind, takeoverWords } from '../../../domain/takeover-kinds';
import { inSentence } from '../../../words/in-sentence';
import { choiceOf } from '../chosen-grounds';
import type { CorrectionRowShown } from '../correction-row';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { EVERY_POINT } from './answered-points';
import { groundField } from './correction-plan';
import type { DecisionCorrectionsFacts } from './decision-corrections';
import { noticeWaitText } from './notice-wait';
import type { SharedFacts } from './shared-facts';
import { frozenOf } from './shown-version';
import { contradictions, suggestPlan } from './suggest-plan';

/** What the decision page shows of a correction; undefined for any other right. */
export async function correctionsFacts(
  deps: StaffDeps,
  { request }: StaffPage,
  { requester, refusing, isPending, formFor }: SharedFacts,
): Promise<DecisionCorrectionsFacts | undefined> {
  if (rights[request.right].carriedOut !== 'correction' || !frozenOf(request)) return undefined;
  const { rows, more } = await correctableRows(deps, request);
  const points = correctionPoints(requester);
  const plan = await readCorrectionPlan(deps, request);
  const lawIds = refusing.map(({ regime }) => regime.id);
  return {
    points,
    rows: rows.map(rowShown),
    more,
    cautions: [...contradicting(points, rows), ...(plan ? leftWords(deps.map, plan) : [])],
    laws: refusing
      .map(({ regime, grounds }, at) => ({ name: regime.shortName, at, choices: grounds.map(choiceOf) }))
      .filter(({ choices }) => choices.length > 0),
    planned: plan ? sentencesOf(deps.map, plan) : [],
    noticed: plan ? noticedOf(deps.map, plan) : [],
    unheard: (await unheardOnFile(deps, request)).map(({ address }) => address),
    untouched: !mayBeCorrected(request),
    wait: noticeWaitText(deps, request),
    suggested: plan ? asPlanned(plan, rows, lawIds) : suggestPlan(points, rows),
    ...(isPending ? { form: formFor('plan') } : {}),
  };
}

function contradicting(...[points, rows]: Parameters<typeof contradictions>): string[] {
  return contradictions(points, rows).map(
    (set) =>
      `Points ${set.join(' and ')} want different things of the same entry, so nothing is filled in for it. Ask the person which is right.`,
  );
}

/**
 * Records that would no longer be found by the new value: an answer or an erasure would miss them unnoticed.
 */
function leftWords(map: DataMap, plan: CorrectionPlan): string[] {
  return leftByPlan(map, plan).map(({ changed, left }) => {
    const what =
      typeof changed === 'string' ? takeoverWords[changed as TakeoverKind] : fieldLabel(map, changed);
    const [here, elsewhere] = [true, false].map((is) =>
      [...new Set(left.filter((one) => one.isCorrectable === is).map(({ words }) => words))].join(', '),
    );
    return [
      `${what} changes, and other records are found by it. They keep the old value unless they change too, and a later search by the new one misses them.`,
      here && `Fill it in here as well, where this person has such a record: ${here}.`,
      elsewhere && `Correct it by hand: ${elsewhere}.`,
    ]
      .filter(Boolean)
      .join(' ');
  });
}

function rowShown(row: CorrectableRow): CorrectionRowShown {
  return {
    title: `${row.title} in ${inSentence(row.store)}`,
    key: Object.values(row.key).join(', '),
    ...(row.keptBy === undefined ? {} : { keptBy: row.keptBy }),
    ...(row.maybeKept === undefined ? {} : { maybeKept: row.maybeKept }),
    fields: row.fields.map(({ title, value, secret, guarded, oneOf, longest }) => ({
      title,
      ...(secret ? {} : { value }),
      guarded,
      ...(oneOf ? { choices: oneOf } : {}),
      ...(longest === undefined ? {} : { longest }),
    })),
    takesNote: row.note !== undefined,
  };
}

const WAYS: Readonly<Record<PlannedPoint['way'], string>> = {
  correct: 'is corrected',
  'by-hand': 'is corrected by one of you by hand; you get a task once the rest is written',
  note: 'stays as it is, and what the person says is noted',
  accurate: 'is refused, on the ground that you chose',
};

function sentencesOf(map: DataMap, { points, rows }: CorrectionPlan): string[] {
  const ofPoints = points.map(({ what, way }, at) => `Point ${at + 1} (${what}) ${WAYS[way]}.`);
  const ofRows = rows.flatMap((row) => {
    const fields = fieldsOf(map, row);
    return row.changes.map((change, at) => {
      const field = fields[at];
      const words = field ? fieldLabel(map, field) : change.field;
      if (row.note) return `${words} is written beside the record.`;
      return change.to === null ? `${words} is removed.` : `${words} becomes “${change.to}”.`;
    });
  });
  return [...ofPoints, ...ofRows];
}

function noticedOf(map: DataMap, { rows, points }: CorrectionPlan): string[] {
  const guarded = rows.flatMap((row) => fieldsOf(map, row)).filter((field) => field.guarded);
  const byHand = points.flatMap(({ takeover = [] }) => takeover.map((kind) => takeoverWords[kind]));
  return [...new Set([...guarded.map((field) => fieldLabel(map, field)), ...byHand])];
}

/** The plan as the form shows it again, to be changed. */
function asPlanned(
  { points, rows: planned }: CorrectionPlan,
  rows: readonly CorrectableRow[],
  lawIds: readonly string[],
) {
  const values: Record<string, string> = {};
  for (const [i, { way, reason = '', grounds = {}, takeover = [] }] of points.entries()) {
    Object.assign(values, { [`way-${i + 1}`]: way, [`reason-${i + 1}`]: reason });
    if (way === 'by-hand') values[`kind-${i + 1}`] = takeover[0] ?? 'other';
    for (const [at, id] of lawIds.entries()) values[groundField(i + 1, at)] = grounds[id] ?? '';
  }
  for (const row of planned) {
    const r = rows.findIndex((one) => isSame(one, row));
    if (row.note) values[`note-${r}`] = 'yes';
    if (row.note || r < 0) continue;
    for (const { field, to } of row.changes) {
      const f = rows[r]?.fields.findIndex(({ name }) => name === field);
      values[to === null ? `out-${r}-${f}` : `new-${r}-${f}`] = to ?? 'yes';
      const answers = row.answers?.[field] ?? [];
      values[`for-${r}-${f}`] = answers.length > 1 ? EVERY_POINT : String(answers[0] ?? '');
    }
  }
  return values;
}

function isSame(
  a: CorrectionPlan['rows'][number] | CorrectableRow,
  b: CorrectionPlan['rows'][number],
): boolean {
  return (
    JSON.stringify([a.storeId, a.collection, a.key]) === JSON.stringify([b.storeId, b.collection, b.key])
  );
}
