import type { PlaceGroup } from '../../words/places';
import { forWhomLabels, relationLabels } from '../../words/right-labels';
import { choicesOf, SelectField } from '../parts/form-choices';
import {
  ChoiceField,
  type ChoiceGroup,
  type FieldErrors,
  type FieldProps,
  type FieldValues,
  TextBox,
  TextField,
} from '../parts/form-parts';

interface Props {
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

interface AboutYouProps extends Props {
  /** Labels of the two fields. Default: those for the requester. */
  readonly labels?: { readonly forWhom: string; readonly relation: string };
}

const REQUESTER_LABELS = { forWhom: 'Who is it for?', relation: 'How do you (or they) know us?' };

/** Whom the request is for, and how they know the controller. */
export function RelationFields({ values, errors, labels = REQUESTER_LABELS }: AboutYouProps) {
  return (
    <>
      <ChoiceField
        name="forWhom"
        label={labels.forWhom}
        choices={choicesOf(forWhomLabels)}
        value={values.forWhom ?? 'self'}
        error={errors.forWhom}
      />
      <ChoiceField
        name="relation"
        label={labels.relation}
        choices={choicesOf(relationLabels)}
        value={values.relation ?? 'customer'}
        error={errors.relation}
      />
    </>
  );
}

interface WantsProps {
  readonly label: string;
  readonly value: string | undefined;
  /** Hints under the two choices. */
  readonly hints?: { readonly all: string; readonly categories: string };
}

/** For those who want to see their data: the data itself, or only its kinds. */
export function WantsField({ label, value = 'all', hints }: WantsProps) {
  const choices = [
    { value: 'all', label: 'The kinds of data, and the data itself', ...hint(hints?.all) },
    { value: 'categories', label: 'Only the kinds of data', ...hint(hints?.categories) },
  ];
  return <ChoiceField name="wants" label={label} choices={choices} value={value} />;
}

function hint(text: string | undefined): { readonly hint?: string } {
  return text === undefined ? {} : { hint: text };
}

interface TypedProps extends Props {
  /** What a browser may fill in. Default: nothing. */
  readonly autocomplete?: string;
}

/** An e-mail address. Posts `email`. */
export function EmailField(props: TypedProps & Pick<FieldProps, 'label' | 'hint'>) {
  return (
    <TextField
      name="email"
      label={props.label}
      hint={props.hint}
      type="email"
      autocomplete={props.autocomplete ?? 'off'}
      maxlength={254}
      value={props.values.email}
      error={props.errors.email}
    />
  );
}

/** A name. Posts `name`. */
export function NameField({ values, errors, autocomplete = 'off' }: TypedProps) {
  return (
    <TextField
      name="name"
      label="Name (optional)"
      autocomplete={autocomplete}
      maxlength={200}
      value={values.name}
      error={errors.name}
    />
  );
}

interface PlaceFieldProps extends Props, Pick<FieldProps, 'label' | 'hint'> {
  /** First entry, for "nothing chosen". */
  readonly empty: string;
  readonly groups: readonly PlaceGroup[];
  /** Entries above the places. */
  readonly first?: readonly ChoiceGroup[];
}

/** Where the requester lives. Posts `place`. */
export function PlaceField({ values, errors, groups, first = [], ...field }: PlaceFieldProps) {
  const places = groups.map(({ name, places: list }) => ({
    name,
    choices: list.map((place) => ({ value: place.code, label: place.name })),
  }));
  return (
    <SelectField
      name="place"
      {...field}
      groups={[...first, ...places]}
      value={values.place}
      error={errors.place}
    />
  );
}

/** The requester's own words. Posts `message`. */
export function MessageField({ values, errors, ...field }: Props & Pick<FieldProps, 'label' | 'hint'>) {
  return <TextBox name="message" {...field} maxlength={4000} value={values.message} error={errors.message} />;
}

const MESSAGE_HINT =
  'Needed for a correction, an objection, a complaint, an appeal, or where the choice above says so. Otherwise leave it empty, or say which account or order you mean. No passwords or card numbers.';

interface ContactProps extends Props {
  readonly places: readonly PlaceGroup[];
  /** Hint of the message field. */
  readonly hint?: string;
  /** Whether the place is required from those who want to see all of their data. */
  readonly asksPlace?: boolean;
}

/** How to reach the requester, and a field for anything else. */
export function ContactFields({
  values,
  errors,
  places,
  hint = MESSAGE_HINT,
  asksPlace = false,
}: ContactProps) {
  const typed = { values, errors };
  return (
    <fieldset>
      <legend>How do we reach you?</legend>
      <EmailField
        {...typed}
        label="E-mail address"
        hint="The one you use with us, if you can. We send a code there."
        autocomplete="email"
      />
      <NameField {...typed} autocomplete="name" />
      <PlaceField
        {...typed}
        label={asksPlace ? 'Where do you live?' : 'Where do you live? (optional)'}
        hint={
          asksPlace
            ? 'Needed if you want to see your data itself, since laws differ in what you must prove for it. Otherwise optional.'
            : 'So that we follow the law that protects you.'
        }
        empty="I would rather not say"
        groups={places}
      />
      <MessageField {...typed} label="Anything we should know?" hint={hint} />
    </fieldset>
  );
}
