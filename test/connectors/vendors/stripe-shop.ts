/** The map of Stripe, of a shop that lets payments go with the customer. */
export function lettingPaymentsGo(text: string): string {
  return text.replaceAll(
    /title: (Your payments|Your invoices|Your means of payment)/g,
    'title: $1\n          on_erasure: as_parent',
  );
}

/** The same, where one person may be several customers. */
export function withSeveralCustomersEach(text: string): string {
  return lettingPaymentsGo(text).replace('          own_record: true\n', '');
}

export function aSubscription(id: string, customer = 'cus_1') {
  return { id, object: 'subscription', customer, status: 'active', description: `Tea for Mia (${id})` };
}
