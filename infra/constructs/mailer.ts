import { Stack } from 'aws-cdk-lib';
import { ConfigurationSet, EmailIdentity, Identity, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

export interface MailerProps {
  /** The address that mails come from. */
  readonly sender: string;
  /**
   * What SES is asked to verify: the sender's domain (by DNS), the address alone (by a mail), or nothing,
   * because the account has it already.
   */
  readonly verify: 'domain' | 'address' | 'existing';
}

/** The name of the configuration set that every mail is sent with. */
export const CONFIGURATION_SET = 'rightsdesk';

/** Sends mails. `MailFeedback` receives the bounces. */
export class Mailer extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly identity: EmailIdentity | undefined;
  private readonly sender: string;

  constructor(scope: Construct, id: string, props: MailerProps) {
    super(scope, id);
    this.sender = props.sender;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: CONFIGURATION_SET,
      reputationMetrics: true,
      // A person who marks a mail as spam must still get the notices that the law requires.
      suppressionReasons: SuppressionReasons.BOUNCES_ONLY,
    });
    this.identity = this.verify(props);
  }

  /**
   * Lets a function send mails, from the desk's address only. While an account is in the sandbox, SES also
   * checks the identity of the recipient, so the permission cannot be limited to the sender's identity.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
   */
  grantSend(fn: DeskFunction): void {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    fn.setVariable('MAIL_CONFIGURATION_SET', this.configurationSet.configurationSetName);
    fn.allow(
      ['ses:SendEmail'],
      [arn('identity', '*'), arn('configuration-set', this.configurationSet.configurationSetName)],
      { StringEquals: { 'ses:FromAddress': this.sender } },
    );
  }

  private verify({ sender, verify }: MailerProps): EmailIdentity | undefined {
    if (verify === 'existing') return undefined;
    const identity =
      verify === 'address' ? Identity.email(sender) : Identity.domain(sender.slice(sender.indexOf('@') + 1));
    return new EmailIdentity(this, 'Identity', { identity });
  }
}
