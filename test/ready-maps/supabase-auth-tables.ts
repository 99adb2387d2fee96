/**
 * The tables of Supabase Auth as its migrations leave them, without indexes that change nothing here, in the
 * order in which they can be made. Written from the facts of the migrations.
 *
 * @see https://github.com/supabase/auth/tree/master/migrations
 */
const toUser = 'uuid NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE';
const toUserIfAny = 'uuid REFERENCES auth.users(id) ON DELETE CASCADE';
const id = 'id uuid PRIMARY KEY';
const times = 'created_at timestamptz, updated_at timestamptz';
const filledTimes =
  'created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()';

const texts = (...names: string[]) => names.map((name) => `${name} text`).join(', ');

export const oldTables: readonly string[] = [
  'CREATE SCHEMA auth',
  `CREATE TABLE auth.schema_migrations (version varchar(255) PRIMARY KEY)`,
  `CREATE TABLE auth.instances (${id}, uuid uuid, raw_base_config text, ${times})`,
  `CREATE TABLE auth.users (${id}, instance_id uuid, aud varchar(255), role varchar(255), email varchar(255),
    encrypted_password varchar(255), email_confirmed_at timestamptz, invited_at timestamptz,
    confirmation_token varchar(255), confirmation_sent_at timestamptz, recovery_token varchar(255),
    recovery_sent_at timestamptz, email_change_token_new varchar(255), email_change varchar(255),
    email_change_sent_at timestamptz, last_sign_in_at timestamptz, raw_app_meta_data jsonb,
    raw_user_meta_data jsonb, is_super_admin boolean, ${times}, phone text UNIQUE, phone_confirmed_at timestamptz,
    phone_change text DEFAULT '', phone_change_token varchar(255) DEFAULT '', phone_change_sent_at timestamptz,
    confirmed_at timestamptz GENERATED ALWAYS AS (LEAST(email_confirmed_at, phone_confirmed_at)) STORED,
    email_change_token_current varchar(255) DEFAULT '',
    email_change_confirm_status smallint DEFAULT 0 CHECK (email_change_confirm_status BETWEEN 0 AND 2),
    banned_until timestamptz, reauthentication_token varchar(255) DEFAULT '', reauthentication_sent_at timestamptz,
    is_sso_user boolean NOT NULL DEFAULT false)`,
  'CREATE UNIQUE INDEX users_email_partial_key ON auth.users (email) WHERE is_sso_user = false',
  `CREATE TABLE auth.audit_log_entries (${id}, instance_id uuid, payload json, created_at timestamptz,
    ip_address varchar(64) NOT NULL DEFAULT '')`,
  `CREATE TABLE auth.identities (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), provider_id text NOT NULL,
    user_id ${toUser}, identity_data jsonb NOT NULL, provider text NOT NULL, last_sign_in_at timestamptz, ${times},
    email text GENERATED ALWAYS AS (lower(identity_data ->> 'email')) STORED, UNIQUE (provider_id, provider))`,
  `CREATE TABLE auth.sessions (${id}, user_id ${toUser}, ${times}, factor_id uuid, aal text, not_after timestamptz)`,
  `CREATE TABLE auth.refresh_tokens (id bigserial PRIMARY KEY, instance_id uuid, token varchar(255) UNIQUE,
    user_id varchar(255), revoked boolean, ${times}, parent varchar(255),
    session_id uuid REFERENCES auth.sessions(id) ON DELETE CASCADE)`,
  `CREATE TABLE auth.mfa_factors (${id}, user_id ${toUser}, friendly_name text, factor_type text NOT NULL,
    status text NOT NULL, ${filledTimes}, secret text)`,
  `CREATE TABLE auth.mfa_challenges (${id}, created_at timestamptz NOT NULL, verified_at timestamptz,
    factor_id uuid NOT NULL REFERENCES auth.mfa_factors(id) ON DELETE CASCADE, ip_address inet NOT NULL)`,
  `CREATE TABLE auth.mfa_amr_claims (${id}, ${filledTimes}, authentication_method text NOT NULL,
    session_id uuid NOT NULL REFERENCES auth.sessions(id) ON DELETE CASCADE)`,
  `CREATE TABLE auth.sso_providers (${id}, resource_id text, ${times})`,
  `CREATE TABLE auth.sso_domains (${id}, sso_provider_id uuid NOT NULL REFERENCES auth.sso_providers(id)
    ON DELETE CASCADE, domain text NOT NULL, ${times})`,
  `CREATE TABLE auth.saml_providers (${id}, sso_provider_id uuid NOT NULL REFERENCES auth.sso_providers(id)
    ON DELETE CASCADE, entity_id text NOT NULL UNIQUE, metadata_xml text NOT NULL, metadata_url text,
    attribute_mapping jsonb, ${times})`,
  `CREATE TABLE auth.flow_state (${id}, user_id uuid, ${texts('auth_code', 'code_challenge_method', 'code_challenge')},
    provider_type text NOT NULL, ${texts('provider_access_token', 'provider_refresh_token')}, ${times})`,
  `CREATE TABLE auth.saml_relay_states (${id}, sso_provider_id uuid NOT NULL REFERENCES auth.sso_providers(id)
    ON DELETE CASCADE, request_id text NOT NULL, ${texts('for_email', 'redirect_to')}, ${times})`,
];

/** What later versions have more. */
const newer: readonly string[] = [
  'ALTER TABLE auth.users ADD deleted_at timestamptz, ADD is_anonymous boolean NOT NULL DEFAULT false',
  'ALTER TABLE auth.saml_providers ADD name_id_format text',
  'ALTER TABLE auth.sso_providers ADD disabled boolean',
  `CREATE TABLE auth.oauth_clients (${id}, client_secret_hash text, registration_type text NOT NULL,
    redirect_uris text NOT NULL, grant_types text NOT NULL, ${texts('client_name', 'client_uri', 'logo_uri')},
    ${filledTimes}, deleted_at timestamptz, client_type text NOT NULL, token_endpoint_auth_method text NOT NULL)`,
  `ALTER TABLE auth.sessions ADD refreshed_at timestamp, ADD user_agent text, ADD ip inet, ADD tag text,
    ADD oauth_client_id uuid REFERENCES auth.oauth_clients(id) ON DELETE CASCADE, ADD refresh_token_hmac_key text,
    ADD refresh_token_counter bigint, ADD scopes text`,
  `ALTER TABLE auth.mfa_factors ADD phone text, ADD last_challenged_at timestamptz UNIQUE,
    ADD web_authn_credential jsonb, ADD web_authn_aaguid uuid, ADD last_webauthn_challenge_data jsonb`,
  'ALTER TABLE auth.mfa_challenges ADD otp_code text, ADD web_authn_session_data jsonb',
  `ALTER TABLE auth.flow_state ADD authentication_method text NOT NULL, ADD auth_code_issued_at timestamptz,
    ADD invite_token text, ADD referrer text, ADD oauth_client_state_id uuid, ADD linking_target_id uuid,
    ADD email_optional boolean NOT NULL DEFAULT false`,
  'ALTER TABLE auth.saml_relay_states ADD flow_state_id uuid REFERENCES auth.flow_state(id) ON DELETE CASCADE',
  `CREATE TABLE auth.one_time_tokens (${id}, user_id ${toUser}, token_type text NOT NULL, token_hash text NOT NULL,
    relates_to text NOT NULL, created_at timestamp NOT NULL DEFAULT now(), updated_at timestamp NOT NULL DEFAULT now())`,
  `CREATE TABLE auth.oauth_authorizations (${id}, authorization_id text NOT NULL UNIQUE,
    client_id uuid NOT NULL REFERENCES auth.oauth_clients(id) ON DELETE CASCADE, user_id ${toUserIfAny},
    redirect_uri text NOT NULL, scope text NOT NULL, ${texts('state', 'resource', 'code_challenge')},
    code_challenge_method text, response_type text NOT NULL, status text NOT NULL, authorization_code text UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL, approved_at timestamptz, nonce text)`,
  `CREATE TABLE auth.oauth_consents (${id}, user_id ${toUser}, scopes text NOT NULL,
    client_id uuid NOT NULL REFERENCES auth.oauth_clients(id) ON DELETE CASCADE,
    granted_at timestamptz NOT NULL DEFAULT now(), revoked_at timestamptz, UNIQUE (user_id, client_id))`,
  `CREATE TABLE auth.oauth_client_states (${id}, provider_type text NOT NULL, code_verifier text,
    created_at timestamptz NOT NULL)`,
  `CREATE TABLE auth.custom_oauth_providers (${id}, provider_type text NOT NULL, identifier text NOT NULL UNIQUE,
    name text NOT NULL, client_secret text NOT NULL, ${filledTimes})`,
  `CREATE TABLE auth.webauthn_credentials (${id}, user_id ${toUser}, credential_id bytea NOT NULL UNIQUE,
    public_key bytea NOT NULL, attestation_type text NOT NULL DEFAULT '', aaguid uuid, sign_count bigint NOT NULL
    DEFAULT 0, transports jsonb NOT NULL DEFAULT '[]', backup_eligible boolean NOT NULL DEFAULT false,
    backed_up boolean NOT NULL DEFAULT false, friendly_name text NOT NULL DEFAULT '', ${filledTimes},
    last_used_at timestamptz)`,
  `CREATE TABLE auth.webauthn_challenges (${id}, user_id ${toUserIfAny}, challenge_type text NOT NULL,
    session_data jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL)`,
];

export const newestTables: readonly string[] = [...oldTables, ...newer];

/** Of a person `n`, every uuid as `0000000n-…`, so that a row tells whose it is. */
export function ids(n: number): (nth: number) => string {
  return (nth) => `0000000${n}-0000-4000-8000-${String(nth).padStart(12, '0')}`;
}

export const nora = { n: 1, email: 'nora.lind@example.com' };
export const emil = { n: 2, email: 'emil.lind@example.com' };

/** One row or two in every table that names an account. */
export function rowsOf({ n, email }: typeof nora): string[] {
  const own = ids(n);
  const user = `'${own(1)}'`;
  return [
    `INSERT INTO auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_user_meta_data, phone)
      VALUES (${user}, 'authenticated', 'authenticated', '${email}', '$2a$10$secret${n}', '2026-01-02T03:04:05Z',
      '{"full_name": "Person ${n}"}', '4670000000${n}')`,
    `INSERT INTO auth.identities (id, provider_id, user_id, identity_data, provider)
      VALUES ('${own(2)}', 'google-${n}', ${user}, '{"email": "Person${n}@gmail.example", "sub": "${n}"}', 'google')`,
    `INSERT INTO auth.sessions (id, user_id, user_agent, ip) VALUES ('${own(3)}', ${user}, 'Browser ${n}', '192.0.2.${n}')`,
    `INSERT INTO auth.refresh_tokens (id, token, user_id, session_id) VALUES (${n}0, 'token-${n}-a', '${own(1)}', '${own(3)}')`,
    `INSERT INTO auth.refresh_tokens (id, token, user_id, parent) VALUES (${n}1, 'token-${n}-b', '${own(1)}', 'token-${n}-a')`,
    `INSERT INTO auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret)
      VALUES ('${own(4)}', ${user}, 'Phone ${n}', 'totp', 'verified', 'factor-secret-${n}')`,
    `INSERT INTO auth.mfa_challenges (id, created_at, factor_id, ip_address) VALUES ('${own(5)}', now(), '${own(4)}', '192.0.2.${n}')`,
    `INSERT INTO auth.mfa_amr_claims (id, authentication_method, session_id) VALUES ('${own(6)}', 'totp', '${own(3)}')`,
    `INSERT INTO auth.flow_state (id, user_id, auth_code, provider_type, authentication_method)
      VALUES ('${own(7)}', ${user}, 'code-${n}', 'google', 'oauth')`,
    `INSERT INTO auth.saml_relay_states (id, sso_provider_id, request_id, for_email)
      VALUES ('${own(8)}', '${ids(9)(1)}', 'r${n}', '${email}')`,
    `INSERT INTO auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to)
      VALUES ('${own(9)}', ${user}, 'recovery_token', 'hash-${n}', '${email}')`,
    `INSERT INTO auth.oauth_authorizations (id, authorization_id, client_id, user_id, redirect_uri, scope, response_type, status, expires_at)
      VALUES ('${own(10)}', 'a${n}', '${ids(9)(2)}', ${user}, 'https://app.example', 'email', 'code', 'approved', '2027-01-01')`,
    `INSERT INTO auth.oauth_consents (id, user_id, scopes, client_id) VALUES ('${own(11)}', ${user}, 'email', '${ids(9)(2)}')`,
    `INSERT INTO auth.webauthn_credentials (id, user_id, credential_id, public_key, friendly_name)
      VALUES ('${own(12)}', ${user}, '\\x0${n}', '\\x0${n}', 'Key ${n}')`,
    `INSERT INTO auth.webauthn_challenges (id, user_id, challenge_type, session_data, expires_at)
      VALUES ('${own(13)}', ${user}, 'registration', '{}', '2027-01-01')`,
  ];
}

/** What belongs to the project and to nobody. */
export const settingsRows: readonly string[] = [
  `INSERT INTO auth.schema_migrations VALUES ('20260625000000')`,
  `INSERT INTO auth.sso_providers (id, resource_id) VALUES ('${ids(9)(1)}', 'company')`,
  `INSERT INTO auth.oauth_clients (id, registration_type, redirect_uris, grant_types, client_name, client_type, token_endpoint_auth_method)
    VALUES ('${ids(9)(2)}', 'manual', 'https://app.example', 'authorization_code', 'An app', 'public', 'none')`,
];
