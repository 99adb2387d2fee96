import { filledJson, filledPath } from '../../functions/connectors/http/fill-template';

describe('a value in a call to a vendor', () => {
  it.each(['A$$B', "A$'B", 'x$`y', '$&', '$1', '<id>', 'Lena <lena>', '<masked_object_fields>', '"}', '\\'])(
    'is sent as it is: %s',
    (value) => {
      const members = `"name": ${JSON.stringify(value)}`;

      const body = filledJson('{ "id": "<id>", <masked_object_fields> }', { id: value }, members);

      expect(JSON.parse(body)).toEqual({ id: value, name: value });
    },
  );

  it('stays one segment of a path, and is read as no placeholder', () => {
    expect(filledPath('/v1/<id>/<other>', { id: '<other>', other: 'a/b$&' })).toBe(
      '/v1/%3Cother%3E/a%2Fb%24%26',
    );
  });
});
