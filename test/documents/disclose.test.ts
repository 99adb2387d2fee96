import fc from 'fast-check';
import type { ExportedRecord, FieldValue } from '../../functions/connectors/connector';
import { disclose } from '../../functions/documents/disclose';
import type { DisclosureDecision } from '../../functions/documents/disclosure-decision';
import { disclosureRules } from '../../functions/documents/disclosure-rules';
import { aField } from '../builders/a-map';
import { aCollection, chunks, grounds } from './sample-answer';

const collection = aCollection('people', 'People', [
  aField('id', 'Number'),
  aField('name', 'Name'),
  aField('password', 'Password', { secret: true }),
  aField('partner', 'Partner', { thirdParty: true }),
  aField('profile', 'Profile'),
  aField('profile.token', 'Token', { secret: true }),
  aField('contacts.name', 'Name of a contact', { thirdParty: true }),
  aField('contacts.since', 'Since'),
]);

const nothing: DisclosureDecision = { withholdings: [], releases: [] };

function rulesFor(decision: Partial<DisclosureDecision> = {}) {
  return disclosureRules({ storeId: 'shop', collection, decision: { ...nothing, ...decision }, grounds });
}

function aRecord(values: Record<string, FieldValue>, more: Partial<ExportedRecord> = {}): ExportedRecord {
  return { collection: 'people', key: { id: '1' }, values, ...more };
}

const here = { storeId: 'shop', collection: 'people' };
const ground = { ground: 'It would harm somebody', article: 'Article 15(4) GDPR' };

describe('disclose', () => {
  it('returns what the map knows exactly as it is stored', () => {
    const values = { id: 7, name: 'Mirela', profile: { likes: ['brass', null, 0, false] } };

    expect(disclose(aRecord(values), rulesFor())).toEqual({ shown: values, withheld: [] });
  });

  it('says that a secret is held and never shows it, even if staff release it', () => {
    const releases = [{ ...here, field: 'password' }];

    const { shown, withheld } = disclose(aRecord({ id: 7, password: 'hunter2' }), rulesFor({ releases }));

    expect(shown).toEqual({ id: 7 });
    expect(withheld).toEqual([{ field: 'password', because: 'never-shown', ...grounds.neverShown }]);
  });

  it('withholds what belongs to somebody else, with the ground of the law [D14]', () => {
    const { shown, withheld } = disclose(aRecord({ partner: 'Jonas' }), rulesFor());

    expect(shown).toEqual({});
    expect(withheld).toEqual([{ field: 'partner', because: 'rights-of-others', ...grounds.rightsOfOthers }]);
  });

  it('returns what belongs to somebody else once staff release it, in one record or in all', () => {
    const inOne = rulesFor({ releases: [{ ...here, key: { id: '1' }, field: 'partner' }] });
    const inAll = rulesFor({ releases: [{ ...here, field: 'partner' }] });
    const other = aRecord({ partner: 'Ada' }, { key: { id: '2' } });

    expect(disclose(aRecord({ partner: 'Jonas' }), inOne).shown).toEqual({ partner: 'Jonas' });
    expect(disclose(other, inOne).shown).toEqual({});
    expect(disclose(other, inAll).shown).toEqual({ partner: 'Ada' });
  });

  it('withholds a field that nobody has classified, and returns it once staff release it [D14]', () => {
    const record = aRecord({ shadow: 'unknown' });

    const { shown, withheld } = disclose(record, rulesFor());

    expect(shown).toEqual({});
    expect(withheld).toEqual([{ field: 'shadow', because: 'unclassified', ...grounds.unclassified }]);
    expect(disclose(record, rulesFor({ releases: [{ ...here, field: 'shadow' }] })).shown).toEqual({
      shadow: 'unknown',
    });
  });

  it('leaves out a whole record that staff withhold, and no other', () => {
    const rules = rulesFor({ withholdings: [{ ...here, key: { id: '1' }, ...ground }] });

    const withheld = disclose(aRecord({ id: 1 }, { file: { name: 'a.txt', content: chunks() } }), rules);
    const given = disclose(aRecord({ id: 2 }, { key: { id: '2' } }), rules);

    expect(withheld).toEqual({ shown: {}, withheld: [], recordWithheld: ground });
    expect(given.shown).toEqual({ id: 2 });
  });

  it('finds a record by its key in any order of the key fields', () => {
    const rules = rulesFor({ withholdings: [{ ...here, key: { a: '1', b: '2' }, ...ground }] });

    expect(disclose(aRecord({}, { key: { b: '2', a: '1' } }), rules).recordWithheld).toEqual(ground);
  });

  it('withholds a field that staff name, in one record or in all', () => {
    const one = rulesFor({ withholdings: [{ ...here, key: { id: '1' }, field: 'name', ...ground }] });
    const all = rulesFor({ withholdings: [{ ...here, field: 'name', ...ground }] });
    const other = aRecord({ name: 'Ada' }, { key: { id: '2' } });

    expect(disclose(aRecord({ name: 'Mirela' }), one).withheld).toEqual([
      { field: 'name', because: 'decision', ...ground },
    ]);
    expect(disclose(other, one).shown).toEqual({ name: 'Ada' });
    expect(disclose(other, all).shown).toEqual({});
  });

  it('ignores decisions about another store or collection', () => {
    const rules = rulesFor({
      withholdings: [
        { ...here, storeId: 'archive', field: 'name', ...ground },
        { ...here, collection: 'orders', field: 'name', ...ground },
      ],
    });

    expect(disclose(aRecord({ name: 'Mirela' }), rules).shown).toEqual({ name: 'Mirela' });
  });

  it('looks into values: a secret inside a given object, somebody else inside a list', () => {
    const record = aRecord({
      profile: { token: 'abc', city: 'Berlin' },
      contacts: [
        { name: 'Jonas', since: 2020 },
        { name: 'Ada', since: 2021 },
      ],
    });

    const { shown, withheld } = disclose(record, rulesFor());

    expect(shown).toEqual({ profile: { city: 'Berlin' }, contacts: [{ since: 2020 }, { since: 2021 }] });
    expect(withheld.map(({ field, because }) => [field, because])).toEqual([
      ['profile.token', 'never-shown'],
      ['contacts.name', 'rights-of-others'],
    ]);
  });

  it('withholds an unknown value inside an object of which only parts are mapped', () => {
    const { shown, withheld } = disclose(aRecord({ contacts: { since: 2020, note: 'x' } }), rulesFor());

    expect(shown).toEqual({ contacts: { since: 2020 } });
    expect(withheld).toMatchObject([{ field: 'contacts.note', because: 'unclassified' }]);
  });

  it('returns an empty value unchanged, since nothing is held there', () => {
    const values = { password: null, partner: '', name: null, profile: { token: '' } };

    expect(disclose(aRecord(values), rulesFor())).toEqual({ shown: values, withheld: [] });
  });

  it('returns a stored file by its name and type, and withholds it under the name of the file field', () => {
    const file = { name: 'a.txt', contentType: 'text/plain', content: chunks() };
    const rules = rulesFor({ withholdings: [{ ...here, field: 'file', ...ground }] });

    expect(disclose(aRecord({ id: 1 }, { file }), rulesFor()).file).toEqual({
      name: 'a.txt',
      contentType: 'text/plain',
    });
    expect(disclose(aRecord({ id: 1 }, { file }), rules)).toEqual({
      shown: { id: 1 },
      withheld: [{ field: 'file', because: 'decision', ...ground }],
    });
  });

  it('never lets a secret, another person or an unknown field through, whatever the record looks like', () => {
    const canary = 'CANARY';
    const hidden = fc.constantFrom(
      'password',
      'partner',
      'shadow',
      'profile.token',
      'contacts.name',
      'constructor',
    );
    const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<FieldValue>;
    const shape = fc.dictionary(fc.constantFrom('id', 'name', 'profile', '__proto__', 'x'), json);

    fc.assert(
      fc.property(shape, fc.array(hidden, { minLength: 1 }), fc.boolean(), (known, names, inList) => {
        const values: Record<string, FieldValue> = { ...known };
        for (const name of names) {
          const [top = '', inner] = name.split('.');
          const value = inner === undefined ? canary : { [inner]: [canary], n: 1 };
          values[top] = inList ? [value] : value;
        }

        const { shown } = disclose(aRecord(values), rulesFor());

        expect(JSON.stringify(shown)).not.toContain(canary);
      }),
    );
  });
});
