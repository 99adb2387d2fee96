import { DeployedNames } from '../../../local/permissions/deployed-names';
import type { Template } from '../../../local/permissions/template';

const template: Template = {
  Resources: {
    Inbox: { Type: 'AWS::DynamoDB::Table' },
    Letters: { Type: 'AWS::SQS::Queue' },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { StateMachineName: 'rightsdesk-path' },
    },
    Odd: { Type: 'AWS::Odd::Thing' },
  },
};
const place = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };
const names = new DeployedNames(template, place);
const machine = 'arn:aws:states:eu-central-1:111122223333:stateMachine:rightsdesk-path';

/** The parts that CloudFormation fills, in angle brackets. */
function holes(text: string): string {
  return text.replaceAll('<', '$' + '{').replaceAll('>', '}');
}

describe('an intrinsic function', () => {
  it.each<[string, unknown, string]>([
    ['Ref to a table is its name', { Ref: 'Inbox' }, 'Inbox'],
    ['Ref to a state machine is its ARN', { Ref: 'Machine' }, machine],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Partition' }, 'aws'],
    ['GetAtt', { 'Fn::GetAtt': ['Inbox', 'Arn'] }, 'arn:aws:dynamodb:eu-central-1:111122223333:table/Inbox'],
    [
      'Join',
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Region' }, '/', { Ref: 'Inbox' }]] },
      'arn:eu-central-1/Inbox',
    ],
    [
      'Sub',
      { 'Fn::Sub': holes('<AWS::AccountId>/<Inbox>/<Machine.Arn>/<!Kept>') },
      holes(`111122223333/Inbox/${machine}/<Kept>`),
    ],
    [
      'Sub with values',
      { 'Fn::Sub': [holes('<What>-<Inbox>'), { What: { Ref: 'AWS::Region' } }] },
      'eu-central-1-Inbox',
    ],
  ])('%s', (_, value, text) => {
    expect(names.text(value)).toBe(text);
  });

  it('is replaced anywhere', () => {
    expect(names.resolve({ Statement: [{ Resource: [{ Ref: 'Inbox' }] }], Version: 1 })).toEqual({
      Statement: [{ Resource: ['Inbox'] }],
      Version: 1,
    });
  });

  it.each<[unknown, string]>([
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not known here'],
    [{ Ref: 'Nothing' }, 'the template has no resource Nothing'],
    [{ 'Fn::GetAtt': ['Odd', 'Arn'] }, 'the ARN of Odd (AWS::Odd::Thing) is not known'],
    [{ 'Fn::GetAtt': ['Inbox', 'StreamArn'] }, 'Fn::GetAtt of Inbox.StreamArn is not known here'],
  ])('that cannot be replaced is an error: %j', (value, message) => {
    expect(() => names.resolve(value)).toThrow(message);
  });
});

describe('a deployed resource', () => {
  const deployed = new DeployedNames(template, place, {
    Inbox: 'Rightsdesk-Inbox-1AB',
    Letters: 'https://sqs.eu-central-1.amazonaws.com/111122223333/Rightsdesk-Letters-2CD',
    Machine: machine,
  });

  it('has its physical name, whatever kind of name that is', () => {
    expect(deployed.arnOf('Inbox')).toBe(
      'arn:aws:dynamodb:eu-central-1:111122223333:table/Rightsdesk-Inbox-1AB',
    );
    expect(deployed.arnOf('Letters')).toBe('arn:aws:sqs:eu-central-1:111122223333:Rightsdesk-Letters-2CD');
    expect(deployed.arnOf('Machine')).toBe(machine);
  });
});
