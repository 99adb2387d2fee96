/**
 * Replaces the SDK's reader of event streams, which S3 Select and streaming Lambda functions reply with. No
 * operation called here does, but the clients load the reader all the same.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('bundles hold no reader of event streams: see infra/lean-bundles/README.md');
  }
}

export const resolveEventStreamSerdeConfig = <T>(config: T): T => config;
export const eventStreamSerdeProvider = () => new EventStreamSerde();
