import { withLiteralKeys } from '../../infra/prune-schemas';

describe('withLiteralKeys', () => {
  it('writes the text of a constant where the constant was a key', () => {
    const source = 'const _h = "http";\nexport var A$ = [9, "n", { [_h]: ["POST"] }];';

    expect(withLiteralKeys(source)).toBe(
      'const _h = "http";\nexport var A$ = [9, "n", { "http": ["POST"] }];',
    );
  });

  it('leaves a key that is no constant of the file', () => {
    const source = 'export var A$ = { [_elsewhere]: 1, [other()]: 2 };';

    expect(withLiteralKeys(source)).toBe(source);
  });
});
