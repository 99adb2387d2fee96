-- Software for teams: tenants, members, pairs of type and id, a second schema, keys of two columns.
CREATE SCHEMA billing;
CREATE TABLE plans (id serial PRIMARY KEY, name text, monthly_price int, seats int);
CREATE TABLE organizations (id uuid PRIMARY KEY, name text NOT NULL, slug text UNIQUE, billing_email text, plan_id int REFERENCES plans, created_at timestamptz);
CREATE TABLE users (id uuid PRIMARY KEY, email text UNIQUE NOT NULL, unconfirmed_email text, encrypted_password text, full_name text, avatar_url text, locale text, time_zone text, current_sign_in_ip inet, otp_secret text, created_at timestamptz);
CREATE TABLE memberships (organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, role text, invited_by uuid REFERENCES users, PRIMARY KEY (organization_id, user_id));
CREATE TABLE invitations (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE, invited_email text NOT NULL, token text UNIQUE, inviter_id uuid REFERENCES users, expires_at timestamptz);
CREATE TABLE projects (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE, name text, description text, created_by uuid REFERENCES users);
CREATE TABLE tasks (id uuid PRIMARY KEY, project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE, title text, body text, creator_id uuid REFERENCES users, assignee_id uuid REFERENCES users, due_on date);
CREATE TABLE comments (id uuid PRIMARY KEY, task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, body text, created_at timestamptz);
CREATE TABLE comment_reactions (comment_id uuid NOT NULL REFERENCES comments ON DELETE CASCADE, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, emoji text, PRIMARY KEY (comment_id, user_id, emoji));
CREATE TABLE attachments (id uuid PRIMARY KEY, record_type text, record_id uuid, file_name text, content_type text, uploaded_by_id uuid REFERENCES users);
CREATE TABLE sessions (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, token_hash text, ip text, user_agent text, expires_at timestamptz);
CREATE TABLE oauth_identities (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, provider text, provider_uid text, access_token text);
CREATE TABLE api_keys (id uuid PRIMARY KEY, organization_id uuid REFERENCES organizations, user_id uuid REFERENCES users, key_hash text, last_used_at timestamptz);
CREATE TABLE notification_preferences (user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE, weekly_digest boolean, mentions boolean);
CREATE TABLE notifications (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, kind text, payload jsonb, read_at timestamptz);
CREATE TABLE audit_events (id bigserial PRIMARY KEY, organization_id uuid, actor_id uuid, action text, ip inet, metadata jsonb, at timestamptz);
CREATE TABLE webhooks (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE, url text, secret text);
CREATE TABLE feature_flags (name text PRIMARY KEY, enabled boolean);
CREATE TABLE delayed_jobs (id bigserial PRIMARY KEY, handler text, last_error text, run_at timestamptz);
CREATE TABLE billing.subscriptions (id uuid PRIMARY KEY, organization_id uuid NOT NULL REFERENCES public.organizations, plan_id int REFERENCES public.plans, stripe_customer_id text, started_on date, ended_on date);
CREATE TABLE billing.invoices (id uuid PRIMARY KEY, subscription_id uuid NOT NULL REFERENCES billing.subscriptions, number text, total int, issued_on date);
CREATE TABLE ar_internal_metadata (key text PRIMARY KEY, value text);

INSERT INTO plans (name, monthly_price, seats) VALUES ('Free', 0, 3), ('Team', 20, 10), ('Firm', 90, 100);
INSERT INTO organizations (id, name, slug, billing_email) SELECT gen_random_uuid(), 'Firm ' || n, 'firm-' || n, 'office' || n || '@example.com' FROM generate_series(1, 3) n;
INSERT INTO users (id, email, encrypted_password, full_name) SELECT gen_random_uuid(), 'user' || n || '@example.com', '$2a$12$abcdefghijklmnopqrstuv', 'Ada Sample' FROM generate_series(1, 5) n;
INSERT INTO audit_events (action, metadata) SELECT 'signed-in', jsonb_build_object('email', 'user' || n || '@example.com') FROM generate_series(1, 5) n;
