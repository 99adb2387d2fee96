/**
 * Stands in bundles for hashes written in JavaScript, which the SDK keeps for a Node without `node:crypto`
 * and `zlib.crc32`. Lambda's has both.
 *
 * @see https://nodejs.org/api/zlib.html#zlibcrc32data-value
 */
class NotNative {
  constructor() {
    throw new Error('this Node has no hash of its own; see infra/lean-sdk.ts');
  }
}

export { NotNative as Crc32Js, NotNative as Md5Js, NotNative as Sha1Js, NotNative as Sha256Js };
