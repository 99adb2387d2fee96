import type { FieldMap, IdentityKind } from '../../domain/data-map';
import { defined } from '../../domain/defined';
import { RESTRICTION_MARK } from '../../domain/restriction-marks';
import { protectionOf } from './category-protection';
import type { FieldYaml } from './data-map-schema';
import { partsOf, secrecyOf, titleOf, treatmentBelow, treatmentIn } from './field-treatment';
import type { KnownCategories } from './known-categories';

/** A field on its way from YAML to the map, with what is still to be resolved. */
export interface DraftField extends FieldMap {
  readonly path: string;
  readonly references: readonly {
    readonly dataset: string;
    readonly field: string;
    readonly direction?: string;
    readonly where?: Readonly<Record<string, string>>;
  }[];
  /** No two rows hold the same value. */
  readonly unique?: true;
  /** An identity that this desk cannot search by. */
  readonly foreignIdentity?: string;
  /** Sub-fields that carry an identity or a reference, which no store can be searched by. */
  readonly buried: readonly string[];
}

/** What a field may name: data categories, and kinds of identity. */
export interface FieldNames {
  readonly categories: KnownCategories;
  readonly kinds: readonly IdentityKind[];
}

interface FieldContext extends FieldNames {
  readonly inherited: readonly string[];
}

export function draftField(
  field: FieldYaml,
  path: string,
  { inherited, categories: known, kinds }: FieldContext,
): DraftField {
  const below = flatten(field.fields ?? []);
  const own = [...new Set([...inherited, ...(field.data_categories ?? [])])];
  const categories = [...new Set([...own, ...below.flatMap((f) => f.data_categories ?? [])])];
  const protection = protectionOf(categories, known);
  const meta = field.rightsdesk_meta ?? {};
  const any = (key: 'sensitive' | 'third_party') =>
    [field, ...below].some((f) => f.rightsdesk_meta?.[key] === true);
  return {
    name: field.name,
    title: titleOf(field),
    categories,
    ...identityOf(field, kinds),
    ...(meta.unique ? { unique: true } : {}),
    sensitive: meta.sensitive ?? (any('sensitive') || protection.sensitive),
    thirdParty: any('third_party'),
    ...secrecyOf([field, ...below], protection.secret),
    ...(categories.some((category) => !known.has(category)) ? { unclear: true } : {}),
    ...treatmentIn(own, categories, known),
    ...treatmentBelow(categories, known),
    ...partsOf(field, own, known),
    ...defined({ blankWith: meta.blank_with }),
    ...messagesOf(meta),
    optOut: [...(meta.opt_out ?? []), ...marksIn(meta)],
    ...correctionOf(meta),
    dataPoint: meta.data_point ?? false,
    path,
    references: (fidesMeta(field)?.references ?? []).map(({ dataset, field: target, direction, where }) => ({
      dataset,
      field: target,
      ...(direction ? { direction } : {}),
      ...(where ? { where } : {}),
    })),
    buried: below.filter(leadsSomewhere).map((f) => f.name),
  };
}

function marksIn({ restriction }: NonNullable<FieldYaml['rightsdesk_meta']>): DraftField['optOut'] {
  if (!restriction) return [];
  return [
    { right: RESTRICTION_MARK.on, value: restriction.on },
    { right: RESTRICTION_MARK.off, value: restriction.off },
  ];
}

function correctionOf(
  meta: NonNullable<FieldYaml['rightsdesk_meta']>,
): Pick<FieldMap, 'correctable' | 'disputeNote'> {
  const { correctable, dispute_note: disputeNote } = meta;
  const { longest, one_of: oneOf } = typeof correctable === 'object' ? correctable : {};
  const limits = defined({ longest, oneOf });
  return { ...(correctable ? { correctable: limits } : {}), ...defined({ disputeNote }) };
}

/** On an anonymisation the person's own messages go, unless the map says otherwise. */
function messagesOf({
  messages: written,
  blank_with: blank,
}: NonNullable<FieldYaml['rightsdesk_meta']>): Pick<FieldMap, 'messages' | 'blankWith'> {
  if (!written) return {};
  const { author, theirs, theirs_in: theirsIn } = written;
  const messages = { author, ...defined({ theirs, theirsIn }) };
  return { messages, ...(blank === undefined ? { blankWith: { messages } } : {}) };
}

function flatten(fields: readonly FieldYaml[]): FieldYaml[] {
  return fields.flatMap((field) => [field, ...flatten(field.fields ?? [])]);
}

function leadsSomewhere(field: FieldYaml): boolean {
  const meta = fidesMeta(field);
  const searchable = field.rightsdesk_meta?.identity !== 'none';
  return (Boolean(meta?.identity) && searchable) || (meta?.references ?? []).length > 0;
}

/** How Fides spells the identities that this desk can search by. */
const FIDES_IDENTITIES: Readonly<Record<string, IdentityKind>> = {
  email: 'email',
  phone: 'phone',
  phone_number: 'phone',
  customer_number: 'customer-number',
  'customer-number': 'customer-number',
};

function identityOf(
  field: FieldYaml,
  kinds: readonly IdentityKind[],
): Pick<DraftField, 'identity' | 'foreignIdentity'> {
  const own = field.rightsdesk_meta?.identity;
  const theirs = fidesMeta(field)?.identity;
  if (own === 'none' || (own === undefined && !theirs)) return {};
  const declared = kinds.find((kind) => kind === theirs?.replaceAll('_', '-'));
  const identity = own ?? FIDES_IDENTITIES[theirs ?? ''] ?? declared;
  return identity === undefined ? { foreignIdentity: theirs ?? '' } : { identity };
}

function fidesMeta(field: FieldYaml) {
  return field.fides_meta ?? field.fidesops_meta;
}
