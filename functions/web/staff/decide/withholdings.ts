import type { CollectionFinding } from '../../../documents/collection-tally';
import type { DisclosureDecision, Release } from '../../../documents/disclosure-decision';
import { recordKey } from '../../../documents/disclosure-rules';
import type { DataMap } from '../../../domain/data-map';
import { fileField } from '../../../domain/file-categories';
import { collectionOf } from '../../../domain/foreign-keys';
import type { Withholding } from '../../../domain/manifest';
import type { ChoiceGroup } from '../../parts/form-parts';
import type { DecisionWithholdingFacts } from './decision-withholding';
import type { Preview } from './preview';

/** Something that can be left out: a field everywhere, or one record. */
export interface Target {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly what: Pick<Withholding, 'storeId' | 'collection' | 'key' | 'field'>;
}

/** Everything on the page that can still be left out: fields that are given, and the records shown. */
export function targetsOf(preview: Preview): Target[] {
  return preview.stores.flatMap(({ store, findings }) =>
    findings.flatMap((finding) => [
      ...fieldTargets(store.storeId, store.title, finding),
      ...recordTargets(store.storeId, store.title, finding),
    ]),
  );
}

function fieldTargets(storeId: string, store: string, finding: CollectionFinding): Target[] {
  const { collection } = finding;
  const titled = finding.columns.map((name) => ({
    name,
    title: collection.fields.find((field) => field.name === name)?.title ?? name,
  }));
  const files = finding.files > 0 ? [{ name: fileField, title: 'the stored files' }] : [];
  return [...titled, ...files].map(({ name, title }) => ({
    id: JSON.stringify([storeId, collection.name, 'field', name]),
    label: `${title}, in every record`,
    group: `${collection.title} (${store})`,
    what: { storeId, collection: collection.name, field: name },
  }));
}

function recordTargets(storeId: string, store: string, finding: CollectionFinding): Target[] {
  const { collection } = finding;
  return finding.sample.map(({ key }) => ({
    id: JSON.stringify([storeId, collection.name, 'record', recordKey(key)]),
    label: `The record ${Object.values(key).join(' ')}`,
    group: `${collection.title} (${store})`,
    what: { storeId, collection: collection.name, key },
  }));
}

export function targetGroups(targets: readonly Target[]): ChoiceGroup[] {
  const names = [...new Set(targets.map((target) => target.group))];
  return names.map((name) => ({
    name,
    choices: targets.filter((t) => t.group === name).map(({ id, label }) => ({ value: id, label })),
  }));
}

/** One thing that is left out, and how to give it after all. */
export interface LeftOut {
  readonly id: string;
  readonly what: string;
  readonly ground: string;
  /**
   * Who left it out, if not the map. Taking back what one left out oneself is no statement about anybody's
   * data.
   */
  readonly by?: string;
  readonly undo: (decision: DisclosureDecision) => DisclosureDecision;
}

/** What staff left out, and what is left out by default because it is about someone else. */
export function leftOut(map: DataMap, chosen: DisclosureDecision, preview: Preview): LeftOut[] {
  return [...chosen.withholdings.map((w) => chosenLeftOut(map, w)), ...defaultLeftOut(map, preview)];
}

function chosenLeftOut(map: DataMap, withholding: DisclosureDecision['withholdings'][number]): LeftOut {
  const { ground, article, by } = withholding;
  return {
    id: JSON.stringify(['chosen', idOf(withholding)]),
    what: whatWords(map, withholding),
    ground: article ? `${ground} (${article})` : ground,
    ...(by ? { by } : {}),
    undo: (decision) => ({
      ...decision,
      withholdings: decision.withholdings.filter((w) => idOf(w) !== idOf(withholding)),
    }),
  };
}

function defaultLeftOut(map: DataMap, preview: Preview): LeftOut[] {
  return preview.stores.flatMap(({ store, findings }) =>
    findings.flatMap((finding) =>
      finding.withheldFields
        .filter((held) => held.because === 'rights-of-others')
        .map((held): LeftOut => {
          const release: Release = {
            storeId: store.storeId,
            collection: finding.collection.name,
            field: held.field,
          };
          return {
            id: JSON.stringify(['default', idOf(release)]),
            what: whatWords(map, release),
            ground: held.article ? `${held.ground} (${held.article})` : held.ground,
            undo: (decision) => ({ ...decision, releases: [...decision.releases, release] }),
          };
        }),
    ),
  );
}

/**
 * Adds a withholding; an earlier release of the same thing no longer counts. If somebody had left it out
 * already, it remains theirs.
 */
export function withWithholding(
  decision: DisclosureDecision,
  added: DisclosureDecision['withholdings'][number],
): DisclosureDecision {
  const isOut = decision.withholdings.some((w) => idOf(w) === idOf(added));
  return {
    withholdings: isOut ? decision.withholdings : [...decision.withholdings, added],
    releases: decision.releases.filter((r) => idOf(r) !== idOf(added)),
  };
}

function idOf(item: Pick<Withholding, 'storeId' | 'collection' | 'key' | 'field'>): string {
  const key = item.key ? recordKey(item.key) : '';
  return JSON.stringify([item.storeId, item.collection, key, item.field ?? '']);
}

function whatWords(
  map: DataMap,
  item: Pick<Withholding, 'storeId' | 'collection' | 'key' | 'field'>,
): string {
  const collection = collectionOf(map, item.storeId, item.collection);
  const field = collection?.fields.find((f) => f.name === item.field)?.title ?? item.field;
  const record = item.key ? `record ${Object.values(item.key).join(' ')}` : undefined;
  return [collection?.title ?? item.collection, record, field].filter(Boolean).join(', ');
}

export type WithholdingParts = Pick<DecisionWithholdingFacts, 'withheld' | 'targets'>;
