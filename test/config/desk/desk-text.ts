import { parseDocument } from 'yaml';

/** The smallest complete desk file: one person, one manual store. */
export const smallestDesk = `controller:
  legalName: Kiosk Example
  address: 1 Sample Street, 10115 Berlin, Germany
  contactEmail: privacy@example.com
  authority: { name: Sample Authority, url: https://authority.example/complaints }
place: DE-BE
zone: Europe/Berlin
laws:
  - { regime: eu-gdpr, applies: binds, because: Established in Germany. }
staff:
  - { id: ada, name: Ada, email: ada@example.com, may: [decide, enter, answer-tasks] }
escalateTo: office@example.com
sender: { address: privacy@example.com, name: Kiosk Example }
baseUrl: https://privacy.example.com
stores:
  - { id: mailbox, title: The mailbox, kind: manual, owner: ada, backupsKept: P0D }
`;

/** The smallest desk file with one value changed, added (by its path) or, with `undefined`, removed. */
export function deskWith(path: readonly (string | number)[], value: unknown): string {
  const document = parseDocument(smallestDesk);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
  return document.toString({ flowCollectionPadding: true });
}

/** A second store, complete for its kind. */
export const postgresStore = {
  id: 'shop',
  title: 'The shop',
  kind: 'postgres',
  datasets: ['shop.yaml'],
  connection: { url: 'SHOP_URL' },
  backupsKept: 'P35D',
};
