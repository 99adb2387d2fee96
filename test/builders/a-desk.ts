import { lawsFor } from '../../functions/config/laws/law-library';
import type { LawBook } from '../../functions/domain/deadlines/law';
import type { Desk, StaffMember } from '../../functions/domain/desk';

/** May do everything. */
export const alma: StaffMember = {
  id: 'alma',
  name: 'Alma',
  email: 'alma@shop.example.com',
  may: ['decide', 'enter', 'answer-tasks'],
};

/** A second approver. */
export const bruno: StaffMember = {
  id: 'bruno',
  name: 'Bruno',
  email: 'bruno@shop.example.com',
  may: ['decide'],
};

/** Looks into the support mailbox and decides nothing. */
export const jonas: StaffMember = {
  id: 'jonas',
  name: 'Jonas',
  email: 'jonas@shop.example.com',
  may: ['enter', 'answer-tasks'],
};

/** A lamp shop in Berlin with two approvers and one person who looks into the mailbox. */
export function aDesk(more: Partial<Desk> = {}): Desk {
  return {
    controller: {
      legalName: 'Alma’s Lamps GmbH',
      address: 'Lampengasse 7, 10115 Berlin, Germany',
      contactEmail: 'privacy@shop.example.com',
      authority: { name: 'Berlin Commissioner for Data Protection', url: 'https://authority.example.com' },
    },
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    laws: [{ regime: 'eu-gdpr', applies: 'binds', because: 'The shop is in Germany.' }],
    staff: [alma, bruno, jonas],
    escalateTo: 'office@shop.example.com',
    sender: { address: 'privacy@shop.example.com', name: 'Alma’s Lamps' },
    baseUrl: 'https://privacy.shop.example.com',
    stores: [
      {
        id: 'shop',
        title: 'the shop’s database',
        kind: 'postgres',
        datasets: [],
        connection: {},
        backupsKept: 'P35D',
      },
      {
        id: 'profiles',
        title: 'profiles',
        kind: 'dynamodb',
        datasets: [],
        connection: {},
        backupsKept: 'P35D',
      },
      {
        id: 'mailbox',
        title: 'the mailbox of support',
        kind: 'manual',
        datasets: [],
        owner: 'jonas',
        connection: {},
        backupsKept: 'P90D',
      },
    ],
    waits: {
      linkLife: 'P7D',
      remindRequesterAfter: 'P3D',
      tellStaffUnverifiedAfter: 'P10D',
      identifiersWithin: 'P7D',
      ownApproval: 'PT24H',
      erasureNotice: 'PT24H',
      correctionNotice: 'PT72H',
      secondCheckAfter: 'P1D',
      laterReadings: ['P7D', 'P30D'],
      retryStoreEvery: 'PT6H',
      giveUpStoreBefore: 'P3D',
      packageKept: 'P30D',
      codeLife: 'PT15M',
      unverifiedNoticeBefore: 'P3D',
    },
    approvals: { erasure: 1 },
    recordsKept: 'P3Y',
    metricsNamespace: 'Rightsdesk',
    ...more,
  };
}

/** The laws and holidays of a desk. */
export function aBook(desk: Desk = aDesk()): LawBook {
  return lawsFor(
    desk.laws.map((law) => law.regime),
    [desk.place],
  );
}
