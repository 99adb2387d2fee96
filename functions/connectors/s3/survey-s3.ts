import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import { StoreError, StoreUnavailableError } from '../connector';
import { freeNames } from '../free-name';
import { groupBy } from '../group-by';
import type { OpenSurveyor, StoreSurvey, SurveyedCollection, Surveyor, SurveyWish } from '../survey';
import { mayBeSomebodys, mayIdentify, shownName } from '../telling-names';
import { s3Call } from './s3-failure';
import { areDates, areTelling, commonBeginning, type Folder, groupsOf, listFolder } from './s3-folder';
import { filesPlace, foldersPlace } from './survey-files';
import { type DraftedPlace, type FoundPlace, recordsPlace, SEVERAL_FORMS } from './survey-records';

/** With the role of the process, in the region of the desk file, else in that of the process. */
export const openS3Surveyor: OpenSurveyor = ({ connection }) =>
  s3Surveyor(new S3Client(defined({ region: connection.region })));

export function s3Surveyor(client: S3Client): Surveyor {
  return { survey: (wish) => surveyBuckets(client, wish), close: async () => client.destroy() };
}

/** Folders of a bucket that are listed, and how deep they lie. */
const MOST_LISTED = 100;
const DEEPEST = 4;
const CUT = 'more names than one listing shows: those behind the first 1,000 were not looked at';

async function surveyBuckets(client: S3Client, wish: SurveyWish): Promise<StoreSurvey> {
  const buckets = wish.buckets ?? (await bucketNames(client));
  const notLookedAt: string[] = [];
  const places: FoundPlace[] = [];
  let failure: unknown;
  for (const [at, bucket] of buckets.entries()) {
    const survey = new BucketSurvey(client, bucket, wish);
    try {
      await survey.folder('', 0);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      failure ??= error;
      notLookedAt.push(`s3://${bucket}: ${error.message}`);
    }
    places.push(...survey.places);
    notLookedAt.push(...survey.notLookedAt);
    wish.onProgress?.(at + 1, buckets.length);
  }
  if (places.length === 0 && failure instanceof StoreUnavailableError) throw failure;
  return { collections: named(places), notLookedAt };
}

/** All but the desk's own, and those in which AWS keeps what it builds. */
async function bucketNames(client: S3Client): Promise<string[]> {
  const answer = await s3Call({ right: 's3:ListAllMyBuckets', bucket: '*' }, () =>
    client.send(new ListBucketsCommand({})),
  );
  const names = (answer?.Buckets ?? []).flatMap(({ Name }) => Name ?? []);
  return names.filter((name) => !/^(?:rightsdesk|cdk|cdktoolkit|cf-templates|aws-sam)[-.]/i.test(name));
}

/** What is kept where in one bucket, folder by folder. */
class BucketSurvey {
  readonly places: FoundPlace[] = [];
  readonly notLookedAt: string[] = [];
  private listed = 0;

  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
    private readonly wish: SurveyWish,
  ) {}

  async folder(prefix: string, depth: number): Promise<void> {
    if (this.listed >= MOST_LISTED || depth > DEEPEST)
      return this.pass(prefix, 'more folders than a draft looks at');
    this.listed += 1;
    const folder = this.sayable(await this.list(prefix));
    await this.files(folder);
    if (folder.folders.length === 0) return;
    if (areDates(folder.folders)) return this.dated(folder);
    const isEndless = folder.isCut && folder.folders.length > folder.files.length;
    if (isEndless || areTelling(prefix, folder.folders))
      return this.take(prefix, await foldersPlace(this.client, folder, this.wish.rows));
    for (const name of this.shown(prefix, folder.folders, (one) => one))
      await this.folder(`${prefix}${name}/`, depth + 1);
  }

  /** What lies behind the end of a listing is said not to have been looked at. */
  private async list(prefix: string, deep = false): Promise<Folder> {
    const folder = await listFolder(this.client, this.bucket, prefix, deep);
    if (folder.isCut) this.pass(prefix, CUT);
    return folder;
  }

  /** Without names that a prefix of the map could not say. */
  private sayable(folder: Folder): Folder {
    const hasBraces = (name: string) => /[{}]/.test(name);
    const folders = folder.folders.filter((name) => !hasBraces(name));
    const files = folder.files.filter(({ base, ending }) => !hasBraces(base + ending));
    const left = folder.folders.length + folder.files.length - folders.length - files.length;
    if (left > 0) this.pass(folder.prefix, `${left} names with braces, which no map can say`);
    return { ...folder, folders, files };
  }

  /** Without the few whose names may identify a person: these are told by a pattern. */
  private shown<T>(prefix: string, all: readonly T[], nameOf: (one: T) => string): readonly T[] {
    const telling = all.filter((one) => mayIdentify(nameOf(one)) || mayBeSomebodys(nameOf(one)));
    for (const [pattern, { length }] of groupBy(telling, (one) => patternOf(nameOf(one))))
      this.pass(prefix, `${length} called ${pattern}, which may identify a person: describe them by hand`);
    return all.filter((one) => !telling.includes(one));
  }

  /** Files of one folder: records, where their content shows some, else one file for each of the people. */
  private async files(folder: Folder): Promise<void> {
    const { prefix, files } = folder;
    const names = files.map(({ base }) => base);
    if (!areTelling(prefix, names)) {
      const shown = this.shown(prefix, files, ({ base }) => base);
      for (const group of groupsOf({ ...folder, files: shown }))
        await this.records(group.prefix, group.files);
      return;
    }
    for (const [ending, alike] of groupBy(files, (file) => file.ending)) {
      if (await this.records(prefix, alike, true)) continue;
      if (ending === '') this.pass(prefix, 'files without an ending: say by hand whose they are');
      else this.take(prefix, await filesPlace(this.client, { ...folder, files: alike }, this.wish.rows));
    }
  }

  /** Folders by year, month or day: what lies below them is one thing, and begins where they begin. */
  private async dated({ prefix, folders, files }: Folder): Promise<void> {
    const below = await this.list(prefix, true);
    const beginning = files.length > 0 ? prefix + commonBeginning(folders) : prefix;
    const known = new Set(files.map(({ key }) => key));
    await this.records(
      beginning,
      below.files.filter(({ key }) => !known.has(key)),
    );
  }

  /**
   * @param ofOneEach whether each file may be one person's: then files without records, and records that hold
   * no address, are left to the caller
   * @returns whether the files are settled
   */
  private async records(prefix: string, files: Folder['files'], ofOneEach = false): Promise<boolean> {
    const { bucket, wish } = this;
    const found = await recordsPlace(this.client, { bucket, prefix, files, rows: wish.rows });
    if (ofOneEach && found.isOneEach) return false;
    const isTaken = this.places.some((place) => place.bucket === bucket && place.prefix === prefix);
    if (found.place !== undefined && isTaken) this.pass(prefix, SEVERAL_FORMS);
    else if (found.place !== undefined) this.places.push(found.place);
    for (const reason of found.reasons) this.pass(prefix, reason);
    return true;
  }

  private take(prefix: string, { place, reasons }: DraftedPlace): void {
    this.places.push(place);
    for (const reason of reasons) this.pass(prefix, reason);
  }

  private pass(prefix: string, reason: string): void {
    const words = `s3://${this.bucket}/${prefix}: ${reason}`;
    if (!this.notLookedAt.includes(words)) this.notLookedAt.push(words);
  }
}

function patternOf(name: string): string {
  const isAddress = shownName(name) === '{address}';
  return mayBeSomebodys(name) && !isAddress ? '{name}' : shownName(name);
}

/** Collections are called by the words of their prefix; by the bucket where there is none. */
function named(places: readonly FoundPlace[]): SurveyedCollection[] {
  const names = freeNames(places, ({ bucket, prefix }) => {
    const words = wordsIn(prefix.replaceAll(/\{[^}]*\}/g, ''));
    return (words.length > 0 ? words : wordsIn(bucket)).join('_').toLowerCase();
  });
  return places.map((place) => {
    const { bucket: _bucket, prefix: _prefix, ...collection } = place;
    return { ...collection, name: names.get(place) ?? '' };
  });
}

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
