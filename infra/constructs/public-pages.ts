import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

export interface PublicPagesProps {
  readonly intake: DeskFunction;
  readonly verify: DeskFunction;
  readonly requester: DeskFunction;
  readonly download: DeskFunction;
  readonly decide: DeskFunction;
  readonly staff: DeskFunction;
  readonly signals: DeskFunction;
  /**
   * The desk's own domain, e.g. `privacy.example.com`, with its certificate. @default the domain that API
   * Gateway gives
   */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
}

/**
 * The beginnings of the paths that each function serves, as in `linkPaths` of
 * `functions/casework/links/issue-link.ts`. API Gateway takes the longest one that matches.
 */
const paths = {
  verify: ['/v', '/a', '/q'],
  requester: ['/r', '/n'],
  download: ['/d'],
  decide: ['/s/decide'],
  staff: ['/s', '/p'],
  signals: ['/signals'],
} as const;

/**
 * Limits what a flood of requests can cost: requests per second and at once. A small business sees a few a
 * day.
 */
const throttle = { rateLimit: 20, burstLimit: 40 };

/** No IP address, no path (it holds the token of a link) and no body. */
const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  error: '$context.error.message',
};

/** All pages, behind one HTTP API. The form's function replies to every path that has no route. */
export class PublicPages extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** Where the pages are. */
  readonly url: string;
  /** The target of the CNAME record of the desk's own domain. Absent without one. */
  readonly target: string | undefined;

  constructor(scope: Construct, id: string, props: PublicPagesProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: 'rightsdesk',
      createDefaultStage: false,
      disableExecuteApiEndpoint: props.domain !== undefined,
      defaultIntegration: integration('Intake', props.intake),
    });
    this.addRoutes(props);
    const domain = props.domain && this.domainName(props.domain);
    this.stage = this.addStage(domain);
    this.url = domain ? `https://${domain.name}` : this.api.apiEndpoint;
    this.target = domain?.regionalDomainName;
  }

  private addRoutes(props: PublicPagesProps): void {
    for (const app of ['verify', 'requester', 'download', 'decide', 'staff', 'signals'] as const) {
      const to = integration(app, props[app]);
      for (const path of paths[app]) {
        this.api.addRoutes({ path: `${path}/{proxy+}`, methods: [HttpMethod.ANY], integration: to });
      }
    }
    this.api.addRoutes({
      path: '/s',
      methods: [HttpMethod.ANY],
      integration: integration('StaffHome', props.staff),
    });
  }

  private addStage(domainName: DomainName | undefined): HttpStage {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
      ...(domainName && { domainMapping: { domainName } }),
    });
  }

  private domainName({ name, certificateArn }: NonNullable<PublicPagesProps['domain']>): DomainName {
    return new DomainName(this, 'Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
  }
}

function integration(id: string, fn: DeskFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(id, fn.lambda);
}
