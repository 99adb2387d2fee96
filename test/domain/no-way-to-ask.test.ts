import fc from 'fast-check';
import type { DataMap } from '../../functions/domain/data-map';
import type { LocatedRow, Search } from '../../functions/domain/finding';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { planWave } from '../../functions/domain/locate-plan';
import { tablePlace, waysOf } from '../../functions/domain/table-place';
import { unsearched } from '../../functions/domain/unsearched';
import { gapsOf, loadText } from '../config/map/written-map';

interface Drawn {
  /** The kind of the second identity in an order, which is in no key. */
  readonly second: 'customer_number' | 'phone_number' | 'email';
  /** Whether customers can be found by it. */
  readonly indexed: boolean;
  /** Whether customers hold it at all. */
  readonly held: boolean;
  readonly value: 'hers' | 'his' | 'nobodys';
}

const values = {
  customer_number: { hers: 'C1', his: 'C2', nobodys: 'C9' },
  phone_number: { hers: '+4915112345678', his: '+4915187654321', nobodys: '+4915100000009' },
  email: { hers: 'ida@x.example', his: 'bo@x.example', nobodys: 'cy@x.example' },
} as const;
function mapOf({ second, indexed, held }: Drawn): DataMap {
  const phone = `          - { name: phone, data_categories: [user.contact], fides_meta: { identity: phone_number } }\n`;
  const index = second === 'phone_number' && indexed && held ? ', { name: byPhone, field: phone }' : '';
  return loadText(`
dataset:
  - fides_key: shop
    rightsdesk_meta: { store: { kind: dynamodb }, source: from you, systems: [office] }
    collections:
      - name: customers
        rightsdesk_meta:
          on_erasure: erase
          own_record: true
          physical: { table: shop, keys: { pk: "CUST#{cid}", sk: PROFILE }, indexes: [{ name: byMail, field: email }${index}] }
        fields:
          - { name: cid, data_categories: [user.contact], fides_meta: { identity: customer_number } }
          - { name: email, data_categories: [user.contact], fides_meta: { identity: email } }
${held ? phone : ''}      - name: orders
        rightsdesk_meta: { on_erasure: erase, physical: { table: shop, keys: { pk: "CUST#{cid}", sk: "ORDER#{oid}" } } }
        fields:
          - { name: cid, data_categories: [user.contact], fides_meta: { identity: customer_number } }
          - { name: oid, data_categories: [user.contact] }
          - { name: other, data_categories: [user.contact], fides_meta: { identity: ${second} } }
system:
  - fides_key: office
    privacy_declarations:
      - { name: To sell, data_categories: [user], data_use: essential.service, legal_basis_for_processing: Contract, retention_period: a while }
`);
}

const rowsOf = (drawn: Drawn): readonly LocatedRow[] => [
  ...(['hers', 'his'] as const).map((whose) => ({
    collection: 'customers',
    key: { pk: `CUST#${values.customer_number[whose]}`, sk: 'PROFILE' },
    facts: {
      cid: values.customer_number[whose],
      email: values.email[whose],
      ...(drawn.held ? { phone: values.phone_number[whose] } : {}),
    },
  })),
  {
    collection: 'orders',
    key: { pk: 'CUST#C1', sk: 'ORDER#1' },
    facts: { cid: 'C1', other: values[drawn.second][drawn.value] },
  },
];

/** A table that fails for a question for which it has no key or index. */
function answer(map: DataMap, rows: readonly LocatedRow[], searches: readonly Search[]): LocatedRow[] {
  const collections = map.stores.flatMap((store) => store.collections);
  return searches.flatMap(({ collection: name, field, values: asked }) => {
    const collection = collections.find((one) => one.name === name);
    if (!collection || !waysOf(tablePlace(collection)).has(field))
      throw new Error(`no way by ${name}.${field}`);
    return rows.filter((row) => row.collection === name && asked.includes(row.facts[field] ?? ''));
  });
}

function searchThrough(map: DataMap, rows: readonly LocatedRow[]): StoreFinding[] {
  const findings: StoreFinding[] = [];
  for (let n = 0; n < 20; n += 1) {
    const [wave] = planWave(map, { email: ['ida@x.example'] }, findings, []);
    if (!wave) return findings;
    const { storeId, searches } = wave;
    findings.push({ storeId, searches, rows: answer(map, rows, searches), unmapped: [] });
  }
  throw new Error('the search does not end');
}

const fateOf = (map: DataMap, findings: StoreFinding[], collection: string) => {
  const frozen = freezeManifest({
    map,
    right: 'erasure',
    version: 1,
    findings,
    identities: { email: ['ida@x.example'] },
    unavailable: [],
    today: '2026-11-28',
  });
  const found = frozen.stores[0]?.collections.find((one) => one.collection === collection);
  return [...(found?.rows ?? [])][0]?.treatment.action;
};

const drawn = fc.record({
  second: fc.constantFrom(...(['customer_number', 'phone_number', 'email'] as const)),
  indexed: fc.boolean(),
  held: fc.boolean(),
  value: fc.constantFrom(...(['hers', 'his', 'nobodys'] as const)),
});

describe('an identity in an item that no key holds', () => {
  it('stops no search, is a gap, and leaves its collection unsearched once the kind is known', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const map = mapOf(one);
        const findings = searchThrough(map, rowsOf(one));
        const blind = unsearched(map, 'shop', { email: ['ida@x.example'] }, findings);

        expect(gapsOf(map).join('\n')).toContain('no key finds rows by "other"');
        const isTaught = one.second !== 'phone_number' || one.held;
        if (isTaught) expect(blind.map(({ collection }) => collection)).toContain('orders');
        expect(fateOf(map, findings, 'customers')).toBe('erase');
      }),
    );
  });

  it('is somebody else’s unless it is hers, or people’s own records can be searched and none holds it', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const map = mapOf(one);
        const canAsk = one.second !== 'phone_number' || (one.held && one.indexed);
        const isHers = one.value === 'hers' && (one.second !== 'phone_number' || one.held);
        const nobodyHolds = one.value === 'nobodys' && canAsk;
        // No own record holds a telephone number, and she named none: the field says nothing about anybody.
        const saysNothing = one.second === 'phone_number' && !one.held;

        expect(fateOf(map, searchThrough(map, rowsOf(one)), 'orders')).toBe(
          isHers || nobodyHolds || saysNothing ? 'erase' : 'contested',
        );
      }),
    );
  });
});

describe('a record that was found only to see who else is named', () => {
  const shared = '+4915112345678';
  const one: Drawn = { second: 'email', indexed: false, held: true, value: 'his' };
  const rows = rowsOf(one).map((row) => ({
    ...row,
    facts: { ...row.facts, ...(row.collection === 'customers' ? { phone: shared } : {}) },
  }));

  it('adds nothing by a telephone number that two people share', () => {
    const map = mapOf(one);
    const findings = searchThrough(map, rows);
    const asked = findings.flatMap(({ searches }) => searches.filter(({ check }) => !check));

    expect(
      findings.flatMap((found) => [...found.rows]).some(({ facts }) => facts.email === 'bo@x.example'),
    ).toBe(true);
    expect(
      asked.flatMap((search) => search.values).filter((value) => value === 'bo@x.example' || value === 'C2'),
    ).toEqual([]);
    expect(fateOf(map, findings, 'orders')).toBe('contested');
  });
});
