/**
 * Replaces the hashes written in JavaScript, which the SDK falls back on where Node has no `node:crypto` or
 * `zlib.crc32`. The Node of Lambda has both.
 *
 * @see https://nodejs.org/api/zlib.html#zlibcrc32data-value
 */
class NotNative {
  constructor() {
    throw new Error('this Node lacks a native hash: see infra/lean-bundles/README.md');
  }
}

export { NotNative as Crc32Js, NotNative as Md5Js, NotNative as Sha1Js, NotNative as Sha256Js };
