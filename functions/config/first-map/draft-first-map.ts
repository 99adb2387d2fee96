import type { StoreSurvey } from '../../connectors/survey';
import { defined } from '../../domain/defined';
import { type ChosenReferences, chooseReferences } from './choose-references';
import { draftField } from './draft-first-field';
import type { FirstCollection, FirstMap, FirstTreatment } from './first-map';
import { deletedWith } from './guess-treatment';
import { titleOf } from './name-words';
import { marksOf } from './review-marks';
import { type SortedTable, type SortedTables, sortTables } from './sort-tables';

/**
 * Drafts a first map from what a store says of itself. What the draft does not know it leaves open, as a gap
 * of the map; what it guesses it marks for review. Both block approvals.
 */
export function draftFirstMap(
  survey: StoreSurvey,
  { datasetKey, title }: Pick<FirstMap, 'datasetKey' | 'title'>,
): FirstMap {
  const sorted = sortTables(survey);
  const references = chooseReferences(sorted);
  const collections = [...sorted.tables.values()].map((table) => draftCollection(table, sorted, references));
  return { datasetKey, title, collections: inReadingOrder(collections), notLookedAt: survey.notLookedAt };
}

const READING_ORDER = ['own', 'theirs', 'shared', 'unclear', 'nobody'] as const;

function inReadingOrder(collections: readonly FirstCollection[]): FirstCollection[] {
  return READING_ORDER.flatMap((wanted) => collections.filter(({ role }) => role === wanted));
}

function draftCollection(
  table: SortedTable,
  sorted: SortedTables,
  references: ChosenReferences,
): FirstCollection {
  const { collection, role } = table;
  const { name, place } = collection;
  const onErasure = treatmentOf(table, sorted);
  const fields =
    role === 'nobody' ? [] : collection.fields.map((field) => draftField(field, table, references));
  const review = marksOf(table, { sorted, references, onErasure });
  const pointedAtBy = [...new Set(sorted.links.down(name).map(({ child }) => child))];
  return {
    name,
    title: collection.told?.title ?? titleOf(name),
    role,
    place,
    fields,
    review,
    pointedAtBy,
    ...defined({ onErasure }),
  };
}

function treatmentOf(table: SortedTable, sorted: SortedTables): FirstTreatment | undefined {
  const through = deletedWith(table, sorted);
  return through === undefined ? undefined : { as_parent: { through } };
}
