import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';

/** The physical names of the deployed stack's resources, by logical id. */
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
