/** `shippingAddressLine1`, `Shipping-Address line_1` as `shipping_address_line_1`, for comparing names. */
export function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

export function wordsOf(name: string): string[] {
  return plainName(name).split('_').filter(Boolean);
}

/** `companies` as `company`, `addresses` as `address`: rough, and the same for every name. */
export function singular(word: string): string {
  if (word === 'people') return 'person';
  if (/(?:ss|us|is|news|staff)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:sses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The words of a table's name, each in the singular. */
export function singularWords(name: string): string[] {
  return wordsOf(name).map(singular);
}

/** For people: `order_lines` as `Order lines`. Control characters are gone. */
export function titleOf(name: string): string {
  const words = wordsOf(name).join(' ');
  return words === '' ? 'Records' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export function isCustomerNumber(name: string): boolean {
  return /^(?:customer|kunden|member|client|patient)_?(?:number|no|nummer|nr)$/.test(plainName(name));
}

/** Names such as `user_id`, which lead to people, wherever those are kept. */
export function isKeyOfPerson(name: string): boolean {
  return /^(?:user|customer|client|member|patient|person|contact|account|subscriber|owner|kunden?)_?(?:id|uuid|key|ref)$/.test(
    plainName(name),
  );
}
