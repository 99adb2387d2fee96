import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Signer } from '@aws-sdk/rds-signer';
import { StoreUnavailableError } from '../connectors/connector';
import type { TokenAccess } from '../connectors/token-access';
import type { RdsLogIn } from '../domain/rds-log-in';

/**
 * Access to an RDS database with tokens that are signed here with the credentials of the process, without a
 * call to AWS. A token opens connections for 15 minutes: each new connection gets a new one, and an open
 * connection outlives its token.
 *
 * @param authorities - root certificates of RDS in the region of the database, in PEM
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function rdsAccess(
  { host, port, user, database, region }: RdsLogIn,
  authorities: string,
): TokenAccess {
  const credentials = defaultProvider();
  const signer = new Signer({ hostname: host, port, username: user, region, credentials });
  return { host, port, user, database, authorities, token: () => signer.getAuthToken().catch(noToken) };
}

/** Hides the SDK's message, which may name files and profiles of a machine. */
function noToken(): never {
  throw new StoreUnavailableError('no token could be signed: the process has no credentials of AWS');
}
