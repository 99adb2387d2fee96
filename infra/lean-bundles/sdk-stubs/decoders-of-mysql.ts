/**
 * Replaces iconv-lite, by which the MySQL driver reads other character sets than UTF-8. The desk's connection
 * asks for UTF-8 (`utf8mb4`), so that hardly anything else comes; what does is read by Node. `cesu8` is the
 * driver's word for `utf8mb3`, in which UTF-8 and CESU-8 are the same.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/charset-unicode-utf8mb3.html
 */
export function getDecoder(encoding: string) {
  const decoder = new TextDecoder(encoding === 'cesu8' ? 'utf-8' : encoding);
  return {
    write: (bytes: Uint8Array) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}

export function getEncoder(encoding: string): never {
  throw new Error(`the desk sends no text in ${encoding}: see infra/lean-bundles/README.md`);
}
