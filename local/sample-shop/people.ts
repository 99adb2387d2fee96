/**
 * The customers, guests and subscribers that tests and the demo use by name. All invented; no other person in
 * the shop has these addresses.
 */
export const people = {
  /**
   * Has some of everything: orders, invoices, a review, uploads, chats, a profile, sessions. Shares an
   * address row with `tariq`.
   */
  lena: {
    customerNumber: 'AL-10001',
    firstName: 'Lena',
    lastName: 'Brandt',
    email: 'lena.brandt@example.com',
    birthDate: '1987-04-12',
    phone: '+49 30 5550111',
    /**
     * Ordered once as a guest with this second address. Nothing in the shop links it to her customer number.
     */
    guestEmail: 'lena.b.privat@example.com',
  },
  /** Lives with `lena`: the same row in `addresses`. */
  tariq: {
    customerNumber: 'AL-10002',
    firstName: 'Tariq',
    lastName: 'Haddad',
    email: 'tariq.haddad@example.com',
    birthDate: '1985-11-30',
    phone: '+49 30 5550111',
  },
  /** Shares a name with the next one. */
  mehmetInKreuzberg: {
    customerNumber: 'AL-10003',
    firstName: 'Mehmet',
    lastName: 'Yılmaz',
    email: 'mehmet.yilmaz@example.com',
    birthDate: '1979-02-03',
    phone: '+49 30 5550123',
  },
  mehmetInHamburg: {
    customerNumber: 'AL-10004',
    firstName: 'Mehmet',
    lastName: 'Yılmaz',
    email: 'm.yilmaz.hh@example.com',
    birthDate: '1994-09-21',
    phone: '+49 40 5550124',
  },
  /** Runs three small hotels and orders every day: 5,000 orders. */
  ottilie: {
    customerNumber: 'AL-10005',
    firstName: 'Ottilie',
    lastName: 'Kranz',
    email: 'ottilie.kranz@example.com',
    birthDate: '1968-06-17',
    phone: '+49 30 5550125',
  },
  /** Her review begins with a spreadsheet formula. */
  zoe: {
    customerNumber: 'AL-10006',
    firstName: 'Zoë',
    lastName: 'Marchetti',
    email: 'zoe.marchetti@example.com',
    birthDate: '1999-12-31',
    phone: '+49 341 5550126',
  },
  /** Writes to the assistant a lot and uploads photos. */
  amina: {
    customerNumber: 'AL-10007',
    firstName: 'Amina',
    lastName: 'Diallo',
    email: 'amina.diallo@example.com',
    birthDate: '1991-08-08',
    phone: '+49 221 5550127',
  },
  /** Last bought in 2018: the retention of his order has ended, that of his invoice has not. */
  gerhard: {
    customerNumber: 'AL-10008',
    firstName: 'Gerhard',
    lastName: 'Vogel',
    email: 'gerhard.vogel@example.com',
    birthDate: '1951-01-25',
    phone: '+49 361 5550128',
  },
  /** Only reads the newsletter. */
  ines: { firstName: 'Ines', lastName: 'Fontaine', email: 'ines.fontaine@example.com' },
  /** Not in the shop at all. */
  nobody: { firstName: 'Noah', lastName: 'Unbekannt', email: 'noah.unbekannt@example.com' },
} as const;

/** Those of them who have an account. */
export const namedCustomers = [
  people.lena,
  people.tariq,
  people.mehmetInKreuzberg,
  people.mehmetInHamburg,
  people.ottilie,
  people.zoe,
  people.amina,
  people.gerhard,
];
