/**
 * Replaces DynamoDB's endpoint discovery, and the cache that comes with it. It is off unless it is switched
 * on, and DynamoDB itself does not use it.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoint-discovery.html
 */
export const resolveEndpointDiscoveryConfig = <T>(config: T): T => config;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: false,
};

export const getEndpointDiscoveryPlugin = () => ({ applyToStack: () => undefined });
