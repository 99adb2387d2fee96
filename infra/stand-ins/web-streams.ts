/** Stands in bundles for the SDK's streams of a browser: in Node its answers are Node's streams. */
function absent(): never {
  throw new Error('this function has no streams of a browser; see infra/lean-sdk.ts');
}

export {
  absent as collectBlob,
  absent as collectReadableStream,
  absent as createChecksumStream,
  absent as getAwsChunkedEncodingStream,
  absent as headStream,
  absent as sdkStreamMixin,
};
