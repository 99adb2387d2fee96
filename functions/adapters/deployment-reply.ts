/** The fields that are needed of an event that CloudFormation sends to the function of a custom resource. */
export interface DeploymentEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** The signed address where the reply is put. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
}

/**
 * Carries out an event of a deployment and always replies to it: without a reply, the deployment would wait
 * for an hour. A failure gives the name of the error only.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function replyToDeployment(event: DeploymentEvent, act: () => Promise<void>): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = event;
  const about = { StackId, RequestId, LogicalResourceId, PhysicalResourceId };
  const outcome = await act().then(
    () => ({ Status: 'SUCCESS' }),
    (error: Error) => ({ Status: 'FAILED', Reason: `${LogicalResourceId}: ${error.name}` }),
  );
  const reply = await fetch(event.ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...about, ...outcome }),
  });
  if (!reply.ok) throw new Error(`CloudFormation did not accept the reply: status ${reply.status}`);
}
