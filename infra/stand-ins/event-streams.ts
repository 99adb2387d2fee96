/**
 * Stands in bundles for the SDK's reader of event streams (what S3 Select or a Lambda with a streamed answer
 * sends). No operation that is called here answers
 * with one; the clients load it all the same.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('this function reads no event streams; see infra/lean-sdk.ts');
  }
}

export const resolveEventStreamSerdeConfig = <T>(config: T): T => config;
export const eventStreamSerdeProvider = () => new EventStreamSerde();
