import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';

/** What CloudFormation called the resources of the deployed stack, by logical id. */
export async function physicalNames(): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  const pages = paginateListStackResources(
    { client: new CloudFormationClient({}) },
    { StackName: 'Rightsdesk' },
  );
  for await (const { StackResourceSummaries = [] } of pages)
    for (const { LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries)
      names[LogicalResourceId] = PhysicalResourceId;
  return names;
}
