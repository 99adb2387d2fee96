import { createHash } from 'node:crypto';
import type { AskedCall, GivenAnswer } from '../vendor-stand-in';

export interface Member {
  readonly list_id: string;
  readonly id: string;
  readonly email_address: string;
  [field: string]: unknown;
}

/** Its id is the MD5 of the address in lower case; the rest as in the example of Mailchimp's reference. */
export function aMember(list_id: string, email_address: string): Member {
  const id = createHash('md5').update(email_address.toLowerCase()).digest('hex');
  return {
    ...{
      list_id,
      id,
      email_address,
      full_name: 'Lena Brandt',
      email_type: 'html',
      status: 'subscribed',
      vip: false,
    },
    ...{
      merge_fields: { FNAME: 'Lena', LNAME: 'Brandt' },
      stats: { avg_open_rate: 0.4 },
      ip_signup: '',
      tags: [],
    },
  };
}

/** Mailchimp as its reference describes it: loose matches beside the exact ones, and an archive. */
export function mailchimpStandIn(
  members: Member[],
  forgotten: Set<string>,
): (call: AskedCall) => GivenAnswer {
  return (call) => {
    const expected = `Basic ${Buffer.from('rightsdesk:key-us20').toString('base64')}`;
    if (call.host !== 'us20.api.mailchimp.com' || call.headers.authorization !== expected)
      return { status: 401, body: { title: 'API Key Invalid', status: 401 } };
    if (call.path === '/3.0/ping') return { body: { health_status: "Everything's Chimpy!" } };
    if (call.path === '/3.0/') return { body: { account_id: 'abc123' } };
    if (call.path === '/3.0/search-members') return search(members, call.query.get('query') ?? '');
    const [, list, id, rest = ''] = /^\/3\.0\/lists\/([^/]+)\/members\/([^/]+)(\/.*)?$/.exec(call.path) ?? [];
    const at = members.findIndex((one) => one.list_id === list && one.id === id);
    const member = members[at];
    if (member === undefined) return { status: 404, body: { title: 'Resource Not Found', status: 404 } };
    if (rest === '/actions/delete-permanent') {
      members.splice(at, 1);
      forgotten.add(member.email_address);
      return { status: 204 };
    }
    if (rest === '/notes') return page('notes', [{ id: 1, note: 'called' }], call);
    if (rest === '/activity-feed') return page('activity', [], call);
    if (rest === '/events')
      return page(
        'events',
        Array.from({ length: 1_500 }, (_, nth) => ({ name: `e${nth}` })),
        call,
      );
    if (call.method === 'PATCH') Object.assign(member, JSON.parse(call.body));
    return { body: member };
  };
}

function search(members: readonly Member[], query: string): GivenAnswer {
  const isNear = ({ email_address }: Member) =>
    email_address.toLowerCase().includes(query.toLowerCase().slice(0, 6));
  const near = members.filter(isNear);
  const exact = near.filter(({ email_address }) =>
    email_address.toLowerCase().startsWith(query.toLowerCase()),
  );
  const found = (all: readonly Member[]) => ({ members: all, total_items: all.length });
  return { body: { exact_matches: found(exact), full_search: found(near), _links: [] } };
}

function page(name: string, all: readonly object[], { query }: AskedCall): GivenAnswer {
  const from = Number(query.get('offset') ?? 0);
  const to = from + Number(query.get('count') ?? 10);
  return { body: { [name]: all.slice(from, to), total_items: all.length } };
}
