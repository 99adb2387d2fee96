/** Settings of an AWS client for an emulator on this machine, whatever account its environment names. */
export function localAccount(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  };
}
