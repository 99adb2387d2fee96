/**
 * Stands in bundles for DynamoDB's endpoint discovery, which is off unless somebody asks for it and which
 * DynamoDB itself has no use for. It brings a cache along.
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
