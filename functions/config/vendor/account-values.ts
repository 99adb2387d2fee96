import { runInNewContext } from 'node:vm';
import type { Note } from './vendor-file-error';
import type { VendorYaml } from './vendor-schema';

type Param = NonNullable<VendorYaml['saas_config']['connector_params']>[number];

/**
 * What an account setting may be where its file gives no pattern: a name, a host, a number; no sign that
 * leads elsewhere.
 */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,120}$/;

/** Names of the secrets that a file asks for. */
export function secretNames({ saas_config: { connector_params: params = [] } }: VendorYaml): string[] {
  return params.filter(({ sensitive }) => sensitive).map(({ name }) => name);
}

/**
 * The account settings of a file, each checked by its pattern; what is wrong is noted by name, not by value.
 */
export function accountValues(
  { saas_config: { connector_params: params = [] } }: VendorYaml,
  account: Readonly<Record<string, string>>,
  note: Note,
): Record<string, string> {
  const settings = params.filter(({ sensitive }) => !sensitive);
  for (const name of Object.keys(account))
    if (!settings.some((setting) => setting.name === name))
      note(`connection.account`, `the vendor has no account setting ${name}`, `It has: ${names(settings)}.`);
  for (const setting of settings)
    if (setting.pattern !== undefined && matches(setting.pattern, '') === undefined)
      note(`saas_config.connector_params.${setting.name}.pattern`, 'is no regular expression', FIX_PATTERN);
  return Object.fromEntries(
    settings.flatMap((setting) => {
      const value = account[setting.name] ?? setting.default_value;
      if (value !== undefined && isAllowed(setting, value)) return [[setting.name, value]];
      note(
        'connection.account',
        value === undefined
          ? `lacks ${setting.name}`
          : `${setting.name} is not of the form that the file allows`,
        `Write account: ${setting.name}=VALUE in the desk file. ${setting.description ?? ''}`.trim(),
      );
      return [];
    }),
  );
}

function names(params: readonly Param[]): string {
  return params.map(({ name }) => name).join(', ') || 'none';
}

function isAllowed({ allowed_values: allowed, pattern }: Param, value: string): boolean {
  if (!PLAIN.test(value)) return false;
  if (allowed !== undefined && !allowed.includes(value)) return false;
  return pattern === undefined || matches(pattern, value) === true;
}

const FIX_PATTERN = 'Write one that matches the whole value, without repetitions inside repetitions.';

/** For the longest value on the slowest machine; a pattern that backtracks would take years. Milliseconds. */
const LONGEST_MATCH = 1_000;

/**
 * Whether a value matches a pattern of a file of somebody else's; undefined for what is no pattern, or comes
 * to no end in time.
 */
function matches(pattern: string, value: string): boolean | undefined {
  try {
    return Boolean(
      runInNewContext(
        'new RegExp(pattern).test(value)',
        { pattern: `^(?:${pattern})$`, value },
        {
          timeout: LONGEST_MATCH,
        },
      ),
    );
  } catch {
    return undefined;
  }
}

/** The file with its account settings filled in, wherever they stand. */
export function withAccount<T>(written: T, values: Readonly<Record<string, string>>): T {
  if (typeof written === 'string')
    return Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replaceAll(`<${name}>`, value),
      written,
    ) as T;
  if (Array.isArray(written)) return written.map((one) => withAccount<unknown>(one, values)) as T;
  if (typeof written !== 'object' || written === null) return written;
  return Object.fromEntries(
    Object.entries(written).map(([key, one]) => [key, withAccount(one, values)]),
  ) as T;
}

/** `data_center=us20, shop=lamps` as the desk file has it. */
export function accountOf(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').map((pair) => pair.trim());
  return Object.fromEntries(
    pairs
      .filter((pair) => pair !== '')
      .map((pair) => [pair.split('=')[0]?.trim() ?? '', pair.slice(pair.indexOf('=') + 1).trim()]),
  );
}
