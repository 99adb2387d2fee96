/**
 * What CloudFormation tells a function that stands behind a resource of the stack, as far as the answer needs
 * it.
 */
export interface DeploymentEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Where the answer is put; signed, and good for this one. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
}

/**
 * Does what a deployment asks for and answers it, come what may: a deployment that hears nothing waits for an
 * hour. A failure says its name alone.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function answerDeployment(event: DeploymentEvent, act: () => Promise<void>): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = event;
  const about = { StackId, RequestId, LogicalResourceId, PhysicalResourceId };
  const outcome = await act().then(
    () => ({ Status: 'SUCCESS' }),
    (error: Error) => ({ Status: 'FAILED', Reason: `${LogicalResourceId}: ${error.name}` }),
  );
  const answer = await fetch(event.ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...about, ...outcome }),
  });
  if (!answer.ok) throw new Error(`the deployment did not take the answer: ${answer.status}`);
}
