/** Stands in bundles where the SDK keeps sources of credentials that Lambda has no use for. Being asked means that the environment holds none. */
function absent(): () => Promise<never> {
  return async () => {
    throw new Error('no credentials in the environment of this function');
  };
}

export const fromNodeProviderChain = absent;
export const fromSSO = absent;
export const fromIni = absent;
export const fromProcess = absent;
export const fromTokenFile = absent;
export const fromHttp = absent;
export const fromLoginCredentials = absent;
export const fromContainerMetadata = absent;
export const fromInstanceMetadata = absent;
export const ENV_CMDS_FULL_URI = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
export const ENV_CMDS_RELATIVE_URI = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
