/**
 * Content security policy for a mail's HTML part in the frame of the inbox: its own inline styles, nothing
 * loaded, and only in that frame.
 */
export const framedMailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";

/** A mail's HTML part for the frame of the inbox. Its links open in the whole page, as in a mail program. */
export function framedMail(html: string): string {
  return html.replace('<head>', '<head><base target="_top"/>');
}
