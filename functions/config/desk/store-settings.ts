import * as z from 'zod';
import type { ConnectionSetting, KindDefinition, SettingForm } from '../../connectors/kind-definition';
import { storeKinds } from '../../connectors/store-kinds';
import { checkedText, setting } from './setting';
import { oneLineFault, periodFault } from './setting-formats';

const kinds = Object.values(storeKinds);

/**
 * The settings under `connection` of all kinds of store, by name. Where several kinds have a setting of one
 * name, its form is that of the first, and it is described for each.
 */
export const CONNECTION_SETTINGS: Readonly<Record<string, ConnectionSetting>> = settingsOf(kinds);

function settingsOf(all: readonly KindDefinition[]): Record<string, ConnectionSetting> {
  const merged: Record<string, ConnectionSetting> = {};
  for (const [name, setting] of all.flatMap(({ settings }) => Object.entries(settings))) {
    const known = merged[name] ?? setting;
    const description = known.description.includes(setting.description)
      ? known.description
      : `${known.description} ${setting.description}`;
    merged[name] = { ...known, description };
  }
  return merged;
}

const connection = z.strictObject(
  Object.fromEntries(
    Object.entries(CONNECTION_SETTINGS).map(([name, { form, description, example }]) => [
      name,
      setting(z.exactOptional(schemaOf(form)), description, example),
    ]),
  ),
);

function schemaOf(form: SettingForm): z.ZodType<string, string> {
  if ('oneOf' in form) return z.enum(form.oneOf);
  if ('check' in form) return checkedText(form.check).meta(form.pattern ? { pattern: form.pattern } : {});
  return z.string().regex(form.pattern, form.problem);
}

/** "postgres, dynamodb and s3 are searched by the desk; manual means that a person looks." */
function kindWords(): string {
  const named = (isSearched: boolean) =>
    new Intl.ListFormat('en-GB').format(
      kinds.filter((one) => one.isSearched === isSearched).map(({ kind }) => kind),
    );
  return `${named(true)} are searched by the desk; ${named(false)} means that a person looks.`;
}

const words = () => checkedText(oneLineFault);

/** One store of the desk file. What a store needs because of its kind is in `store-rules.ts`. */
export const storeSetting = z.strictObject({
  id: setting(
    z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be small letters, digits and hyphens, starting with a letter'),
    'Stable short id; the datasets name the store by it.',
    'shop-database',
  ),
  title: setting(words(), 'What you call it in front of a customer.', "The shop's database"),
  kind: setting(z.enum(Object.keys(storeKinds)), kindWords(), 'postgres'),
  datasets: setting(
    z.array(words()).default([]),
    'fideslang files that map the store, relative to this file. A manual store may have none.',
    ['datasets/shop-database.yaml'],
  ),
  owner: setting(z.exactOptional(words()), 'For manual: id of the staff member who looks.', 'alma'),
  connection: setting(connection.default({}), 'How the desk reaches the store. Never a password.'),
  backupsKept: setting(
    checkedText(periodFault),
    'Backups still hold erased data for this long; the report on an erasure says so. P0D when there are none.',
    'P35D',
  ),
});
