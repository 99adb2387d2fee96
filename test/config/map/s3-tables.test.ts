import { gapsOf, loadText, problemsOf } from './written-map';

const map = (physical: string, id = 'rightsdesk_meta: {}') => `
dataset:
  - fides_key: files
    name: Files
    rightsdesk_meta: { store: { kind: s3 }, source: you }
    collections:
      - name: orders
        rightsdesk_meta: { on_erasure: anonymise, physical: { bucket: b, prefix: orders/, ${physical} } }
        fields:
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email }, rightsdesk_meta: { blank_with: "д" } }
          - { name: id, data_categories: [user.account], ${id} }
`;
const at = 'dataset[files].collections[orders].rightsdesk_meta.physical';

describe('tables and JSON in S3, in a map', () => {
  it.each(['format: csv', 'format: json', 'format: csv, record_id: id, delimiter: tab, encoding: utf-8'])(
    'are searched whole, by the record in the object: %s',
    (physical) => {
      const loaded = loadText(map(physical));
      const [orders] = loaded.stores.flatMap(({ collections }) => collections);

      expect(orders).toMatchObject({ primaryKey: ['key', 'line'], readWhole: true });
      expect(gapsOf(loaded).filter((gap) => /no key finds|where in S3/.test(gap))).toEqual([]);
    },
  );

  it.each([
    ['format: jsonl, delimiter: tab', 'delimiter: delimiter is only for tables: format: csv'],
    ['format: json, encoding: windows-1252', 'encoding: encoding is only for tables: format: csv'],
    [
      'format: csv, columns: [id, email]',
      'columns: without a header, nothing in the objects shows what parts the columns',
    ],
    ['format: csv, delimiter: comma, columns: [id, mail]', 'columns: "email" is not among the columns'],
    [
      'format: csv, delimiter: comma, columns: [email], record_id: id',
      'columns: "id" is not among the columns',
    ],
    ['format: csv, delimiter: comma, columns: [email, id, id]', 'columns: "id" is there twice'],
    ['format: csv, delimiter: comma, columns: []', 'columns: no column is named'],
    [
      'format: csv, encoding: windows-1252',
      'encoding: windows-1252 lacks a character of what an erasure writes',
    ],
  ])('are refused where they contradict themselves: %s', (physical, problem) => {
    expect(problemsOf(map(physical))[0]).toBe(`${at}.${problem}`);
  });

  it.each(['delimiter: ","', 'encoding: latin1', 'columns: id'])(
    'are refused in a form that the desk does not know: %s',
    (physical) => {
      expect(problemsOf(map(`format: csv, ${physical}`))).not.toEqual([]);
    },
  );

  it('have no braces in their prefix', () => {
    const text = map('format: csv').replace('prefix: orders/', 'prefix: "orders/{id}/"');

    expect(problemsOf(text)).toEqual([`${at}.prefix: a prefix of objects that hold records has no braces`]);
  });
});
