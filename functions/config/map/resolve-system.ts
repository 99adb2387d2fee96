import { defined } from '../../domain/defined';
import type { Recipient, SaysNone, SystemMap } from '../../domain/system-map';
import type { DatasetYaml, SystemYaml } from './data-map-schema';
import type { DraftCollection } from './draft-map';

/**
 * A fideslang system as the answer needs it. What the YAML leaves open stays empty here and is listed as a
 * gap.
 */
export function resolveSystem(system: SystemYaml, all: readonly SystemYaml[]): SystemMap {
  const meta = system.rightsdesk_meta;
  return {
    key: system.fides_key,
    title: system.name ?? system.fides_key,
    purposes: system.privacy_declarations.map((declaration) => ({
      use: declaration.data_use,
      name: declaration.name ?? declaration.data_use.replaceAll(/[._]/g, ' '),
      legalBasis: declaration.legal_basis_for_processing ?? '',
      retention: declaration.retention_period ?? '',
      categories: declaration.data_categories,
    })),
    recipients: recipientsOf(system, all),
    transfers: listOrNone(meta?.transfers).map(({ country, safeguard = '' }) => ({ country, safeguard })),
    automatedDecisions: listOrNone(meta?.automated_decisions).map(({ what, logic = '', effects = '' }) => ({
      what,
      logic,
      effects,
    })),
    ...noneOf(system),
  };
}

/** `none` and silence are both an empty list here; {@link noneOf} tells them apart. */
export function listOrNone<T>(written: readonly T[] | 'none' | undefined): readonly T[] {
  return written === undefined || written === 'none' ? [] : written;
}

/**
 * Facts of which the map says explicitly that there are none: `none`, or fideslang's own `third_parties:
 * none` on every declaration.
 */
function noneOf({ rightsdesk_meta: meta, privacy_declarations }: SystemYaml): Pick<SystemMap, 'saysNone'> {
  const nobody =
    meta?.recipients === undefined &&
    privacy_declarations.length > 0 &&
    privacy_declarations.every(({ third_parties: words }) => words && isNobody(words));
  const saysNone: SaysNone[] = [
    ...(meta?.recipients === 'none' || nobody ? (['recipients'] as const) : []),
    ...(meta?.transfers === 'none' ? (['transfers'] as const) : []),
    ...(meta?.automated_decisions === 'none' ? (['automatedDecisions'] as const) : []),
  ];
  return saysNone.length > 0 ? { saysNone } : {};
}

/**
 * Named recipients, then the systems that fideslang's `egress` sends data to, then what `third_parties` says
 * in words.
 */
function recipientsOf(system: SystemYaml, all: readonly SystemYaml[]): Recipient[] {
  const named = listOrNone(system.rightsdesk_meta?.recipients).map(
    ({ contact = '', purpose = '', hosts, data_uses, sold_or_shared, category, ...rest }) => ({
      ...rest,
      contact,
      purpose,
      ...defined({ category, soldOrShared: sold_or_shared }),
      ...(data_uses ? { uses: [...new Set(data_uses)] } : {}),
      ...(hosts ? { hosts: [...new Set(hosts)] } : {}),
    }),
  );
  const flows = (system.egress ?? [])
    .filter((flow) => flow.type === 'system')
    .flatMap((flow) => all.filter((other) => other.fides_key === flow.fides_key))
    .map(recipientFromSystem);
  const known = [...named, ...flows.filter((flow) => !named.some((one) => one.id === flow.id))];
  return known.length > 0 ? known : recipientsInWords(system);
}

function recipientFromSystem(system: SystemYaml): Recipient {
  return {
    id: system.fides_key,
    name: system.legal_name ?? system.name ?? system.fides_key,
    role: (system.responsibility ?? []).includes('Controller') ? 'controller' : 'processor',
    contact: system.dpo ?? '',
    purpose: system.privacy_declarations[0]?.name ?? '',
  };
}

function recipientsInWords(system: SystemYaml): Recipient[] {
  return system.privacy_declarations.flatMap((declaration, index) =>
    declaration.third_parties && !isNobody(declaration.third_parties)
      ? [
          {
            id: `${system.fides_key}-${index + 1}`,
            name: declaration.third_parties,
            role: 'controller' as const,
            contact: '',
            purpose: declaration.name ?? '',
            uses: [declaration.data_use],
          },
        ]
      : [],
  );
}

/** fideslang's own files write `none` and the like where there is no recipient. */
function isNobody(words: string): boolean {
  const plain = words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ['', 'none', 'no', 'no one', 'nobody', 'nil', 'not applicable', 'n a', 'na'].includes(plain);
}

/**
 * Systems that use a collection: those it names, those its dataset names, and those whose fideslang
 * references lead to the dataset.
 */
export function systemKeysOf(draft: DraftCollection, systems: readonly SystemYaml[]): string[] {
  const own = draft.node.rightsdesk_meta?.systems;
  if (own !== undefined) return [...new Set(own)];
  const pointing = systems.filter((system) => uses(system, draft.dataset)).map((system) => system.fides_key);
  return [...new Set([...(draft.dataset.rightsdesk_meta?.systems ?? []), ...pointing])];
}

function uses(system: SystemYaml, dataset: DatasetYaml): boolean {
  const references = [
    ...(system.dataset_references ?? []),
    ...system.privacy_declarations.flatMap((declaration) => declaration.dataset_references ?? []),
    ...(system.ingress ?? []).filter((flow) => flow.type === 'dataset').map((flow) => flow.fides_key),
    ...(system.egress ?? []).filter((flow) => flow.type === 'dataset').map((flow) => flow.fides_key),
  ];
  return references.includes(dataset.fides_key);
}
