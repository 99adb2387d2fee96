import { Document, isCollection, isMap, Scalar, visit, type YAMLMap } from 'yaml';
import type { FirstCollection, FirstField, FirstMap, ShopAnswers } from './first-map';

const HEAD = ` Drafted by "rightsdesk map draft" from the store itself. It holds no stored value.
 Nothing here has been reviewed. Each line under "review" is a guess: check it, correct what is wrong, and delete the line.
 While one is left, the desk approves nothing that touches its collection. What each key means: docs/data-map.md.`;

/**
 * The map as YAML that the desk reads. Names from the store are quoted wherever YAML would read them
 * otherwise.
 */
export function writeFirstMap(map: FirstMap): string {
  const document = new Document(contentsOf(map));
  document.commentBefore = [HEAD, ...map.notLookedAt.map(missingWords)].join('\n');
  visit(document, { Scalar: (_key, node) => quoteOdd(node) });
  collectionNodes(document).forEach(layOut);
  return escapeOdd(document.toString({ lineWidth: 0, flowCollectionPadding: true }));
}

/** What the map does not describe stands in its file, since the terminal is soon closed. */
function missingWords(words: string): string {
  return ` Not in this map: ${words.replaceAll(OBEYED_ALL, '?').slice(0, 300)}`;
}

function contentsOf(map: FirstMap): Record<string, unknown> {
  const { datasetKey, title, collections, answers } = map;
  const meta = {
    ...(answers?.source ? { source: answers.source } : {}),
    ...(isUsed(answers) ? { systems: [datasetKey] } : {}),
  };
  return {
    dataset: [
      {
        fides_key: datasetKey,
        name: title,
        ...(Object.keys(meta).length > 0 ? { rightsdesk_meta: meta } : {}),
        collections: collections.map((one) => collectionYaml(one, datasetKey)),
      },
    ],
    ...(isUsed(answers) ? { system: [systemYaml(map, answers)] } : {}),
  };
}

function isUsed(answers: ShopAnswers | undefined): answers is ShopAnswers {
  return answers?.purpose !== undefined;
}

function collectionYaml(one: FirstCollection, dataset: string): Record<string, unknown> {
  const { name, title, role, place, fields, onErasure, review } = one;
  const meta = {
    title,
    ...(role === 'own' ? { own_record: true } : {}),
    ...(role === 'shared' ? { owner: 'shared' } : {}),
    ...(onErasure === undefined ? {} : { on_erasure: onErasure }),
    ...(Object.keys(place).length > 0 ? { physical: place } : {}),
    ...(review.length > 0 ? { review: review.map(({ words }) => words) } : {}),
  };
  return {
    name,
    rightsdesk_meta: meta,
    ...(role === 'nobody' ? { fides_meta: { skip_processing: true } } : {}),
    fields: fields.map((field) => fieldYaml(field, dataset, onErasure === 'anonymise')),
  };
}

function fieldYaml(field: FirstField, dataset: string, isBlanked: boolean): Record<string, unknown> {
  const { name, category, isKey, isUnique, identity, isSomebodyElses, references, blank, optOut } = field;
  const fides = {
    ...(isKey ? { primary_key: true } : {}),
    ...(identity && !isSomebodyElses ? { identity } : {}),
    ...(references.length > 0
      ? {
          references: references.map((one) => ({
            dataset,
            field: `${one.collection}.${one.field}`,
            direction: one.direction,
          })),
        }
      : {}),
  };
  const own = {
    ...(isUnique ? { unique: true } : {}),
    ...(isSomebodyElses ? { third_party: true } : {}),
    ...(optOut === undefined ? {} : { opt_out: optOut }),
    ...(isBlanked && blank !== undefined ? { blank_with: blank } : {}),
  };
  return {
    name,
    ...(category === undefined ? {} : { data_categories: [category] }),
    ...(Object.keys(fides).length > 0 ? { fides_meta: fides } : {}),
    ...(Object.keys(own).length > 0 ? { rightsdesk_meta: own } : {}),
  };
}

function systemYaml({ datasetKey, title }: FirstMap, answers: ShopAnswers): Record<string, unknown> {
  const { purpose, legalBasis, retention, nobodyReceives, noTransfers, noAutomatedDecisions } = answers;
  const meta = {
    ...(nobodyReceives ? { recipients: 'none' } : {}),
    ...(noTransfers ? { transfers: 'none' } : {}),
    ...(noAutomatedDecisions ? { automated_decisions: 'none' } : {}),
  };
  return {
    fides_key: datasetKey,
    name: title,
    privacy_declarations: [
      {
        name: purpose,
        data_categories: ['user'],
        data_use: 'essential.service',
        ...(legalBasis ? { legal_basis_for_processing: legalBasis } : {}),
        ...(retention ? { retention_period: retention } : {}),
      },
    ],
    ...(Object.keys(meta).length > 0 ? { rightsdesk_meta: meta } : {}),
  };
}

/** Control characters, and marks that turn the direction of text: what a terminal or an editor would obey. */
const OBEYED = /[\p{C}\p{Zl}\p{Zp}]/u;
const OBEYED_ALL = /[\p{C}\p{Zl}\p{Zp}]/gu;

function quoteOdd(node: Scalar): void {
  if (typeof node.value === 'string' && OBEYED.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
}

/** What is left of them inside the quotes, as escapes that YAML reads back. */
function escapeOdd(text: string): string {
  return text.replaceAll(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu, (odd) => {
    const code = odd.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
}

function hex(code: number, length: number): string {
  return code.toString(16).padStart(length, '0');
}

function collectionNodes(document: Document): YAMLMap[] {
  const list = document.getIn(['dataset', 0, 'collections'], true);
  return isCollection(list) ? list.items.flatMap((item) => (isMap(item) ? [item] : [])) : [];
}

/** One line for each field and for each mark, so that a mark is deleted with its line. */
function layOut(collection: YAMLMap, at: number): void {
  collection.spaceBefore = at > 0;
  const fields = collection.get('fields', true);
  const lines = isCollection(fields) ? fields.items : [];
  const short = [['rightsdesk_meta', 'physical'], ['rightsdesk_meta', 'on_erasure'], ['fides_meta']];
  for (const node of [...lines, ...short.map((path) => collection.getIn(path, true))])
    if (isCollection(node)) node.flow = true;
}
