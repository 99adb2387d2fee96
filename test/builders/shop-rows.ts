import type { MemoryRow } from '../fakes/memory-connector';

/** The person who makes the request in most tests. */
export const mia = { id: 'c-1', name: 'Mia Sommer', email: 'mia.sommer@example.com' } as const;

/** Mia, her two orders and an invoice; and Noah, whose rows must never appear. */
export function shopRows(): Record<string, MemoryRow[]> {
  return {
    customers: [
      { ...mia, newsletter: true, password_hash: 'x-argon-x' },
      {
        id: 'c-2',
        name: 'Noah Winter',
        email: 'noah.winter@example.com',
        newsletter: true,
        password_hash: 'y',
      },
    ],
    orders: [
      { id: 'o-1', customer_id: 'c-1', item: 'Lamp Aurora', gift_for: 'Uncle Ben' },
      { id: 'o-2', customer_id: 'c-1', item: 'Lamp Borealis', gift_for: '' },
      { id: 'o-3', customer_id: 'c-2', item: 'Lamp Corona', gift_for: '' },
    ],
    invoices: [{ id: 'i-1', customer_id: 'c-1', issued_on: '2026-02-03', total: '49.00' }],
  };
}

export function profileRows(): Record<string, MemoryRow[]> {
  return { profiles: [{ id: 'c-1', size: 'M', health: 'cataract' }] };
}
