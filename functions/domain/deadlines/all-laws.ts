// All laws, the supported core first, for the CLI, the build and tests, never for a Lambda.

import auPrivacy from './laws/au-privacy.json';
import brLgpd from './laws/br-lgpd.json';
import caPipeda from './laws/ca-pipeda.json';
import caQcLaw25 from './laws/ca-qc-law25.json';
import chFadp from './laws/ch-fadp.json';
import cl21719 from './laws/cl-21719.json';
import cnPipl from './laws/cn-pipl.json';
import euGdpr from './laws/eu-gdpr.json';
import inDpdp from './laws/in-dpdp.json';
import jpAppi from './laws/jp-appi.json';
import krPipa from './laws/kr-pipa.json';
import nzPrivacy from './laws/nz-privacy.json';
import sgPdpa from './laws/sg-pdpa.json';
import thPdpa from './laws/th-pdpa.json';
import ukGdpr from './laws/uk-gdpr.json';
import usCaCcpa from './laws/us-ca-ccpa.json';
import usCaDeleteAct from './laws/us-ca-delete-act.json';
import usCoCpa from './laws/us-co-cpa.json';
import usCtCtdpa from './laws/us-ct-ctdpa.json';
import usDeDpdpa from './laws/us-de-dpdpa.json';
import usFlFdbr from './laws/us-fl-fdbr.json';
import usIaIcdpa from './laws/us-ia-icdpa.json';
import usInIcdpa from './laws/us-in-icdpa.json';
import usKyKcdpa from './laws/us-ky-kcdpa.json';
import usMdModpa from './laws/us-md-modpa.json';
import usMnMcdpa from './laws/us-mn-mcdpa.json';
import usMtMcdpa from './laws/us-mt-mcdpa.json';
import usNeNdpa from './laws/us-ne-ndpa.json';
import usNhNhpa from './laws/us-nh-nhpa.json';
import usNjNjdpa from './laws/us-nj-njdpa.json';
import usOkOcdpa from './laws/us-ok-ocdpa.json';
import usOrOcpa from './laws/us-or-ocpa.json';
import usRiRidtppa from './laws/us-ri-ridtppa.json';
import usTnTipa from './laws/us-tn-tipa.json';
import usTxTdpsa from './laws/us-tx-tdpsa.json';
import usUtUcpa from './laws/us-ut-ucpa.json';
import usVaVcdpa from './laws/us-va-vcdpa.json';
import zaPaia from './laws/za-paia.json';

/** The law files as read from disk, not yet validated; `law-library` validates them. */
export const ALL_LAW_FILES: readonly unknown[] = [
  euGdpr,
  ukGdpr,
  usCaCcpa,
  auPrivacy,
  brLgpd,
  caPipeda,
  caQcLaw25,
  chFadp,
  cl21719,
  cnPipl,
  inDpdp,
  jpAppi,
  krPipa,
  nzPrivacy,
  sgPdpa,
  thPdpa,
  usCaDeleteAct,
  usCoCpa,
  usCtCtdpa,
  usDeDpdpa,
  usFlFdbr,
  usIaIcdpa,
  usInIcdpa,
  usKyKcdpa,
  usMdModpa,
  usMnMcdpa,
  usMtMcdpa,
  usNeNdpa,
  usNhNhpa,
  usNjNjdpa,
  usOkOcdpa,
  usOrOcpa,
  usRiRidtppa,
  usTnTipa,
  usTxTdpsa,
  usUtUcpa,
  usVaVcdpa,
  zaPaia,
];
