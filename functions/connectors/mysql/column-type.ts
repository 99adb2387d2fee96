import type { Column } from './relation';

/** One column from a line of `COLUMNS_SQL`. `jsonChecks`: the clauses that make a text of MariaDB JSON. */
export function readColumn(
  line: readonly (string | null)[],
  jsonChecks: ReadonlySet<string | null | undefined>,
): Column {
  const [, name = '', dataType = '', columnType = '', nullable, length, charset, collation] = line;
  const [extra = '', expression, privileges = '', precision, scale] = line.slice(8);
  const isJson = dataType === 'longtext' && jsonChecks.has(`json_valid(\`${name}\`)`);
  const sized = columnType ?? '';
  const base = isJson ? 'json' : (dataType ?? '').toLowerCase();
  const generated = /\b(?:VIRTUAL|STORED|PERSISTENT) GENERATED\b|^(?:VIRTUAL|PERSISTENT|STORED)$/i.test(
    extra ?? '',
  );
  return {
    name: name ?? '',
    type: isJson ? 'json' : sized,
    sized,
    base,
    generated: generated || /\bROW (?:START|END)\b/i.test(extra ?? ''),
    computed: generated ? (expression ?? '') : null,
    notNull: nullable === 'NO',
    length: /^(?:var)?char$/.test(base) ? Number(length) : null,
    labels: base === 'enum' ? labelsOf(sized) : null,
    charset: charset ?? null,
    collation: collation ?? null,
    precision: Number(precision ?? 0),
    scale: Number(scale ?? 0),
    isServersKey:
      name === 'my_row_id' &&
      /\bauto_increment\b.*\bINVISIBLE\b|\bINVISIBLE\b.*\bauto_increment\b/i.test(extra ?? ''),
    unsigned: /\bunsigned\b/.test(sized),
    readable: /\bselect\b/.test(privileges ?? ''),
    writable: /\bupdate\b/.test(privileges ?? ''),
  };
}

/** `enum('a','it''s')`. */
function labelsOf(type: string): string[] {
  return [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) => label.replaceAll("''", "'"));
}
