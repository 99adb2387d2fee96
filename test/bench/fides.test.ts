import { deskDataset, fidesDataset } from '../../bench/fides/shop-datasets';
import { ROWS_EACH } from '../../bench/fides/shop-tables';

interface Dataset {
  readonly collections: readonly {
    readonly name: string;
    readonly fields: readonly {
      readonly name: string;
      readonly data_categories: readonly string[];
      readonly fides_meta: object;
      readonly rightsdesk_meta?: { readonly blank_with: null };
    }[];
  }[];
}

const fieldsOf = (dataset: object) =>
  (dataset as Dataset).collections.flatMap(({ name, fields }) =>
    fields.map((field) => ({ path: `${name}.${field.name}`, ...field })),
  );

describe('the shop that Fides and the desk are given', () => {
  it('has 82 rows of each person', () => {
    expect(ROWS_EACH).toBe(82);
  });

  it('has the same fields for both', () => {
    const plain = (dataset: object) => fieldsOf(dataset).map(({ rightsdesk_meta: _own, ...field }) => field);

    expect(plain(deskDataset())).toEqual(plain(fidesDataset()));
  });

  it('has the same fields blanked: Fides blanks those of the category user', () => {
    const [ours, theirs] = [
      fieldsOf(deskDataset()).filter(({ rightsdesk_meta: own }) => own),
      fieldsOf(fidesDataset()).filter(({ data_categories: [category] }) => category?.startsWith('user')),
    ];

    expect(ours.map(({ path }) => path)).toEqual(theirs.map(({ path }) => path));
  });
});
