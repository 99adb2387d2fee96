import type { AskedCall, GivenAnswer } from '../vendor-stand-in';

export interface Contact {
  readonly id: string;
  readonly properties: Record<string, string | null>;
  readonly archived?: boolean;
}

export interface Portal {
  readonly contacts: Contact[];
  /** What the search still shows: it lags. */
  indexed: readonly Contact[];
  /** Addresses that can never be contacts again. */
  readonly blocklist: Set<string>;
}

export const PROPERTIES = ['email', 'firstname', 'lastname', 'hs_object_id', 'favourite_lamp'];
export const aContact = (id: string, email: string, more = {}): Contact => ({
  id,
  properties: { email, firstname: 'Lena', ...more },
});

/** As in HubSpot's published OpenAPI document of CRM contacts, v3. */
export function hubspotStandIn(portal: Portal): (call: AskedCall) => GivenAnswer {
  return (call) => {
    if (call.headers.authorization !== 'Bearer pat-1')
      return { status: 401, body: { category: 'INVALID_AUTHENTICATION' } };
    const body = call.body === '' ? {} : JSON.parse(call.body);
    switch (`${call.method} ${call.path}`) {
      case 'GET /account-info/v3/details':
        return { body: { portalId: 123_456, accountType: 'STANDARD' } };
      case 'GET /crm/v3/objects/contacts':
        return { body: { results: portal.contacts.map((one) => shown(one, ['email'])) } };
      case 'GET /crm/v3/properties/contacts':
        return { body: { results: PROPERTIES.map((name) => ({ name, label: name })) } };
      case 'POST /crm/v3/objects/contacts/search':
        return search(portal, body);
      case 'POST /crm/v3/objects/contacts/batch/read':
        return read(portal, body);
      case 'POST /crm/v3/objects/contacts/gdpr-delete':
        return gdprDelete(portal, body);
      default:
        return patch(portal, call, body);
    }
  };
}

function shown({ id, properties, archived = false }: Contact, names: readonly string[]) {
  const held = Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
  return {
    id,
    properties: held,
    createdAt: '2024-01-01T00:00:00Z',
    updatedAt: '2024-01-01T00:00:00Z',
    archived,
  };
}

function search(
  { indexed }: Portal,
  body: { filterGroups: { filters: { value: string }[] }[]; after?: string },
): GivenAnswer {
  const wanted = body.filterGroups[0]?.filters[0]?.value.toLowerCase() ?? '';
  const found = indexed.filter(({ properties }) => properties.email?.toLowerCase() === wanted);
  const from = Number(body.after ?? 0);
  const more = from + 2 < found.length;
  const results = found.slice(from, from + 2).map((one) => shown(one, ['email']));
  return {
    body: {
      total: found.length,
      results,
      ...(more ? { paging: { next: { after: String(from + 2) } } } : {}),
    },
  };
}

function read({ contacts }: Portal, body: { properties: string[]; inputs: { id: string }[] }): GivenAnswer {
  const results = contacts
    .filter(({ id }) => id === body.inputs[0]?.id)
    .map((one) => shown(one, body.properties));
  return results.length > 0
    ? { body: { status: 'COMPLETE', results } }
    : {
        status: 207,
        body: {
          status: 'COMPLETE',
          results,
          numErrors: 1,
          errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND' }],
        },
      };
}

/** An address that is not known is blocked from then on: that is what the desk must never cause. */
function gdprDelete(
  { contacts, blocklist }: Portal,
  body: { objectId: string; idProperty?: string },
): GivenAnswer {
  const at = contacts.findIndex(
    ({ id, properties }) => (body.idProperty === 'email' ? properties.email : id) === body.objectId,
  );
  if (at < 0) blocklist.add(body.objectId);
  else contacts.splice(at, 1);
  return { status: 204 };
}

function patch(
  { contacts }: Portal,
  { path }: AskedCall,
  body: { properties?: Record<string, string> },
): GivenAnswer {
  const contact = contacts.find(({ id }) => path === `/crm/v3/objects/contacts/${id}`);
  if (contact === undefined) return { status: 404, body: { category: 'OBJECT_NOT_FOUND' } };
  Object.assign(contact.properties, body.properties);
  return { body: shown(contact, PROPERTIES) };
}
