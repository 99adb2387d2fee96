import type { ExportedRecord, FieldValue } from '../../functions/connectors/connector';
import type { PackageInput } from '../../functions/documents/package-input';
import type { DataMap } from '../../functions/domain/data-map';
import type { DecisionMap } from '../../functions/domain/decision-map';
import type { SystemMap } from '../../functions/domain/system-map';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage } from './sample-answer';
import { textOf } from './text-of';

const what = 'Whether you may pay by invoice';
const whole: DecisionMap = {
  what,
  decidedAt: 'decided_at',
  inputs: ['age', 'postcode'],
  outcome: 'result',
  threshold: 'needed',
  reasons: 'reasons',
  changedBy: 'other',
  model: 'model',
};
const fields = ['id', 'decided_at', 'age', 'postcode', 'result', 'needed', 'reasons', 'other', 'model'];
const titles: Record<string, string> = { age: 'Your age', postcode: 'Your postcode', needed: 'Score needed' };
const row = {
  id: 1,
  decided_at: '2026-05-03',
  age: 34,
  postcode: '10115',
  result: 'refused, score 41 of 100',
  needed: 50,
  reasons: 'Two reminders in the last year',
  other: 'One reminder fewer',
  model: 'credit-rule 3',
};
const procedure = { what, logic: 'Points are added up.', effects: 'Above the limit you pay first.' };

interface Case {
  readonly decision?: DecisionMap;
  readonly row?: Readonly<Record<string, FieldValue>>;
  readonly secret?: string;
  readonly procedures?: SystemMap['automatedDecisions'];
  readonly right?: string;
  readonly rows?: readonly (typeof row)[];
  readonly withholdings?: PackageInput['decision']['withholdings'];
  readonly unreached?: boolean;
}

async function pageOf({
  decision = whole,
  row: values = row,
  secret,
  procedures = [procedure],
  right,
  rows = [values as typeof row],
  withholdings = [],
  unreached = false,
}: Case) {
  const mapped = fields.map((name) =>
    aField(name, titles[name] ?? name, name === secret ? { secret: true } : {}),
  );
  const collection = { ...aCollection('decisions', 'Decisions', mapped), decisions: [decision] };
  const system = {
    key: 's',
    title: 'S',
    purposes: [],
    recipients: [],
    transfers: [],
    automatedDecisions: procedures,
  };
  const map: DataMap = {
    stores: [{ storeId: 'shop', title: 'The shop', kind: 'postgres', collections: [collection] }],
    systems: [system],
    gaps: [],
  };
  const plain = aPackage();
  const { entries } = await openedPackage(
    aPackage({
      map,
      facts: { ...plain.facts, ...(right ? { right } : {}) },
      formUrl: 'https://privacy.example.com',
      async *records() {
        for (const one of rows)
          yield {
            collection: 'decisions',
            key: { id: String(one.id) },
            values: one,
          } satisfies ExportedRecord;
      },
      manualAnswers: [],
      decision: { withholdings, releases: [] },
      unreached: unreached
        ? [{ storeId: 'shop', title: 'The shop', because: 'not-looked', triedAt: [] }]
        : [],
    }),
  );
  const page = String(entries.get('index.html'));
  const from = page.indexOf('id="decisions"');
  return from < 0 ? '' : textOf(page.slice(from, page.indexOf('</section>', page.lastIndexOf('contest it'))));
}

describe('an automated decision about the person', () => {
  it('is explained in words: inputs, result, reasons, procedure, and who can review it', async () => {
    const text = await pageOf({});

    for (const words of [
      'A machine decided this about you on 3 May 2026.',
      'refused, score 41 of 100',
      'Score needed',
      'Your age: 34',
      'Your postcode: 10115',
      'Two reminders in the last year',
      'One reminder fewer',
      'credit-rule 3',
      'Points are added up.',
      'Above the limit you pay first.',
      'ask for it with our form',
    ])
      expect(text).toContain(words);
  });

  it.each([
    ['inputs', { ...whole, inputs: [] }, 'What went in is not stored with the decision'],
    ['a result', (({ outcome: _, ...rest }) => rest)(whole), 'The result is not stored with the decision'],
    ['reasons', (({ reasons: _, ...rest }) => rest)(whole), 'The reasons are not stored with the decision'],
    ['another outcome', (({ changedBy: _, ...rest }) => rest)(whole), 'This is not stored with the decision'],
    ['a day', (({ decidedAt: _, ...rest }) => rest)(whole), 'The day is not stored with the decision'],
  ])('without %s says that it is missing', async (_, decision, words) => {
    expect(await pageOf({ decision })).toContain(words);
  });

  it.each(['reasons', 'other', 'age'])('with an empty %s says that it is missing', async (field) => {
    expect(await pageOf({ row: { ...row, [field]: null } })).toContain('not stored with the decision');
  });

  it('shows no value that is withheld', async () => {
    const text = await pageOf({ secret: 'postcode' });

    expect(text).not.toContain('10115');
    expect(text).toContain('Your postcode: withheld');
  });

  it('is not mentioned if none was made, nor in an answer to portability', async () => {
    expect(await pageOf({ row: { ...row, decided_at: null, result: '' } })).toContain('hold none about you');
    expect(await pageOf({ right: 'portability' })).toBe('');
  });

  const ground = { storeId: 'shop', collection: 'decisions', ground: 'a secret', article: 'Art. 15(4)' };

  it.each([
    ['one record', { ...ground, key: { id: '1' } }],
    ['all records', ground],
  ])('is never said not to exist if staff withhold %s', async (_, withholding) => {
    const text = await pageOf({ withholdings: [withholding] });

    expect(text).toContain('We withhold 1 whole record about you');
    expect(text).not.toContain('hold none about you');
  });

  it('is listed, and the withheld one beside it is mentioned as withheld', async () => {
    const text = await pageOf({
      rows: [row, { ...row, id: 2 }],
      withholdings: [{ ...ground, key: { id: '2' } }],
    });

    expect(text).toContain('refused, score 41 of 100');
    expect(text).toContain('We withhold 1 whole record about you');
  });

  it('is never said not to exist if its place could not be searched', async () => {
    const text = await pageOf({ unreached: true });

    expect(text).toContain('The shop: decisions in it may be missing here.');
    expect(text).not.toContain('hold none about you');
  });

  it('is named as such if the map has no place for the single decisions', async () => {
    const other = { what: 'Which lamps you see first', logic: 'x', effects: 'y' };
    const text = await pageOf({ procedures: [procedure, other] });

    expect(text).toContain('we cannot list the single decisions about you');
    expect(text).toContain('Which lamps you see first');
  });
});
