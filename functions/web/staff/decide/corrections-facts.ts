import type { CorrectionPlan, PlannedPoint } from '../../../domain/correction';
import { correctionPoints } from '../../../domain/correction-points';
import { fieldsOf, fieldWords } from '../../../domain/corrections';
import type { DataMap } from '../../../domain/data-map';
import { refusingLaws } from '../../../domain/refusing-laws';
import { rights } from '../../../domain/rights';
import { type CorrectableRow, correctableRows } from '../../../findings/correctable-rows';
import { plannedCorrections } from '../../../findings/planned-corrections';
import { requesterFacts } from '../../../findings/requester-facts';
import { unheardOnFile } from '../../../mailing/unheard-on-file';
import type { FormTarget } from '../../../pages/form-parts';
import type { CorrectionRowShown, DecisionCorrectionsFacts } from '../../../pages/staff/decision-corrections';
import { durationWords } from '../../../pages/words/date-words';
import { inSentence } from '../../../pages/words/in-sentence';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-link';
import { groundField, suggestPlan } from './correction-plan';
import { frozenOf } from './standing';

/** What the decision page shows of a correction; nothing for any other right. */
export async function correctionsFacts(
  deps: StaffDeps,
  { request }: StaffPage,
  form: FormTarget,
): Promise<DecisionCorrectionsFacts | undefined> {
  if (rights[request.right].carriedOut !== 'correction' || !frozenOf(request)) return undefined;
  const { rows, more } = await correctableRows(deps, request);
  const points = correctionPoints(await requesterFacts(deps, request));
  const plan = await plannedCorrections(deps, request);
  const lawIds = refusingLaws(deps, request).map(({ regime }) => regime.id);
  return {
    points,
    rows: rows.map(rowShown),
    more,
    laws: refusingLaws(deps, request)
      .map(({ regime, grounds }, at) => ({
        name: regime.shortName,
        at,
        choices: grounds.map(({ id, words, article }) => ({
          value: id,
          label: article ? `${words} (${article})` : words,
        })),
      }))
      .filter(({ choices }) => choices.length > 0),
    planned: plan ? sentencesOf(deps.map, plan) : [],
    noticed: plan ? noticedOf(deps.map, plan) : [],
    unheard: (await unheardOnFile(deps, request)).map(({ address }) => address),
    wait: durationWords(deps.desk.waits.correctionNotice),
    suggested: plan ? asPlanned(plan, rows, lawIds) : suggestPlan(points, rows),
    ...(request.status === 'awaiting-decision' ? { form } : {}),
  };
}

function rowShown(row: CorrectableRow): CorrectionRowShown {
  return {
    title: `${row.title} in ${inSentence(row.store)}`,
    key: Object.values(row.key).join(', '),
    ...(row.keptBy === undefined ? {} : { keptBy: row.keptBy }),
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
      const words = field ? fieldWords(map, field) : change.field;
      if (row.note) return `${words} is written beside the record.`;
      return change.to === null ? `${words} is taken out.` : `${words} becomes “${change.to}”.`;
    });
  });
  return [...ofPoints, ...ofRows];
}

function noticedOf(map: DataMap, { rows }: CorrectionPlan): string[] {
  const guarded = rows.flatMap((row) => fieldsOf(map, row)).filter((field) => field.guarded);
  return [...new Set(guarded.map((field) => fieldWords(map, field)))];
}

/** The plan as the form shows it again, to be changed. */
function asPlanned(
  { points, rows: planned }: CorrectionPlan,
  rows: readonly CorrectableRow[],
  lawIds: readonly string[],
) {
  const values: Record<string, string> = {};
  for (const [i, { way, reason = '', grounds = {} }] of points.entries()) {
    Object.assign(values, { [`way-${i + 1}`]: way, [`reason-${i + 1}`]: reason });
    for (const [at, id] of lawIds.entries()) values[groundField(i + 1, at)] = grounds[id] ?? '';
  }
  for (const row of planned.filter(({ note }) => !note)) {
    const r = rows.findIndex((one) => isSame(one, row));
    for (const { field, to } of row.changes) {
      const f = rows[r]?.fields.findIndex(({ name }) => name === field);
      values[to === null ? `out-${r}-${f}` : `new-${r}-${f}`] = to ?? 'yes';
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
