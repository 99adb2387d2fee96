import { StoreUnavailableError } from '../connector';
import type { Vendor } from './vendor';

/**
 * The secrets of a vendor by name, from the one text that is kept for its store: the secret itself where
 * there is one, a JSON object where there are several.
 *
 * @throws StoreUnavailableError where one is missing; the message holds its name, never a value
 */
export function secretsOf(
  { secrets }: Pick<Vendor, 'secrets'>,
  kept: string | undefined,
): Record<string, string> {
  if (secrets.length === 0) return {};
  const text = kept?.trim() ?? '';
  const [only] = secrets;
  if (secrets.length === 1 && only !== undefined && text !== '' && !text.startsWith('{'))
    return { [only]: text };
  const parsed = parsedObject(text);
  return Object.fromEntries(
    secrets.map((name) => {
      const value = Object.hasOwn(parsed, name) ? parsed[name] : undefined;
      if (typeof value === 'string' && value !== '') return [name, value];
      throw new StoreUnavailableError(`the secret of the vendor lacks ${name}`, {
        code: 'no-secret',
        field: name,
      });
    }),
  );
}

function parsedObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
