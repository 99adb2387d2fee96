import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { type ContractKind, connectorContract } from '../contracts/connector.contract';
import { CLUB_FILE, type ClubRow, clubVendor, vendorOf } from './club-vendor';
import { startStandIn, towards } from './vendor-stand-in';

/** Rows of a vendor are nobody's but their key's: its interface counts no references between them. */
const http: ContractKind = {
  kind: 'http',
  physical: { members: {}, rooms: {} },
  memberKey: ['club', 'id'],
  sharing: false,
  crowd: 120,
  open: async (store, { members }) => {
    const rows = members.map((member): ClubRow => ({ ...member }));
    const standIn = await startStandIn(clubVendor(rows));
    const connect = (transport: typeof standIn.transport, api_key: string) =>
      createHttpConnector({ store, vendor: vendorOf(CLUB_FILE), secrets: { api_key }, transport });
    return {
      connector: connect(standIn.transport, 'swordfish'),
      unreachable: connect(towards(9), 'swordfish'),
      snapshot: async () =>
        new Map(rows.map((row) => [`${row.club}/${row.id}`, JSON.stringify(Object.entries(row).sort())])),
      close: () => standIn.stop(),
    };
  },
};

describe('the HTTP connector on a stand-in of a vendor', () => {
  connectorContract(http);
});
