/** The reference of a request in mails and on pages: `DSR-7K3M-9QXT-2B4D` for `dsr-7k3m9qxt2b4d`. */
export function referenceOf(requestId: string): string {
  const letters = requestId.replace(/^dsr-/, '').toUpperCase();
  return `DSR-${letters.match(/.{1,4}/g)?.join('-') ?? letters}`;
}

/** The id of the first reference in a text, however it was typed; undefined when there is none. */
export function requestIdIn(text: string): string | undefined {
  const [, letters] = /\bDSR[\s-]*((?:[0-9A-Z][\s-]*){11}[0-9A-Z])\b/i.exec(text) ?? [];
  return letters && `dsr-${letters.replace(/[\s-]/g, '').toLowerCase()}`;
}
