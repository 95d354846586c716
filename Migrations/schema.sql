-- The database at a glance, written by deploy/schema. Functions stand in functions/.

CREATE SCHEMA accounts;
ALTER SCHEMA accounts OWNER TO vakka_accounts;
CREATE SCHEMA extension;
ALTER SCHEMA extension OWNER TO postgres;
CREATE SCHEMA finder;
ALTER SCHEMA finder OWNER TO vakka_finder;
CREATE SCHEMA log;
ALTER SCHEMA log OWNER TO vakka_log;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA extension;
COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA extension;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extension;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
GRANT USAGE ON SCHEMA accounts TO vakka_owner;
GRANT USAGE ON SCHEMA accounts TO vakka_app;
GRANT USAGE ON SCHEMA accounts TO vakka_worker;
GRANT USAGE ON SCHEMA extension TO vakka_owner;
GRANT USAGE ON SCHEMA finder TO vakka_app;
GRANT USAGE ON SCHEMA log TO vakka_owner;
GRANT USAGE ON SCHEMA log TO vakka_app;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO vakka_owner;
GRANT USAGE ON SCHEMA public TO vakka_app;
GRANT USAGE ON SCHEMA public TO vakka_worker;
GRANT USAGE ON SCHEMA public TO vakka_accounts;
GRANT USAGE ON SCHEMA public TO vakka_log;
GRANT USAGE ON SCHEMA public TO vakka_finder;
ALTER DEFAULT PRIVILEGES FOR ROLE vakka_accounts REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE vakka_finder REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE vakka_log REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE vakka_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

CREATE TABLE accounts.account (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    language text DEFAULT 'fi'::text NOT NULL,
    password text,
    is_operator boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT account_email_check CHECK ((email = lower(email))),
    CONSTRAINT account_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT email_typed CHECK (public.is_mail_address(email)),
    CONSTRAINT name_typed CHECK (((char_length(name) <= 241) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name))))
);
ALTER TABLE accounts.account OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.account IS 'One person''s sign-in, for all spaces.';
ALTER TABLE ONLY accounts.account
    ADD CONSTRAINT account_email_key UNIQUE (email);
ALTER TABLE ONLY accounts.account
    ADD CONSTRAINT account_id_email_key UNIQUE (id, email);
ALTER TABLE ONLY accounts.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
GRANT REFERENCES(id) ON TABLE accounts.account TO vakka_owner;
GRANT REFERENCES(email) ON TABLE accounts.account TO vakka_owner;

CREATE TABLE accounts.code (
    email text NOT NULL,
    purpose text NOT NULL,
    code_hash bytea NOT NULL,
    browser_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    CONSTRAINT email_typed CHECK (public.is_mail_address(email))
);
ALTER TABLE accounts.code OWNER TO vakka_accounts;
ALTER TABLE ONLY accounts.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (email, purpose, browser_hash);

CREATE TABLE accounts.kept_form (
    token_hash bytea NOT NULL,
    account_id uuid NOT NULL,
    path text NOT NULL,
    body bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT kept_form_body_check CHECK ((octet_length(body) <= 1100000)),
    CONSTRAINT kept_form_path_check CHECK ((octet_length(path) <= 8192)),
    CONSTRAINT kept_form_token_hash_check CHECK ((octet_length(token_hash) = 32))
);
ALTER TABLE accounts.kept_form OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.kept_form IS 'What was typed into a form whose session had ended, sealed, until its account signs in again.';
ALTER TABLE ONLY accounts.kept_form
    ADD CONSTRAINT kept_form_pkey PRIMARY KEY (token_hash);
CREATE INDEX kept_form_account ON accounts.kept_form USING btree (account_id, expires_at);
ALTER TABLE ONLY accounts.kept_form
    ADD CONSTRAINT kept_form_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.account(id) ON DELETE CASCADE;

CREATE TABLE accounts.mail (
    id uuid NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    language text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    made_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT mail_recipient_check CHECK ((recipient !~ '[\r\n]'::text)),
    CONSTRAINT mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text]))),
    CONSTRAINT mail_subject_check CHECK ((subject !~ '[\r\n]'::text))
);
ALTER TABLE accounts.mail OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.mail IS 'Mail about accounts. The body is emptied once it is sent or given up.';
ALTER TABLE ONLY accounts.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (id);
CREATE INDEX mail_due ON accounts.mail USING btree (due_at) WHERE (state = 'waiting'::text);
GRANT SELECT,UPDATE ON TABLE accounts.mail TO vakka_worker;

CREATE TABLE accounts.notice_choice (
    account_id uuid NOT NULL,
    kind text NOT NULL,
    pace text NOT NULL,
    chosen_at timestamp with time zone DEFAULT public.moment() NOT NULL
);
ALTER TABLE accounts.notice_choice OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.notice_choice IS 'What an account has chosen.';
ALTER TABLE ONLY accounts.notice_choice
    ADD CONSTRAINT notice_choice_pkey PRIMARY KEY (account_id, kind);
CREATE INDEX notice_daily ON accounts.notice_choice USING btree (account_id) WHERE (pace = 'daily'::text);
ALTER TABLE ONLY accounts.notice_choice
    ADD CONSTRAINT notice_choice_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.notice_choice
    ADD CONSTRAINT notice_choice_kind_pace_fkey FOREIGN KEY (kind, pace) REFERENCES accounts.notice_pace(kind, pace);

CREATE TABLE accounts.notice_pace (
    kind text NOT NULL,
    pace text NOT NULL,
    is_usual boolean DEFAULT false NOT NULL,
    CONSTRAINT notice_pace_kind_check CHECK ((kind = ANY (ARRAY['unanswered'::text, 'waiting'::text]))),
    CONSTRAINT notice_pace_pace_check CHECK ((pace = ANY (ARRAY['at-once'::text, 'daily'::text, 'none'::text])))
);
ALTER TABLE accounts.notice_pace OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.notice_pace IS 'How each kind of notice may be chosen to come, and how it comes to who has not chosen.';
ALTER TABLE ONLY accounts.notice_pace
    ADD CONSTRAINT notice_pace_pkey PRIMARY KEY (kind, pace);
CREATE UNIQUE INDEX notice_usual ON accounts.notice_pace USING btree (kind) WHERE is_usual;

CREATE TABLE accounts.sealing (
    is_only boolean DEFAULT true NOT NULL,
    key bytea NOT NULL,
    CONSTRAINT sealing_is_only_check CHECK (is_only),
    CONSTRAINT sealing_key_check CHECK ((octet_length(key) = 32))
);
ALTER TABLE accounts.sealing OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.sealing IS 'The key under which every process of this installation seals its forms.';
ALTER TABLE ONLY accounts.sealing
    ADD CONSTRAINT sealing_pkey PRIMARY KEY (is_only);

CREATE TABLE accounts.session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    strength text NOT NULL,
    agent text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    seen_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT session_strength_check CHECK ((strength = ANY (ARRAY['password'::text, 'code'::text])))
);
ALTER TABLE accounts.session OWNER TO vakka_accounts;
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);
CREATE INDEX session_account ON accounts.session USING btree (account_id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.account(id) ON DELETE CASCADE;

CREATE TABLE accounts.space_request (
    id uuid NOT NULL,
    space_id uuid NOT NULL,
    enquiry_id uuid NOT NULL,
    organisation text NOT NULL,
    kind text DEFAULT 'partner'::text NOT NULL,
    business_id text NOT NULL,
    fee_payer text NOT NULL,
    terms text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    asked_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    decided_at timestamp with time zone,
    made_id uuid,
    proposed_at timestamp with time zone,
    CONSTRAINT business_id_typed CHECK (public.is_business_id(business_id)),
    CONSTRAINT organisation_typed CHECK (((char_length(organisation) <= 120) AND public.is_visible_line(organisation) AND (NOT public.has_identity_code(organisation)))),
    CONSTRAINT space_request_check CHECK (((state = 'waiting'::text) = (decided_at IS NULL))),
    CONSTRAINT space_request_check1 CHECK (((state = 'accepted'::text) = (made_id IS NOT NULL))),
    CONSTRAINT space_request_check2 CHECK (((proposed_at IS NULL) OR (state = 'accepted'::text))),
    CONSTRAINT space_request_fee_payer_check CHECK ((fee_payer = ANY (ARRAY['association'::text, 'partner'::text]))),
    CONSTRAINT space_request_kind_check CHECK ((kind = 'partner'::text)),
    CONSTRAINT space_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'accepted'::text, 'refused'::text]))),
    CONSTRAINT terms_typed CHECK (((char_length(terms) <= 1500) AND public.is_visible_text(terms) AND (NOT public.has_identity_code(terms))))
);
ALTER TABLE accounts.space_request OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.space_request IS 'A space that an association has proposed for an enquiry (space_id, enquiry_id). Whom to invite stands in the enquiry alone. proposed_at: when the partnership was.';
ALTER TABLE ONLY accounts.space_request
    ADD CONSTRAINT space_request_made_id_key UNIQUE (made_id);
ALTER TABLE ONLY accounts.space_request
    ADD CONSTRAINT space_request_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX space_request_once ON accounts.space_request USING btree (space_id, enquiry_id) WHERE (state <> 'refused'::text);
CREATE INDEX space_request_waits ON accounts.space_request USING btree (asked_at) WHERE ((state = 'waiting'::text) OR ((state = 'accepted'::text) AND (proposed_at IS NULL)));
ALTER TABLE ONLY accounts.space_request
    ADD CONSTRAINT space_request_made_id_fkey FOREIGN KEY (made_id) REFERENCES public.space(id);
ALTER TABLE ONLY accounts.space_request
    ADD CONSTRAINT space_request_space_id_fkey FOREIGN KEY (space_id) REFERENCES public.space(id);

CREATE TABLE accounts.submission (
    key uuid NOT NULL,
    path text NOT NULL,
    content bytea NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    session_id uuid,
    at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT submission_answer_check CHECK ((octet_length(answer) <= 8000)),
    CONSTRAINT submission_content_check CHECK ((octet_length(content) = 32)),
    CONSTRAINT submission_path_check CHECK ((octet_length(path) <= 8192))
);
ALTER TABLE accounts.submission OWNER TO vakka_accounts;
COMMENT ON TABLE accounts.submission IS 'Forms outside the spaces that were carried out, by their key, with the first answer; what of it is a secret is sealed under what the form itself carried.';
ALTER TABLE ONLY accounts.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (key);
CREATE INDEX submission_at ON accounts.submission USING btree (at);
ALTER TABLE ONLY accounts.submission
    ADD CONSTRAINT submission_session_id_fkey FOREIGN KEY (session_id) REFERENCES accounts.session(id) ON DELETE CASCADE;

CREATE TABLE accounts.throttle (
    key text NOT NULL,
    failures integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    free_at timestamp with time zone NOT NULL
);
ALTER TABLE accounts.throttle OWNER TO vakka_accounts;
ALTER TABLE ONLY accounts.throttle
    ADD CONSTRAINT throttle_pkey PRIMARY KEY (key);
CREATE INDEX throttle_last ON accounts.throttle USING btree (last_at);

CREATE TABLE log.event (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    version smallint NOT NULL,
    kind text NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL,
    role text NOT NULL,
    object_type text NOT NULL,
    instance uuid NOT NULL,
    counter bigint NOT NULL,
    actor_commitment bytea NOT NULL,
    subject_commitments bytea[] NOT NULL,
    detail_commitment bytea NOT NULL,
    field_groups text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT event_kind_check CHECK ((kind = ANY (ARRAY['read'::text, 'write'::text, 'deny'::text, 'auth'::text, 'consent'::text, 'export'::text, 'redact'::text, 'break-glass'::text]))),
    CONSTRAINT event_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
);
ALTER TABLE ONLY log.event ALTER COLUMN subject_commitments SET STORAGE PLAIN;
ALTER TABLE ONLY log.event FORCE ROW LEVEL SECURITY;
ALTER TABLE log.event OWNER TO vakka_log;
COMMENT ON TABLE log.event IS 'The public part of each event of a space''s log, with commitments to its private parts. Only ever appended.';
COMMENT ON COLUMN log.event.field_groups IS 'The kinds of personal data that the door shows, such as name, contact, note.';
ALTER TABLE ONLY log.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX event_at ON log.event USING btree (tenant_id, at DESC, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON log.event FOR EACH ROW EXECUTE FUNCTION log.never_changed();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON log.event FOR EACH STATEMENT EXECUTE FUNCTION log.never_changed();
ALTER TABLE ONLY log.event
    ADD CONSTRAINT event_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY appending ON log.event TO vakka_log USING (true) WITH CHECK (true);
ALTER TABLE log.event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON log.event TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE log.event TO vakka_app;

CREATE VIEW log.event_line WITH (security_invoker='true') AS
 SELECT e.tenant_id,
    e.id,
    e.at,
    e.kind,
    e.action,
    e.outcome,
    e.role,
    e.object_type,
    e.field_groups,
    cardinality(e.subject_commitments) AS subject_count,
    a.account_id AS actor_account,
    m.person_id AS actor_person,
    COALESCE(m.id, (((a.body)::jsonb ->> 'membership'::text))::uuid) AS actor_member,
    (((a.body)::jsonb ->> 'name'::text) ||
        CASE
            WHEN (EXISTS ( SELECT
               FROM public.membership o
              WHERE ((o.tenant_id = e.tenant_id) AND (o.name = ((a.body)::jsonb ->> 'name'::text)) AND (o.id <> m.id)))) THEN (' · '::text || "right"((m.id)::text, 4))
            ELSE ''::text
        END) AS actor_name,
    COALESCE((((d.body)::jsonb ->> 'person'::text))::uuid,
        CASE e.object_type
            WHEN 'person'::text THEN d.object_id
            ELSE NULL::uuid
        END) AS label_person,
    (((d.body)::jsonb ->> 'member'::text))::uuid AS label_member,
    COALESCE(((d.body)::jsonb ->> 'label'::text), ((d.body)::jsonb ->> 'table'::text)) AS label_text,
    ((d.body)::jsonb ->> 'purpose'::text) AS purpose,
    (((d.body)::jsonb ->> 'count'::text))::bigint AS count
   FROM (((log.event e
     LEFT JOIN log.event_part a ON (((a.tenant_id = e.tenant_id) AND (a.event_id = e.id) AND (a.part = 'actor'::text) AND (a.ordinal = 0))))
     LEFT JOIN log.event_part d ON (((d.tenant_id = e.tenant_id) AND (d.event_id = e.id) AND (d.part = 'detail'::text) AND (d.ordinal = 0))))
     LEFT JOIN public.membership m ON (((m.tenant_id = e.tenant_id) AND (m.account_id = a.account_id))));
ALTER TABLE log.event_line OWNER TO vakka_log;
COMMENT ON VIEW log.event_line IS 'Events as people read them: who did what to what, each with whom the name names.';
GRANT SELECT ON TABLE log.event_line TO vakka_app;

CREATE TABLE log.event_part (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    part text NOT NULL,
    ordinal smallint NOT NULL,
    salt bytea NOT NULL,
    body text NOT NULL,
    account_id uuid,
    object_id uuid,
    CONSTRAINT event_part_part_check CHECK ((part = ANY (ARRAY['actor'::text, 'detail'::text]))),
    CONSTRAINT event_part_salt_check CHECK ((octet_length(salt) = 32))
);
ALTER TABLE ONLY log.event_part FORCE ROW LEVEL SECURITY;
ALTER TABLE log.event_part OWNER TO vakka_log;
COMMENT ON TABLE log.event_part IS 'The private parts of events: actor and detail. Each can be erased by itself; the commitment stays.';
ALTER TABLE ONLY log.event_part
    ADD CONSTRAINT event_part_pkey PRIMARY KEY (tenant_id, event_id, part, ordinal);
CREATE INDEX event_part_account ON log.event_part USING btree (tenant_id, account_id, event_id DESC) WHERE (account_id IS NOT NULL);
CREATE INDEX event_part_object ON log.event_part USING btree (tenant_id, object_id, event_id DESC) WHERE (object_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE UPDATE ON log.event_part FOR EACH ROW EXECUTE FUNCTION log.never_changed();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON log.event_part FOR EACH STATEMENT EXECUTE FUNCTION log.never_changed();
CREATE POLICY appending ON log.event_part TO vakka_log USING (true) WITH CHECK (true);
ALTER TABLE log.event_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON log.event_part TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE log.event_part TO vakka_app;

CREATE VIEW log.event_subject WITH (security_invoker='true') AS
 SELECT s.tenant_id,
    s.event_id,
    ((p.place - 1))::smallint AS ordinal,
    substr(s.salts, ((((p.place)::integer - 1) * 32) + 1), 32) AS salt,
    ((
        CASE
            WHEN (p.place > (cardinality(s.people) - s.members)) THEN '{"member":"'::text
            ELSE '{"person":"'::text
        END || p.id) || '"}'::text) AS body,
        CASE
            WHEN (p.place <= (cardinality(s.people) - s.members)) THEN p.id
            ELSE NULL::uuid
        END AS person_id,
        CASE
            WHEN (p.place > (cardinality(s.people) - s.members)) THEN p.id
            ELSE NULL::uuid
        END AS membership_id
   FROM log.event_subjects s,
    LATERAL unnest(s.people) WITH ORDINALITY p(id, place);
ALTER TABLE log.event_subject OWNER TO vakka_log;
COMMENT ON VIEW log.event_subject IS 'The subjects of events, one a row.';
GRANT SELECT ON TABLE log.event_subject TO vakka_app;

CREATE TABLE log.event_subjects (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    people uuid[] NOT NULL,
    salts bytea NOT NULL,
    members smallint DEFAULT 0 NOT NULL,
    CONSTRAINT event_subjects_check CHECK ((octet_length(salts) = (32 * cardinality(people)))),
    CONSTRAINT event_subjects_check1 CHECK (((members >= 0) AND (members <= cardinality(people)))),
    CONSTRAINT event_subjects_people_check CHECK ((cardinality(people) > 0))
);
ALTER TABLE ONLY log.event_subjects ALTER COLUMN people SET STORAGE PLAIN;
ALTER TABLE ONLY log.event_subjects ALTER COLUMN salts SET STORAGE PLAIN;
ALTER TABLE ONLY log.event_subjects FORCE ROW LEVEL SECURITY;
ALTER TABLE log.event_subjects OWNER TO vakka_log;
COMMENT ON TABLE log.event_subjects IS 'Whom an event was about: the private parts of its subjects, in the order of their commitments, 32 bytes of salt each.';
COMMENT ON COLUMN log.event_subjects.members IS 'How many of the subjects, at the end, are memberships; the others are people of the register.';
ALTER TABLE ONLY log.event_subjects
    ADD CONSTRAINT event_subjects_pkey PRIMARY KEY (tenant_id, event_id);
CREATE INDEX event_subjects_many ON log.event_subjects USING btree (tenant_id, event_id) WHERE (cardinality(people) > 1);
CREATE INDEX event_subjects_one ON log.event_subjects USING btree (tenant_id, (people[1]), event_id DESC) WHERE (cardinality(people) = 1);
CREATE TRIGGER append_only BEFORE UPDATE ON log.event_subjects FOR EACH ROW EXECUTE FUNCTION log.never_changed();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON log.event_subjects FOR EACH STATEMENT EXECUTE FUNCTION log.never_changed();
CREATE POLICY appending ON log.event_subjects TO vakka_log USING (true) WITH CHECK (true);
ALTER TABLE log.event_subjects ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON log.event_subjects TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE log.event_subjects TO vakka_app;

CREATE TABLE public.activity (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    service text NOT NULL,
    person_id uuid,
    state text DEFAULT 'planned'::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT activity_kind_check CHECK ((kind = ANY (ARRAY['developer-clients'::text, 'peer'::text]))),
    CONSTRAINT activity_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'running'::text, 'ended'::text]))),
    CONSTRAINT service_typed CHECK (((char_length(service) <= 120) AND public.is_visible_line(service) AND (NOT public.has_identity_code(service)))),
    CONSTRAINT title_typed CHECK (((char_length(title) <= 120) AND public.is_visible_line(title) AND (NOT public.has_identity_code(title))))
);
ALTER TABLE ONLY public.activity FORCE ROW LEVEL SECURITY;
ALTER TABLE public.activity OWNER TO vakka_owner;
COMMENT ON TABLE public.activity IS 'A group of developer-clients or of peers. service: the service that it is about. person_id: who leads it, if anybody does.';
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_tenant_id_id_kind_key UNIQUE (tenant_id, id, kind);
CREATE INDEX activity_made ON public.activity USING btree (tenant_id, created_at, id);
CREATE INDEX activity_person ON public.activity USING btree (tenant_id, person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.activity FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.activity FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_activity();
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.activity ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.activity TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.activity TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.activity TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.activity TO vakka_app;
GRANT INSERT(id) ON TABLE public.activity TO vakka_app;
GRANT INSERT(kind) ON TABLE public.activity TO vakka_app;
GRANT INSERT(title),UPDATE(title) ON TABLE public.activity TO vakka_app;
GRANT INSERT(service),UPDATE(service) ON TABLE public.activity TO vakka_app;
GRANT INSERT(person_id),UPDATE(person_id) ON TABLE public.activity TO vakka_app;
GRANT UPDATE(state) ON TABLE public.activity TO vakka_app;

CREATE TABLE public.activity_meeting (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    activity_id uuid NOT NULL,
    held_on date NOT NULL,
    starts_at time without time zone NOT NULL,
    ends_at time without time zone NOT NULL,
    place text NOT NULL,
    topic text NOT NULL,
    is_held boolean,
    heads integer,
    CONSTRAINT activity_meeting_check CHECK ((ends_at > starts_at)),
    CONSTRAINT activity_meeting_check1 CHECK (((heads IS NULL) OR (is_held IS TRUE))),
    CONSTRAINT activity_meeting_heads_check CHECK (((heads >= 0) AND (heads <= 1000))),
    CONSTRAINT held_on_typed CHECK (((held_on >= '2000-01-01'::date) AND (held_on <= '2100-12-31'::date))),
    CONSTRAINT place_typed CHECK (((char_length(place) <= 120) AND public.is_visible_line(place) AND (NOT public.has_identity_code(place)))),
    CONSTRAINT topic_typed CHECK (((topic = ''::text) OR ((char_length(topic) <= 120) AND public.is_visible_line(topic) AND (NOT public.has_identity_code(topic)))))
);
ALTER TABLE ONLY public.activity_meeting FORCE ROW LEVEL SECURITY;
ALTER TABLE public.activity_meeting OWNER TO vakka_owner;
COMMENT ON TABLE public.activity_meeting IS 'When a group meets, on Finland''s clock. is_held: null until somebody has told. heads: how many were there, and never who.';
ALTER TABLE ONLY public.activity_meeting
    ADD CONSTRAINT activity_meeting_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX activity_meeting_open ON public.activity_meeting USING btree (tenant_id, held_on) WHERE ((is_held IS NOT FALSE) AND (heads IS NULL));
CREATE INDEX activity_meeting_time ON public.activity_meeting USING btree (tenant_id, activity_id, held_on, starts_at, id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.activity_meeting FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.activity_meeting FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_activity_meeting();
ALTER TABLE ONLY public.activity_meeting
    ADD CONSTRAINT activity_meeting_tenant_id_activity_id_fkey FOREIGN KEY (tenant_id, activity_id) REFERENCES public.activity(tenant_id, id);
ALTER TABLE public.activity_meeting ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.activity_meeting TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.activity_meeting TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(id) ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(activity_id) ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(held_on),UPDATE(held_on) ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(starts_at),UPDATE(starts_at) ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(ends_at),UPDATE(ends_at) ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(place),UPDATE(place) ON TABLE public.activity_meeting TO vakka_app;
GRANT INSERT(topic),UPDATE(topic) ON TABLE public.activity_meeting TO vakka_app;
GRANT UPDATE(is_held) ON TABLE public.activity_meeting TO vakka_app;
GRANT UPDATE(heads) ON TABLE public.activity_meeting TO vakka_app;

CREATE TABLE public.activity_member (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    activity_id uuid NOT NULL,
    kind text DEFAULT 'developer-clients'::text NOT NULL,
    person_id uuid NOT NULL,
    agreed_on date NOT NULL,
    joined_on date NOT NULL,
    left_on date,
    fee_choice text NOT NULL,
    CONSTRAINT activity_member_check CHECK ((joined_on >= agreed_on)),
    CONSTRAINT activity_member_check1 CHECK ((left_on >= joined_on)),
    CONSTRAINT activity_member_fee_choice_check CHECK ((fee_choice = ANY (ARRAY['fee'::text, 'expenses'::text, 'nothing'::text]))),
    CONSTRAINT activity_member_kind_check CHECK ((kind = 'developer-clients'::text)),
    CONSTRAINT agreed_on_typed CHECK (((agreed_on >= '2000-01-01'::date) AND (agreed_on <= '2100-12-31'::date))),
    CONSTRAINT joined_on_typed CHECK (((joined_on >= '2000-01-01'::date) AND (joined_on <= '2100-12-31'::date))),
    CONSTRAINT left_on_typed CHECK (((left_on >= '2000-01-01'::date) AND (left_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.activity_member FORCE ROW LEVEL SECURITY;
ALTER TABLE public.activity_member OWNER TO vakka_owner;
COMMENT ON TABLE public.activity_member IS 'A developer-client in a group. kind: of the group, by which the key refuses a member of a peer group. agreed_on: when taking part and the fee were agreed.';
ALTER TABLE ONLY public.activity_member
    ADD CONSTRAINT activity_member_pkey PRIMARY KEY (tenant_id, id);
CREATE UNIQUE INDEX activity_member_once ON public.activity_member USING btree (tenant_id, activity_id, person_id) WHERE (left_on IS NULL);
CREATE INDEX activity_member_person ON public.activity_member USING btree (tenant_id, person_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.activity_member FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.activity_member FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_activity_member();
ALTER TABLE ONLY public.activity_member
    ADD CONSTRAINT activity_member_tenant_id_activity_id_kind_fkey FOREIGN KEY (tenant_id, activity_id, kind) REFERENCES public.activity(tenant_id, id, kind);
ALTER TABLE ONLY public.activity_member
    ADD CONSTRAINT activity_member_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.activity_member ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.activity_member TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.activity_member TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.activity_member AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
GRANT SELECT ON TABLE public.activity_member TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.activity_member TO vakka_app;
GRANT INSERT(id) ON TABLE public.activity_member TO vakka_app;
GRANT INSERT(activity_id) ON TABLE public.activity_member TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.activity_member TO vakka_app;
GRANT INSERT(agreed_on),UPDATE(agreed_on) ON TABLE public.activity_member TO vakka_app;
GRANT INSERT(joined_on),UPDATE(joined_on) ON TABLE public.activity_member TO vakka_app;
GRANT UPDATE(left_on) ON TABLE public.activity_member TO vakka_app;
GRANT INSERT(fee_choice),UPDATE(fee_choice) ON TABLE public.activity_member TO vakka_app;

CREATE VIEW public.answer_count WITH (security_invoker='true') AS
 SELECT k.tenant_id,
    k.days,
    (count(*))::integer AS answers
   FROM ( SELECT a.tenant_id,
                CASE
                    WHEN (a.state <> 'expired'::text) THEN (((a.decided_at AT TIME ZONE 'Europe/Helsinki'::text))::date - ((a.sent_at AT TIME ZONE 'Europe/Helsinki'::text))::date)
                    ELSE NULL::integer
                END AS days
           FROM public.consent_ask a
          WHERE ((a.sent_at > (public.moment() - '365 days'::interval)) AND ((a.state = 'expired'::text) OR ((a.decided_at IS NOT NULL) AND (a.state = ANY (ARRAY['given'::text, 'without-support'::text, 'refused'::text, 'replaced'::text])))))) k
  GROUP BY k.tenant_id, k.days;
ALTER TABLE public.answer_count OWNER TO vakka_owner;
GRANT SELECT ON TABLE public.answer_count TO vakka_app;

CREATE TABLE public.application (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    course_id uuid NOT NULL,
    person_id uuid NOT NULL,
    state text DEFAULT 'received'::text NOT NULL,
    language text DEFAULT 'fi'::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    searched text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT application_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT application_state_check CHECK ((state = ANY (ARRAY['received'::text, 'withdrawn'::text, 'closed'::text, 'ended'::text])))
);
ALTER TABLE ONLY public.application FORCE ROW LEVEL SECURITY;
ALTER TABLE public.application OWNER TO vakka_owner;
COMMENT ON TABLE public.application IS 'A person''s application for a course. It never holds a reason.';
COMMENT ON COLUMN public.application.state IS 'withdrawn by the applicant; closed by the provider; ended: the course is not held.';
COMMENT ON COLUMN public.application.searched IS 'What the application is found by: the text of its person and of the employer whom it may ask.';
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_tenant_id_course_id_person_id_key UNIQUE (tenant_id, course_id, person_id);
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_tenant_id_id_course_id_person_id_key UNIQUE (tenant_id, id, course_id, person_id);
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_tenant_id_id_person_id_key UNIQUE (tenant_id, id, person_id);
CREATE INDEX application_created ON public.application USING btree (tenant_id, created_at, id) INCLUDE (searched);
CREATE INDEX application_person ON public.application USING btree (tenant_id, person_id);
CREATE INDEX application_searched ON public.application USING gin (tenant_id, searched extension.gin_trgm_ops);
CREATE TRIGGER course BEFORE INSERT OR UPDATE OF state ON public.application FOR EACH ROW WHEN (((new.state = 'received'::text) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.need_open_course();
CREATE TRIGGER found BEFORE INSERT OR UPDATE OF searched ON public.application FOR EACH ROW EXECUTE FUNCTION public.keep_application_text();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.application FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER place AFTER UPDATE OF state ON public.application FOR EACH ROW WHEN (((old.state = 'received'::text) AND (new.state <> 'received'::text))) EXECUTE FUNCTION public.leave_place();
CREATE TRIGGER prepared AFTER UPDATE OF state ON public.application FOR EACH ROW WHEN ((new.state <> 'received'::text)) EXECUTE FUNCTION public.drop_prepared();
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_tenant_id_course_id_fkey FOREIGN KEY (tenant_id, course_id) REFERENCES public.course(tenant_id, id);
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.application
    ADD CONSTRAINT application_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.application ENABLE ROW LEVEL SECURITY;
CREATE POLICY due ON public.application FOR SELECT TO vakka_owner USING (true);
CREATE POLICY finding ON public.application FOR SELECT TO vakka_finder USING (true);
CREATE POLICY joining ON public.application TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.application TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.application TO vakka_app;
GRANT SELECT(tenant_id) ON TABLE public.application TO vakka_finder;
GRANT SELECT(id) ON TABLE public.application TO vakka_finder;
GRANT UPDATE(state) ON TABLE public.application TO vakka_app;
GRANT UPDATE(changed_at) ON TABLE public.application TO vakka_app;
GRANT SELECT(searched) ON TABLE public.application TO vakka_finder;
GRANT UPDATE(searched) ON TABLE public.application TO vakka_app;

CREATE VIEW public.application_count WITH (security_invoker='true') AS
 SELECT c.tenant_id,
    c.id AS course_id,
    c.name,
    c.first_on,
        CASE
            WHEN (w.monday > (public.today() - 84)) THEN w.monday
            ELSE NULL::date
        END AS week,
    (count(*) FILTER (WHERE w.has_place))::integer AS placed,
    (count(*) FILTER (WHERE (NOT w.has_place)))::integer AS unplaced
   FROM (public.counted_course c
     JOIN LATERAL ( SELECT (date_trunc('week'::text, (a.created_at AT TIME ZONE 'Europe/Helsinki'::text)))::date AS monday,
            (EXISTS ( SELECT
                   FROM public.enrolment e
                  WHERE ((e.tenant_id = a.tenant_id) AND (e.course_id = a.course_id) AND (e.application_id = a.id)))) AS has_place
           FROM public.application a
          WHERE ((a.tenant_id = c.tenant_id) AND (a.course_id = c.id))) w ON (true))
  GROUP BY c.tenant_id, c.id, c.name, c.first_on,
        CASE
            WHEN (w.monday > (public.today() - 84)) THEN w.monday
            ELSE NULL::date
        END;
ALTER TABLE public.application_count OWNER TO vakka_owner;
GRANT SELECT ON TABLE public.application_count TO vakka_app;

CREATE VIEW public.application_path WITH (security_invoker='true') AS
 SELECT a.tenant_id,
    a.id,
    a.course_id,
    a.person_id,
    a.created_at,
    r.id AS release_id,
    k.id AS ask_id,
    e.id AS enrolment_id,
    COALESCE(((k.state = 'given'::text) AND k.support_working_time), false) AS has_keys,
        CASE
            WHEN (a.state <> 'received'::text) THEN
            CASE
                WHEN (e.state = ANY (ARRAY['left'::text, 'ended'::text])) THEN e.state
                ELSE a.state
            END
            WHEN (e.state = 'active'::text) THEN 'enrolled'::text
            WHEN (e.state = ANY (ARRAY['renewing'::text, 'paused'::text, 'completed'::text, 'not-completed'::text])) THEN e.state
            WHEN ((k.state IS NULL) OR (k.state = 'cancelled'::text)) THEN 'received'::text
            WHEN ((k.state = 'waiting'::text) AND (k.expires_at <= public.moment())) THEN 'expired'::text
            WHEN ((k.state = 'given'::text) AND (NOT COALESCE(k.support_working_time, false))) THEN 'without-support'::text
            WHEN (k.state = 'withdrawn'::text) THEN 'taken-back'::text
            ELSE k.state
        END AS stage,
        CASE
            WHEN (a.state <> 'received'::text) THEN a.changed_at
            WHEN (e.state <> ALL (ARRAY['left'::text, 'ended'::text])) THEN e.changed_at
            WHEN ((k.state IS NULL) OR (k.state = 'cancelled'::text)) THEN a.created_at
            WHEN ((k.state = ANY (ARRAY['waiting'::text, 'expired'::text])) AND (k.expires_at <= public.moment())) THEN k.expires_at
            WHEN (k.state = 'waiting'::text) THEN k.sent_at
            ELSE COALESCE(k.decided_at, k.sent_at)
        END AS since,
    a.searched,
    r.business_id,
    r.employer_name,
        CASE
            WHEN ((k.state = 'waiting'::text) AND (k.expires_at > public.moment())) THEN
            CASE
                WHEN k.is_returned THEN 'returned'::text
                WHEN k.is_stuck THEN 'stuck'::text
                ELSE NULL::text
            END
            ELSE NULL::text
        END AS astray,
    COALESCE(k.reminded_at, k.sent_at) AS asked_at
   FROM (((public.application a
     LEFT JOIN public.release r ON (((r.tenant_id = a.tenant_id) AND (r.application_id = a.id) AND (r.state = 'active'::text))))
     LEFT JOIN LATERAL ( SELECT c.id,
            c.state,
            c.support_working_time,
            c.sent_at,
            c.expires_at,
            c.decided_at,
            c.is_returned,
            c.is_stuck,
            c.reminded_at
           FROM public.consent_ask c
          WHERE ((c.tenant_id = a.tenant_id) AND (c.release_id = r.id) AND (c.state <> 'replaced'::text))
          ORDER BY c.sent_at DESC, c.id DESC
         LIMIT 1) k ON (true))
     LEFT JOIN public.enrolment e ON (((e.tenant_id = a.tenant_id) AND (e.course_id = a.course_id) AND (e.person_id = a.person_id))));
ALTER TABLE public.application_path OWNER TO vakka_owner;
COMMENT ON VIEW public.application_path IS 'The path of each application from sending to a place, and since when it stands where it does.';
GRANT SELECT ON TABLE public.application_path TO vakka_app;

CREATE VIEW public.application_waiting WITH (security_invoker='true') AS
 SELECT v.tenant_id,
    v.id,
    v.course_id,
    v.stage,
        CASE
            WHEN (d.person_id IS NULL) THEN v.since
            ELSE LEAST(d.since, public.moment())
        END AS since,
        CASE
            WHEN (d.person_id IS NOT NULL) THEN 'left'::text
            WHEN (v.astray IS NOT NULL) THEN v.astray
            WHEN ((v.stage = 'paused'::text) AND v.has_keys) THEN 'resume'::text
            WHEN (v.stage = ANY (ARRAY['given'::text, 'waiting'::text])) THEN 'step'::text
            ELSE 'news'::text
        END AS due
   FROM ((public.application_path v
     JOIN public.course c ON (((c.tenant_id = v.tenant_id) AND (c.id = v.course_id) AND (c.state = ANY (ARRAY['open'::text, 'running'::text])))))
     LEFT JOIN public.departed d ON (((d.tenant_id = v.tenant_id) AND (d.person_id = v.person_id))))
  WHERE (((v.stage = 'received'::text) AND (v.since > (public.moment() - '14 days'::interval))) OR (v.stage = ANY (ARRAY['given'::text, 'taken-back'::text, 'expired'::text, 'paused'::text])) OR ((v.stage = 'waiting'::text) AND (v.since < (public.moment() - '7 days'::interval)) AND (v.asked_at < (public.moment() - '3 days'::interval))) OR (((d.person_id IS NOT NULL) OR (v.astray IS NOT NULL)) AND (v.stage <> ALL (ARRAY['withdrawn'::text, 'closed'::text, 'left'::text, 'ended'::text, 'completed'::text, 'not-completed'::text]))));
ALTER TABLE public.application_waiting OWNER TO vakka_owner;
COMMENT ON VIEW public.application_waiting IS 'What stands on a coordinator''s Today: an applicant who has left, a request that does not get there, a step of theirs, a paused place that can go on, or news.';
GRANT SELECT ON TABLE public.application_waiting TO vakka_app;

CREATE TABLE public.attendance (
    tenant_id uuid NOT NULL,
    course_id uuid NOT NULL,
    enrolment_id uuid NOT NULL,
    number smallint NOT NULL,
    mark text NOT NULL,
    marked_by uuid,
    marked_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT attendance_mark_check CHECK ((mark = ANY (ARRAY['present'::text, 'absent'::text, 'excused'::text, 'unknown'::text])))
);
ALTER TABLE ONLY public.attendance FORCE ROW LEVEL SECURITY;
ALTER TABLE public.attendance OWNER TO vakka_owner;
COMMENT ON TABLE public.attendance IS 'Who was there, by afternoon; no row means not marked yet.';
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_pkey PRIMARY KEY (tenant_id, enrolment_id, number);
CREATE INDEX attendance_course ON public.attendance USING btree (tenant_id, course_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.attendance FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR DELETE OR UPDATE OF mark ON public.attendance FOR EACH ROW EXECUTE FUNCTION public.keep_mark_rules();
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_tenant_id_course_id_number_fkey FOREIGN KEY (tenant_id, course_id, number) REFERENCES public.course_session(tenant_id, course_id, number);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_tenant_id_enrolment_id_course_id_fkey FOREIGN KEY (tenant_id, enrolment_id, course_id) REFERENCES public.enrolment(tenant_id, id, course_id);
ALTER TABLE public.attendance ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.attendance TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT,DELETE ON TABLE public.attendance TO vakka_app;
GRANT UPDATE(mark) ON TABLE public.attendance TO vakka_app;
GRANT UPDATE(marked_by) ON TABLE public.attendance TO vakka_app;
GRANT UPDATE(marked_at) ON TABLE public.attendance TO vakka_app;

CREATE VIEW public.attendance_count WITH (security_invoker='true') AS
 SELECT s.tenant_id,
    s.number,
    (count(*) FILTER (WHERE (a.mark = 'present'::text)))::integer AS present,
    (count(*) FILTER (WHERE (a.mark = 'absent'::text)))::integer AS absent,
    (count(*) FILTER (WHERE (a.mark = 'excused'::text)))::integer AS excused,
    (count(*) FILTER (WHERE ((a.mark IS NULL) OR (a.mark = 'unknown'::text))))::integer AS unmarked
   FROM (((public.counted_course c
     JOIN public.course_afternoon s ON (((s.tenant_id = c.tenant_id) AND (s.course_id = c.id) AND (s.ended <= public.moment()))))
     JOIN public.enrolment e ON (((e.tenant_id = s.tenant_id) AND (e.course_id = s.course_id) AND (e.held @> s.held_on))))
     LEFT JOIN public.attendance a ON (((a.tenant_id = e.tenant_id) AND (a.enrolment_id = e.id) AND (a.number = s.number))))
  GROUP BY s.tenant_id, s.number;
ALTER TABLE public.attendance_count OWNER TO vakka_owner;
GRANT SELECT ON TABLE public.attendance_count TO vakka_app;

CREATE TABLE public.consent_ask (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    release_id uuid NOT NULL,
    application_id uuid NOT NULL,
    person_id uuid NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    text_version smallint NOT NULL,
    sent_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    reminded_at timestamp with time zone,
    decided_at timestamp with time zone,
    decided_by text DEFAULT ''::text NOT NULL,
    support_working_time boolean,
    support_travel boolean,
    support_substitute boolean,
    support_contact text,
    strength text,
    facts_version integer DEFAULT 1 NOT NULL,
    renews uuid,
    is_stuck boolean DEFAULT false NOT NULL,
    is_returned boolean DEFAULT false NOT NULL,
    CONSTRAINT consent_ask_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'given'::text, 'without-support'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text, 'cancelled'::text, 'replaced'::text]))),
    CONSTRAINT consent_ask_strength_check CHECK ((strength = ANY (ARRAY['link'::text, 'link-code'::text, 'company-domain'::text, 'account'::text, 'paper'::text]))),
    CONSTRAINT decided_by_typed CHECK (((decided_by = ''::text) OR ((char_length(decided_by) <= 120) AND public.is_visible_line(decided_by) AND (NOT public.has_identity_code(decided_by))))),
    CONSTRAINT support_contact_typed CHECK (((support_contact = ''::text) OR ((char_length(support_contact) <= 120) AND public.is_visible_line(support_contact) AND (NOT public.has_identity_code(support_contact)))))
);
ALTER TABLE ONLY public.consent_ask FORCE ROW LEVEL SECURITY;
ALTER TABLE public.consent_ask OWNER TO vakka_owner;
COMMENT ON TABLE public.consent_ask IS 'P2 as the provider knows it: asked, and what the employer answered.';
COMMENT ON COLUMN public.consent_ask.facts_version IS 'The version of the course''s facts that the employer was last told.';
COMMENT ON COLUMN public.consent_ask.renews IS 'The ask of earlier facts that this one replaces.';
COMMENT ON COLUMN public.consent_ask.is_stuck IS 'Whether nobody at the employer can answer, as the employer''s space has last told.';
COMMENT ON COLUMN public.consent_ask.is_returned IS 'Whether the address of who may answer takes no mail, as the employer''s space has last told.';
ALTER TABLE ONLY public.consent_ask
    ADD CONSTRAINT consent_ask_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.consent_ask
    ADD CONSTRAINT consent_ask_tenant_id_id_application_id_person_id_key UNIQUE (tenant_id, id, application_id, person_id);
ALTER TABLE ONLY public.consent_ask
    ADD CONSTRAINT consent_ask_tenant_id_renews_key UNIQUE (tenant_id, renews);
CREATE INDEX consent_ask_application ON public.consent_ask USING btree (tenant_id, application_id);
CREATE INDEX consent_ask_release ON public.consent_ask USING btree (tenant_id, release_id, sent_at DESC, id DESC);
CREATE INDEX consent_ask_waiting ON public.consent_ask USING btree (tenant_id, expires_at) WHERE (state = 'waiting'::text);
CREATE TRIGGER answered BEFORE UPDATE OF state ON public.consent_ask FOR EACH ROW WHEN (((new.state <> old.state) AND (new.state = ANY (ARRAY['given'::text, 'without-support'::text, 'refused'::text, 'withdrawn'::text])) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.need_answer();
CREATE CONSTRAINT TRIGGER asked AFTER INSERT OR UPDATE ON public.consent_ask DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.need_asked();
CREATE TRIGGER expiry BEFORE UPDATE OF state ON public.consent_ask FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_expiry();
CREATE TRIGGER facts BEFORE INSERT OR UPDATE OF facts_version ON public.consent_ask FOR EACH ROW EXECUTE FUNCTION public.name_facts();
CREATE TRIGGER last_day BEFORE INSERT ON public.consent_ask FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_last_day();
CREATE TRIGGER once BEFORE UPDATE ON public.consent_ask FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_answer();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.consent_ask FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER place AFTER UPDATE OF state, support_working_time ON public.consent_ask FOR EACH ROW EXECUTE FUNCTION public.carry_answer();
ALTER TABLE ONLY public.consent_ask
    ADD CONSTRAINT consent_ask_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.consent_ask
    ADD CONSTRAINT consent_ask_tenant_id_release_id_application_id_person_id_fkey FOREIGN KEY (tenant_id, release_id, application_id, person_id) REFERENCES public.release(tenant_id, id, application_id, person_id) DEFERRABLE;
ALTER TABLE ONLY public.consent_ask
    ADD CONSTRAINT consent_ask_tenant_id_renews_fkey FOREIGN KEY (tenant_id, renews) REFERENCES public.consent_ask(tenant_id, id);
ALTER TABLE public.consent_ask ENABLE ROW LEVEL SECURITY;
CREATE POLICY due ON public.consent_ask FOR SELECT TO vakka_owner USING (true);
CREATE POLICY joining ON public.consent_ask TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.consent_ask TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(id) ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(release_id) ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(application_id) ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(state) ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(text_version) ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(expires_at) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(reminded_at) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(decided_at) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(decided_by) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(support_working_time) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(support_travel) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(support_substitute) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(support_contact) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(strength) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(facts_version) ON TABLE public.consent_ask TO vakka_app;
GRANT INSERT(renews) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(is_stuck) ON TABLE public.consent_ask TO vakka_app;
GRANT UPDATE(is_returned) ON TABLE public.consent_ask TO vakka_app;

CREATE TABLE public.consent_code (
    tenant_id uuid NOT NULL,
    link_id uuid NOT NULL,
    browser_hash bytea NOT NULL,
    code_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    step text DEFAULT 'decision'::text NOT NULL,
    chosen text DEFAULT ''::text NOT NULL,
    CONSTRAINT consent_code_chosen_check CHECK ((octet_length(chosen) <= 8000)),
    CONSTRAINT consent_code_step_check CHECK ((step = ANY (ARRAY['decision'::text, 'delegation'::text, 'withdrawal'::text])))
);
ALTER TABLE ONLY public.consent_code FORCE ROW LEVEL SECURITY;
ALTER TABLE public.consent_code OWNER TO vakka_owner;
COMMENT ON TABLE public.consent_code IS 'The code from the second mail, bound to the browser that asked for it, with what was chosen there.';
ALTER TABLE ONLY public.consent_code
    ADD CONSTRAINT consent_code_pkey PRIMARY KEY (tenant_id, link_id, browser_hash);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.consent_code FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.consent_code
    ADD CONSTRAINT consent_code_tenant_id_link_id_fkey FOREIGN KEY (tenant_id, link_id) REFERENCES public.consent_link(tenant_id, id);
ALTER TABLE public.consent_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.consent_code TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.consent_code TO vakka_app;

CREATE TABLE public.consent_decision (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    kind text NOT NULL,
    consents boolean NOT NULL,
    support_working_time boolean NOT NULL,
    support_travel boolean NOT NULL,
    support_substitute boolean NOT NULL,
    support_contact text DEFAULT ''::text NOT NULL,
    typed_name text NOT NULL,
    email text NOT NULL,
    text_version smallint NOT NULL,
    text_language text NOT NULL,
    text_sha256 bytea NOT NULL,
    identity_strength text NOT NULL,
    link_id uuid,
    membership_id uuid,
    decided_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    facts_sha256 bytea,
    CONSTRAINT consent_decision_facts_sha256_check CHECK ((octet_length(facts_sha256) = 32)),
    CONSTRAINT consent_decision_identity_strength_check CHECK ((identity_strength = ANY (ARRAY['link'::text, 'link-code'::text, 'company-domain'::text, 'account'::text, 'paper'::text]))),
    CONSTRAINT consent_decision_kind_check CHECK ((kind = ANY (ARRAY['decision'::text, 'withdrawal'::text]))),
    CONSTRAINT consent_decision_text_language_check CHECK ((text_language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT consent_decision_text_sha256_check CHECK ((octet_length(text_sha256) = 32)),
    CONSTRAINT consent_decision_typed_name_check CHECK ((typed_name <> ''::text)),
    CONSTRAINT email_typed CHECK (public.is_mail_address(email)),
    CONSTRAINT support_contact_typed CHECK (((support_contact = ''::text) OR ((char_length(support_contact) <= 120) AND public.is_visible_line(support_contact) AND (NOT public.has_identity_code(support_contact))))),
    CONSTRAINT typed_name_typed CHECK (((char_length(typed_name) <= 120) AND public.is_visible_line(typed_name) AND (public.letter_count(typed_name) >= 2) AND (NOT public.has_identity_code(typed_name))))
);
ALTER TABLE ONLY public.consent_decision FORCE ROW LEVEL SECURITY;
ALTER TABLE public.consent_decision OWNER TO vakka_owner;
COMMENT ON TABLE public.consent_decision IS 'What was answered, by whom and to which text. Never changed; a withdrawal is a row of its own.';
COMMENT ON COLUMN public.consent_decision.facts_sha256 IS 'The facts that were answered to; null for answers from before facts had a version.';
ALTER TABLE ONLY public.consent_decision
    ADD CONSTRAINT consent_decision_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX consent_decision_request ON public.consent_decision USING btree (tenant_id, request_id, decided_at DESC);
CREATE TRIGGER carrying AFTER INSERT ON public.consent_decision FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.carry_decision();
CREATE TRIGGER decider AFTER INSERT ON public.consent_decision FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_decider();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.consent_decision FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER shown AFTER INSERT ON public.consent_decision FOR EACH ROW WHEN (((new.kind = 'decision'::text) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.need_shown();
ALTER TABLE ONLY public.consent_decision
    ADD CONSTRAINT consent_decision_tenant_id_link_id_request_id_fkey FOREIGN KEY (tenant_id, link_id, request_id) REFERENCES public.consent_link(tenant_id, id, request_id);
ALTER TABLE ONLY public.consent_decision
    ADD CONSTRAINT consent_decision_tenant_id_membership_id_fkey FOREIGN KEY (tenant_id, membership_id) REFERENCES public.membership(tenant_id, id);
ALTER TABLE ONLY public.consent_decision
    ADD CONSTRAINT consent_decision_tenant_id_request_id_fkey FOREIGN KEY (tenant_id, request_id) REFERENCES public.consent_request(tenant_id, id);
ALTER TABLE public.consent_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY due ON public.consent_decision FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.consent_decision TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.consent_decision TO vakka_app;

CREATE TABLE public.consent_link (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    email text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    delegated_from uuid,
    delegated_by text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT delegated_by_typed CHECK (((delegated_by = ''::text) OR ((char_length(delegated_by) <= 241) AND public.is_visible_line(delegated_by) AND (NOT public.has_identity_code(delegated_by))))),
    CONSTRAINT email_typed CHECK (public.is_mail_address(email)),
    CONSTRAINT name_typed CHECK (((name = ''::text) OR ((char_length(name) <= 120) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name)))))
);
ALTER TABLE ONLY public.consent_link FORCE ROW LEVEL SECURITY;
ALTER TABLE public.consent_link OWNER TO vakka_owner;
COMMENT ON TABLE public.consent_link IS 'A personal link to answer one request; passed on, it keeps the chain.';
ALTER TABLE ONLY public.consent_link
    ADD CONSTRAINT consent_link_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.consent_link
    ADD CONSTRAINT consent_link_tenant_id_id_request_id_key UNIQUE (tenant_id, id, request_id);
ALTER TABLE ONLY public.consent_link
    ADD CONSTRAINT consent_link_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash);
CREATE INDEX consent_link_request ON public.consent_link USING btree (tenant_id, request_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.consent_link FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.consent_link
    ADD CONSTRAINT consent_link_tenant_id_delegated_from_request_id_fkey FOREIGN KEY (tenant_id, delegated_from, request_id) REFERENCES public.consent_link(tenant_id, id, request_id);
ALTER TABLE ONLY public.consent_link
    ADD CONSTRAINT consent_link_tenant_id_request_id_fkey FOREIGN KEY (tenant_id, request_id) REFERENCES public.consent_request(tenant_id, id);
ALTER TABLE public.consent_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY due ON public.consent_link FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.consent_link TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.consent_link TO vakka_app;
GRANT UPDATE(expires_at) ON TABLE public.consent_link TO vakka_app;
GRANT UPDATE(revoked_at) ON TABLE public.consent_link TO vakka_app;

CREATE TABLE public.consent_reminder (
    tenant_id uuid NOT NULL,
    ask_id uuid NOT NULL,
    day smallint NOT NULL,
    sent_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT consent_reminder_day_check CHECK ((day = ANY (ARRAY[3, 8, 12])))
);
ALTER TABLE ONLY public.consent_reminder FORCE ROW LEVEL SECURITY;
ALTER TABLE public.consent_reminder OWNER TO vakka_owner;
COMMENT ON TABLE public.consent_reminder IS 'The reminders that the house has sent of an ask: each day once.';
ALTER TABLE ONLY public.consent_reminder
    ADD CONSTRAINT consent_reminder_pkey PRIMARY KEY (tenant_id, ask_id, day);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.consent_reminder FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.consent_reminder FOR EACH ROW EXECUTE FUNCTION public.keep_reminder();
ALTER TABLE ONLY public.consent_reminder
    ADD CONSTRAINT consent_reminder_tenant_id_ask_id_fkey FOREIGN KEY (tenant_id, ask_id) REFERENCES public.consent_ask(tenant_id, id);
ALTER TABLE public.consent_reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY due ON public.consent_reminder FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.consent_reminder TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT INSERT(tenant_id) ON TABLE public.consent_reminder TO vakka_app;
GRANT INSERT(ask_id) ON TABLE public.consent_reminder TO vakka_app;

CREATE TABLE public.consent_request (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    provider_space_id uuid NOT NULL,
    ask_id uuid NOT NULL,
    provider_name text NOT NULL,
    employee_name text NOT NULL,
    employer_name text NOT NULL,
    course_name text NOT NULL,
    place text NOT NULL,
    sessions jsonb NOT NULL,
    hours smallint NOT NULL,
    asks_working_time boolean NOT NULL,
    asks_travel boolean NOT NULL,
    asks_substitute boolean NOT NULL,
    asks_contact_person boolean NOT NULL,
    giver_name text DEFAULT ''::text NOT NULL,
    giver_email text NOT NULL,
    text_version smallint NOT NULL,
    language text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    sent_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    applicant_mark bytea DEFAULT '\x'::bytea NOT NULL,
    provider_contact text DEFAULT ''::text NOT NULL,
    renews uuid,
    facts_sha256 bytea GENERATED ALWAYS AS (sha256((replace(((((((course_name || '
'::text) || place) || '
'::text) || (hours)::text) || '
'::text) || (sessions)::text), '\'::text, '\\'::text))::bytea)) STORED NOT NULL,
    CONSTRAINT consent_request_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT consent_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'given'::text, 'without-support'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text, 'cancelled'::text, 'replaced'::text]))),
    CONSTRAINT course_name_typed CHECK (((char_length(course_name) <= 120) AND public.is_visible_line(course_name) AND (NOT public.has_identity_code(course_name)))),
    CONSTRAINT employee_name_typed CHECK (((char_length(employee_name) <= 241) AND public.is_visible_line(employee_name) AND (NOT public.has_identity_code(employee_name)))),
    CONSTRAINT employer_name_typed CHECK (((char_length(employer_name) <= 120) AND public.is_visible_line(employer_name) AND (NOT public.has_identity_code(employer_name)))),
    CONSTRAINT giver_email_typed CHECK (public.is_mail_address(giver_email)),
    CONSTRAINT giver_name_typed CHECK (((giver_name = ''::text) OR ((char_length(giver_name) <= 120) AND public.is_visible_line(giver_name) AND (NOT public.has_identity_code(giver_name))))),
    CONSTRAINT provider_name_typed CHECK (((char_length(provider_name) <= 120) AND public.is_visible_line(provider_name) AND (NOT public.has_identity_code(provider_name))))
);
ALTER TABLE ONLY public.consent_request FORCE ROW LEVEL SECURITY;
ALTER TABLE public.consent_request OWNER TO vakka_owner;
COMMENT ON TABLE public.consent_request IS 'P2 as the employer sees it: neutral facts of a course, nothing about the reason.';
COMMENT ON COLUMN public.consent_request.renews IS 'The request of earlier facts that this one replaces.';
COMMENT ON COLUMN public.consent_request.facts_sha256 IS 'What an answer is to; changed only by letters.';
ALTER TABLE ONLY public.consent_request
    ADD CONSTRAINT consent_request_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.consent_request
    ADD CONSTRAINT consent_request_tenant_id_ask_id_key UNIQUE (tenant_id, ask_id);
ALTER TABLE ONLY public.consent_request
    ADD CONSTRAINT consent_request_tenant_id_renews_key UNIQUE (tenant_id, renews);
CREATE INDEX consent_request_sent ON public.consent_request USING btree (tenant_id, sent_at DESC, id DESC);
CREATE TRIGGER applicant BEFORE INSERT ON public.consent_request FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_applicant_mark();
CREATE TRIGGER expiry BEFORE UPDATE OF state ON public.consent_request FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_expiry();
CREATE TRIGGER facts BEFORE INSERT OR UPDATE OF course_name, place, sessions, hours ON public.consent_request FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.need_letter();
CREATE TRIGGER last_day BEFORE INSERT ON public.consent_request FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_last_day();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.consent_request FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.consent_request
    ADD CONSTRAINT consent_request_provider_space_id_fkey FOREIGN KEY (provider_space_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.consent_request
    ADD CONSTRAINT consent_request_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.consent_request
    ADD CONSTRAINT consent_request_tenant_id_renews_fkey FOREIGN KEY (tenant_id, renews) REFERENCES public.consent_request(tenant_id, id);
ALTER TABLE public.consent_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY due ON public.consent_request FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.consent_request TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(course_name) ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(place) ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(sessions) ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(hours) ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(giver_name) ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(giver_email) ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(state) ON TABLE public.consent_request TO vakka_app;
GRANT UPDATE(decided_at) ON TABLE public.consent_request TO vakka_app;

CREATE TABLE public.consent_text (
    kind text NOT NULL,
    version smallint NOT NULL,
    language text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    sha256 bytea GENERATED ALWAYS AS (sha256((((title || '
'::text) || body))::bytea)) STORED NOT NULL,
    published_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT consent_text_kind_check CHECK ((kind = ANY (ARRAY['release'::text, 'employer'::text]))),
    CONSTRAINT consent_text_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text])))
);
ALTER TABLE public.consent_text OWNER TO vakka_owner;
COMMENT ON TABLE public.consent_text IS 'Texts of consents and releases, by version and language.';
ALTER TABLE ONLY public.consent_text
    ADD CONSTRAINT consent_text_pkey PRIMARY KEY (kind, version, language);
GRANT SELECT ON TABLE public.consent_text TO vakka_app;

CREATE VIEW public.counted_course WITH (security_invoker='true') AS
 SELECT c.tenant_id,
    c.id,
    c.name,
    c.first_on
   FROM ( SELECT l.tenant_id,
            l.id,
            l.name,
            l.first_on,
            row_number() OVER (PARTITION BY l.tenant_id ORDER BY l.first_on DESC, l.id) AS place
           FROM public.course_line l
          WHERE ((l.state = ANY (ARRAY['open'::text, 'running'::text, 'done'::text])) AND (l.last_on >= (public.today() - 365)))) c
  WHERE (c.place <= 12);
ALTER TABLE public.counted_course OWNER TO vakka_owner;
GRANT SELECT ON TABLE public.counted_course TO vakka_app;

CREATE TABLE public.course (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    place text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    seats smallint DEFAULT 16 NOT NULL,
    sessions_needed smallint DEFAULT 5 NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    employer_name text NOT NULL,
    facts_version integer DEFAULT 1 NOT NULL,
    asked_version integer DEFAULT 1 NOT NULL,
    CONSTRAINT address_typed CHECK (((address = ''::text) OR ((char_length(address) <= 200) AND public.is_visible_line(address) AND (NOT public.has_identity_code(address))))),
    CONSTRAINT course_name_check CHECK ((name <> ''::text)),
    CONSTRAINT course_place_check CHECK ((place = ANY (ARRAY['Tampere'::text, 'Pori'::text]))),
    CONSTRAINT course_seats_check CHECK (((seats >= 1) AND (seats <= 200))),
    CONSTRAINT course_sessions_needed_check CHECK (((sessions_needed >= 1) AND (sessions_needed <= 7))),
    CONSTRAINT course_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'running'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT course_versions CHECK (((1 <= asked_version) AND (asked_version <= facts_version))),
    CONSTRAINT employer_name_typed CHECK (((char_length(employer_name) <= 120) AND public.is_visible_line(employer_name) AND (NOT public.has_identity_code(employer_name)))),
    CONSTRAINT name_typed CHECK (((char_length(name) <= 120) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name)))),
    CONSTRAINT summary_typed CHECK (((summary = ''::text) OR ((char_length(summary) <= 2000) AND public.is_visible_text(summary) AND (NOT public.has_identity_code(summary)))))
);
ALTER TABLE ONLY public.course FORCE ROW LEVEL SECURITY;
ALTER TABLE public.course OWNER TO vakka_owner;
COMMENT ON TABLE public.course IS 'A training of seven afternoons at one place.';
COMMENT ON COLUMN public.course.employer_name IS 'The neutral name by which employers know it: nothing of what it is about.';
COMMENT ON COLUMN public.course.facts_version IS 'Raised with the days, times, town, address or name that employers know; kept by `keep_facts`.';
COMMENT ON COLUMN public.course.asked_version IS 'The oldest version of the facts to which a consent still holds.';
ALTER TABLE ONLY public.course
    ADD CONSTRAINT course_pkey PRIMARY KEY (tenant_id, id);
CREATE TRIGGER facts BEFORE INSERT OR UPDATE ON public.course FOR EACH ROW EXECUTE FUNCTION public.keep_facts();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.course FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER places AFTER UPDATE OF state ON public.course FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION public.carry_course_state();
CREATE TRIGGER rules BEFORE UPDATE OF state, seats, sessions_needed ON public.course FOR EACH ROW EXECUTE FUNCTION public.keep_course_rules();
CREATE CONSTRAINT TRIGGER told AFTER UPDATE ON public.course DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.facts_version <> new.facts_version) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.need_told();
ALTER TABLE ONLY public.course
    ADD CONSTRAINT course_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.course ENABLE ROW LEVEL SECURITY;
CREATE POLICY due ON public.course FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.course TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,UPDATE ON TABLE public.course TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.course TO vakka_app;
GRANT INSERT(id) ON TABLE public.course TO vakka_app;
GRANT INSERT(name) ON TABLE public.course TO vakka_app;
GRANT INSERT(place) ON TABLE public.course TO vakka_app;
GRANT INSERT(address) ON TABLE public.course TO vakka_app;
GRANT INSERT(seats) ON TABLE public.course TO vakka_app;
GRANT INSERT(sessions_needed) ON TABLE public.course TO vakka_app;
GRANT INSERT(summary) ON TABLE public.course TO vakka_app;
GRANT INSERT(employer_name) ON TABLE public.course TO vakka_app;

CREATE VIEW public.course_afternoon WITH (security_invoker='true') AS
 SELECT s.tenant_id,
    s.course_id,
    s.number,
    s.held_on,
    s.starts_at,
    s.ends_at,
    s.topic,
    ((s.held_on + s.starts_at) AT TIME ZONE 'Europe/Helsinki'::text) AS began,
    ((s.held_on + s.ends_at) AT TIME ZONE 'Europe/Helsinki'::text) AS ended
   FROM public.course_session s;
ALTER TABLE public.course_afternoon OWNER TO vakka_owner;
COMMENT ON VIEW public.course_afternoon IS 'The afternoons of each course, with the moments at which they begin and end.';
GRANT SELECT ON TABLE public.course_afternoon TO vakka_app;

CREATE VIEW public.course_line WITH (security_invoker='true') AS
 SELECT c.tenant_id,
    c.id,
    c.name,
    c.place,
    c.address,
    c.state,
    c.seats,
    c.sessions_needed,
    c.summary,
    ( SELECT (count(*))::integer AS count
           FROM public.course_afternoon s
          WHERE ((s.tenant_id = c.tenant_id) AND (s.course_id = c.id) AND (s.ended <= public.moment()))) AS held,
    ( SELECT min(s.held_on) AS min
           FROM public.course_session s
          WHERE ((s.tenant_id = c.tenant_id) AND (s.course_id = c.id))) AS first_on,
    ( SELECT max(s.held_on) AS max
           FROM public.course_session s
          WHERE ((s.tenant_id = c.tenant_id) AND (s.course_id = c.id))) AS last_on,
    ( SELECT (count(*))::integer AS count
           FROM public.enrolment e
          WHERE ((e.tenant_id = c.tenant_id) AND (e.course_id = c.id) AND (e.state = ANY (ARRAY['active'::text, 'renewing'::text])))) AS participants,
    ( SELECT (count(*))::integer AS count
           FROM public.missing_mark m
          WHERE ((m.tenant_id = c.tenant_id) AND (m.course_id = c.id))) AS unmarked,
    c.employer_name
   FROM public.course c;
ALTER TABLE public.course_line OWNER TO vakka_owner;
COMMENT ON VIEW public.course_line IS 'Each course with its dates and how many have a place.';
GRANT SELECT ON TABLE public.course_line TO vakka_app;

CREATE TABLE public.course_session (
    tenant_id uuid NOT NULL,
    course_id uuid NOT NULL,
    number smallint NOT NULL,
    held_on date NOT NULL,
    starts_at time without time zone DEFAULT '13:00:00'::time without time zone NOT NULL,
    ends_at time without time zone DEFAULT '16:00:00'::time without time zone NOT NULL,
    topic text DEFAULT ''::text NOT NULL,
    CONSTRAINT course_session_check CHECK ((starts_at < ends_at)),
    CONSTRAINT course_session_number_check CHECK (((number >= 1) AND (number <= 7))),
    CONSTRAINT held_on_typed CHECK (((held_on >= '2000-01-01'::date) AND (held_on <= '2100-12-31'::date))),
    CONSTRAINT topic_typed CHECK (((topic = ''::text) OR ((char_length(topic) <= 120) AND public.is_visible_line(topic) AND (NOT public.has_identity_code(topic)))))
);
ALTER TABLE ONLY public.course_session FORCE ROW LEVEL SECURITY;
ALTER TABLE public.course_session OWNER TO vakka_owner;
COMMENT ON TABLE public.course_session IS 'One of a course''s seven afternoons.';
ALTER TABLE ONLY public.course_session
    ADD CONSTRAINT course_session_pkey PRIMARY KEY (tenant_id, course_id, number);
CREATE TRIGGER facts AFTER INSERT OR UPDATE OF held_on, starts_at, ends_at ON public.course_session FOR EACH ROW EXECUTE FUNCTION public.raise_facts();
CREATE TRIGGER marked BEFORE UPDATE OF held_on ON public.course_session FOR EACH ROW WHEN ((old.held_on <> new.held_on)) EXECUTE FUNCTION public.keep_marked_day();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.course_session FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.course_session
    ADD CONSTRAINT course_session_tenant_id_course_id_fkey FOREIGN KEY (tenant_id, course_id) REFERENCES public.course(tenant_id, id);
ALTER TABLE public.course_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.course_session TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.course_session TO vakka_app;
GRANT UPDATE(held_on) ON TABLE public.course_session TO vakka_app;
GRANT UPDATE(starts_at) ON TABLE public.course_session TO vakka_app;
GRANT UPDATE(ends_at) ON TABLE public.course_session TO vakka_app;
GRANT UPDATE(topic) ON TABLE public.course_session TO vakka_app;

CREATE TABLE public.course_step (
    from_state text NOT NULL,
    to_state text NOT NULL,
    CONSTRAINT course_step_from_state_check CHECK ((from_state = ANY (ARRAY['draft'::text, 'open'::text, 'running'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT course_step_to_state_check CHECK ((to_state = ANY (ARRAY['draft'::text, 'open'::text, 'running'::text, 'done'::text, 'cancelled'::text])))
);
ALTER TABLE public.course_step OWNER TO vakka_owner;
COMMENT ON TABLE public.course_step IS 'How a course goes on: the steps that there are.';
ALTER TABLE ONLY public.course_step
    ADD CONSTRAINT course_step_pkey PRIMARY KEY (from_state, to_state);
GRANT SELECT ON TABLE public.course_step TO vakka_app;

CREATE TABLE public.course_trainer (
    tenant_id uuid NOT NULL,
    course_id uuid NOT NULL,
    membership_id uuid NOT NULL
);
ALTER TABLE ONLY public.course_trainer FORCE ROW LEVEL SECURITY;
ALTER TABLE public.course_trainer OWNER TO vakka_owner;
COMMENT ON TABLE public.course_trainer IS 'Who trains a course, and so sees it.';
ALTER TABLE ONLY public.course_trainer
    ADD CONSTRAINT course_trainer_pkey PRIMARY KEY (tenant_id, course_id, membership_id);
CREATE INDEX course_trainer_member ON public.course_trainer USING btree (tenant_id, membership_id, course_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.course_trainer FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.course_trainer
    ADD CONSTRAINT course_trainer_tenant_id_course_id_fkey FOREIGN KEY (tenant_id, course_id) REFERENCES public.course(tenant_id, id);
ALTER TABLE ONLY public.course_trainer
    ADD CONSTRAINT course_trainer_tenant_id_membership_id_fkey FOREIGN KEY (tenant_id, membership_id) REFERENCES public.membership(tenant_id, id);
ALTER TABLE public.course_trainer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.course_trainer TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY reading ON public.course_trainer FOR SELECT TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT,DELETE ON TABLE public.course_trainer TO vakka_app;

CREATE VIEW public.departed WITH (security_invoker='true') AS
 SELECT d.tenant_id,
    d.person_id,
    min(d.since) AS since
   FROM ( SELECT p.tenant_id,
            p.id,
            p.changed_at
           FROM public.person p
          WHERE (p.state = 'archived'::text)
        UNION ALL
         SELECT m.tenant_id,
            m.person_id,
            (((m.ends_on + 1))::timestamp without time zone AT TIME ZONE 'Europe/Helsinki'::text) AS timezone
           FROM public.membership m
          WHERE ((m.ends_on IS NOT NULL) AND (m.person_id IS NOT NULL) AND (NOT (EXISTS ( SELECT
                   FROM public.held_role h
                  WHERE ((h.tenant_id = m.tenant_id) AND (h.membership_id = m.id))))))
        UNION ALL
         SELECT m.tenant_id,
            m.person_id,
            (((r.ends_on + 1))::timestamp without time zone AT TIME ZONE 'Europe/Helsinki'::text) AS timezone
           FROM (public.membership_role r
             JOIN public.membership m ON (((m.tenant_id = r.tenant_id) AND (m.id = r.membership_id) AND (m.person_id IS NOT NULL))))
          WHERE ((r.ends_on IS NOT NULL) AND public.is_past(r.ends_on) AND (NOT (EXISTS ( SELECT
                   FROM public.held_role h
                  WHERE ((h.tenant_id = m.tenant_id) AND (h.membership_id = m.id))))))) d(tenant_id, person_id, since)
  GROUP BY d.tenant_id, d.person_id;
ALTER TABLE public.departed OWNER TO vakka_owner;
COMMENT ON VIEW public.departed IS 'Who of the register has left, and since when: archived, or a member once who holds no role today. Each part starts from the few rows that have an end.';
GRANT SELECT ON TABLE public.departed TO vakka_app;

CREATE VIEW public.earlier_engagement WITH (security_invoker='true') AS
 SELECT v.tenant_id,
    v.engagement_id,
    v.revision,
    v.kind,
    v.purpose,
    v.audience,
    v.title,
    v.wish,
    v.is_remote,
    v.place,
    v.group_size,
    v.others_present,
    v.minutes,
    v.equipment,
    v.access,
    v.is_recorded,
    v.has_media,
    v.fee,
    v.travel_paid,
    v.host,
    v.experts
   FROM (public.engagement_version v
     JOIN public.engagement e ON (((e.tenant_id = v.tenant_id) AND (e.id = v.engagement_id))))
  WHERE (v.revision < e.revision);
ALTER TABLE public.earlier_engagement OWNER TO vakka_owner;
COMMENT ON VIEW public.earlier_engagement IS 'What an engagement was about before it changed, for those who said yes to it then.';
GRANT SELECT ON TABLE public.earlier_engagement TO vakka_app;

CREATE TABLE public.effect_answer (
    tenant_id uuid NOT NULL,
    month integer NOT NULL,
    answer text NOT NULL,
    given integer DEFAULT 0 NOT NULL,
    CONSTRAINT effect_answer_answer_check CHECK ((answer = ANY (ARRAY['yes'::text, 'maybe'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT effect_answer_given_check CHECK ((given >= 0)),
    CONSTRAINT effect_answer_month_check CHECK (((month >= 24000) AND (month <= 30000)))
);
ALTER TABLE ONLY public.effect_answer FORCE ROW LEVEL SECURITY;
ALTER TABLE public.effect_answer OWNER TO vakka_owner;
COMMENT ON TABLE public.effect_answer IS 'How many have given which answer to the question of effects. month: year times twelve and the month from zero; no time is finer. Each answer writes all of its month''s rows, so that not even a row''s transaction tells which one it was.';
ALTER TABLE ONLY public.effect_answer
    ADD CONSTRAINT effect_answer_pkey PRIMARY KEY (tenant_id, month, answer);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.effect_answer FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.effect_answer
    ADD CONSTRAINT effect_answer_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.effect_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.effect_answer TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.effect_answer TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.effect_answer TO vakka_app;

CREATE VIEW public.effect_count WITH (security_invoker='true') AS
 SELECT effect_answer.tenant_id,
    effect_answer.month,
    effect_answer.answer,
    effect_answer.given
   FROM public.effect_answer;
ALTER TABLE public.effect_count OWNER TO vakka_owner;
COMMENT ON VIEW public.effect_count IS 'Answers to the question of effects, for the figures.';
GRANT SELECT ON TABLE public.effect_count TO vakka_app;

CREATE TABLE public.effect_mark (
    tenant_id uuid NOT NULL,
    matter_id uuid NOT NULL
);
ALTER TABLE ONLY public.effect_mark FORCE ROW LEVEL SECURITY;
ALTER TABLE public.effect_mark OWNER TO vakka_owner;
COMMENT ON TABLE public.effect_mark IS 'Where the question of effects has been answered: an offer (association) or an order (partner). Neither when nor what.';
ALTER TABLE ONLY public.effect_mark
    ADD CONSTRAINT effect_mark_pkey PRIMARY KEY (tenant_id, matter_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.effect_mark FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.effect_mark
    ADD CONSTRAINT effect_mark_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.effect_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.effect_mark TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.effect_mark TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.effect_mark TO vakka_app;

CREATE VIEW public.employee_of_request WITH (security_invoker='true') AS
 SELECT r.tenant_id,
    r.id,
        CASE
            WHEN ((r.state = 'cancelled'::text) AND (r.decided_at IS NULL)) THEN ''::text
            ELSE r.employee_name
        END AS name,
    r.applicant_mark AS mark
   FROM public.consent_request r;
ALTER TABLE public.employee_of_request OWNER TO vakka_owner;
COMMENT ON VIEW public.employee_of_request IS 'Whom each request is about: the name, and the hash by which they know themselves.';
GRANT SELECT ON TABLE public.employee_of_request TO vakka_app;

CREATE TABLE public.engagement (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    partnership_id uuid NOT NULL,
    other_id uuid NOT NULL,
    other_name text NOT NULL,
    state text DEFAULT 'received'::text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    audience text NOT NULL,
    title text NOT NULL,
    wish text NOT NULL,
    is_remote boolean NOT NULL,
    place text NOT NULL,
    group_size integer NOT NULL,
    others_present text NOT NULL,
    minutes integer NOT NULL,
    equipment text NOT NULL,
    access text NOT NULL,
    is_recorded boolean NOT NULL,
    has_media boolean NOT NULL,
    fee integer NOT NULL,
    travel_paid boolean NOT NULL,
    host text NOT NULL,
    experts integer NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    desk uuid,
    is_heavy boolean DEFAULT false NOT NULL,
    done_on date,
    done_end text,
    objected_on date,
    is_late boolean DEFAULT false NOT NULL,
    CONSTRAINT access_typed CHECK (((access = ''::text) OR ((char_length(access) <= 120) AND public.is_visible_line(access) AND (NOT public.has_identity_code(access))))),
    CONSTRAINT done_on_typed CHECK (((done_on >= '2000-01-01'::date) AND (done_on <= '2100-12-31'::date))),
    CONSTRAINT engagement_check CHECK (((state = 'done'::text) OR (done_on IS NULL))),
    CONSTRAINT engagement_check1 CHECK (((done_on IS NULL) = (done_end IS NULL))),
    CONSTRAINT engagement_check2 CHECK (((state = 'agreed'::text) OR (objected_on IS NULL))),
    CONSTRAINT engagement_check3 CHECK (((state = 'cancelled'::text) OR (NOT is_late))),
    CONSTRAINT engagement_done_end_check CHECK ((done_end = ANY (ARRAY['partner'::text, 'association'::text]))),
    CONSTRAINT engagement_order_audience_check CHECK ((audience = ANY (ARRAY['decision-makers'::text, 'officials'::text, 'staff'::text, 'peers'::text]))),
    CONSTRAINT engagement_order_experts_check CHECK (((experts >= 1) AND (experts <= 5))),
    CONSTRAINT engagement_order_fee_check CHECK (((fee >= 0) AND (fee <= 1000000))),
    CONSTRAINT engagement_order_group_size_check CHECK (((group_size >= 1) AND (group_size <= 10000))),
    CONSTRAINT engagement_order_kind_check CHECK ((kind = ANY (ARRAY['training'::text, 'development'::text, 'information'::text, 'peer-support'::text]))),
    CONSTRAINT engagement_order_minutes_check CHECK (((minutes >= 5) AND (minutes <= 480))),
    CONSTRAINT engagement_order_purpose_check CHECK ((purpose = ANY (ARRAY['planning'::text, 'evaluation'::text, 'staff-training'::text, 'other'::text]))),
    CONSTRAINT engagement_order_revision_check CHECK (((revision >= 1) AND (revision <= 1000))),
    CONSTRAINT equipment_typed CHECK (((equipment = ''::text) OR ((char_length(equipment) <= 120) AND public.is_visible_line(equipment) AND (NOT public.has_identity_code(equipment))))),
    CONSTRAINT host_typed CHECK (((char_length(host) <= 120) AND public.is_visible_line(host) AND (NOT public.has_identity_code(host)))),
    CONSTRAINT objected_on_typed CHECK (((objected_on >= '2000-01-01'::date) AND (objected_on <= '2100-12-31'::date))),
    CONSTRAINT other_name_typed CHECK (((char_length(other_name) <= 120) AND public.is_visible_line(other_name) AND (NOT public.has_identity_code(other_name)))),
    CONSTRAINT others_present_typed CHECK (((others_present = ''::text) OR ((char_length(others_present) <= 120) AND public.is_visible_line(others_present) AND (NOT public.has_identity_code(others_present))))),
    CONSTRAINT place_typed CHECK (((char_length(place) <= 120) AND public.is_visible_line(place) AND (NOT public.has_identity_code(place)))),
    CONSTRAINT state_of_end CHECK ((state = ANY (ARRAY['received'::text, 'offering'::text, 'agreed'::text, 'done'::text, 'not-possible'::text, 'cancelled'::text, 'no-show'::text]))),
    CONSTRAINT title_typed CHECK (((char_length(title) <= 120) AND public.is_visible_line(title) AND (NOT public.has_identity_code(title)))),
    CONSTRAINT wish_typed CHECK (((char_length(wish) <= 600) AND public.is_visible_text(wish) AND (NOT public.has_identity_code(wish))))
);
ALTER TABLE ONLY public.engagement FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement IS 'What a partner has ordered of the association. other_id, other_name: the partner. desk: the member who looks after it.';
COMMENT ON COLUMN public.engagement.is_heavy IS 'Whether an expert rests after it, for as many days as they have said.';
COMMENT ON COLUMN public.engagement.done_on IS 'When it was marked as held, by which end (done_end); the other end may object for seven days.';
COMMENT ON COLUMN public.engagement.objected_on IS 'When one end did not agree that it was held.';
COMMENT ON COLUMN public.engagement.is_late IS 'Whether it was cancelled less than 24 hours before its first time: the agreed fee is owed.';
ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX engagement_made ON public.engagement USING btree (tenant_id, created_at, id);
CREATE CONSTRAINT TRIGGER agrees AFTER UPDATE OF revision ON public.engagement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_offers_agree();
CREATE TRIGGER drops_proposal AFTER UPDATE OF state ON public.engagement FOR EACH ROW WHEN ((new.state = ANY (ARRAY['done'::text, 'not-possible'::text, 'cancelled'::text, 'no-show'::text]))) EXECUTE FUNCTION public.drop_proposal();
CREATE TRIGGER ends AFTER UPDATE OF state ON public.engagement FOR EACH ROW WHEN ((new.state IS DISTINCT FROM old.state)) EXECUTE FUNCTION public.end_offers();
CREATE TRIGGER facts BEFORE UPDATE ON public.engagement FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_engagement_facts();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.engagement FOR EACH ROW EXECUTE FUNCTION public.keep_engagement('association');
CREATE TRIGGER rules_of_desk BEFORE UPDATE OF desk ON public.engagement FOR EACH ROW EXECUTE FUNCTION public.keep_desk();
CREATE TRIGGER rules_of_ending BEFORE UPDATE OF state ON public.engagement FOR EACH ROW WHEN ((new.state IS DISTINCT FROM old.state)) EXECUTE FUNCTION public.keep_ending('association');
ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_tenant_id_desk_fkey FOREIGN KEY (tenant_id, desk) REFERENCES public.membership(tenant_id, id);
ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.engagement
    ADD CONSTRAINT engagement_tenant_id_partnership_id_other_id_fkey FOREIGN KEY (tenant_id, partnership_id, other_id) REFERENCES public.partnership(tenant_id, id, other_id);
CREATE POLICY due ON public.engagement FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.engagement ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.engagement TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.engagement TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.engagement TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(id) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(partnership_id) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(other_id) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(other_name) ON TABLE public.engagement TO vakka_app;
GRANT UPDATE(state) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(revision) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(kind) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(purpose) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(audience) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(title) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(wish) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(is_remote) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(place) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(group_size) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(others_present) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(minutes) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(equipment) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(access) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(is_recorded) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(has_media) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(fee) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(travel_paid) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(host) ON TABLE public.engagement TO vakka_app;
GRANT INSERT(experts) ON TABLE public.engagement TO vakka_app;
GRANT UPDATE(desk) ON TABLE public.engagement TO vakka_app;
GRANT UPDATE(is_heavy) ON TABLE public.engagement TO vakka_app;

CREATE VIEW public.engagement_at_end WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.id,
    o.partnership_id,
    o.other_id,
    o.other_name,
    o.revision,
    o.state,
    (o.state = ANY (ARRAY['sent'::text, 'answered'::text, 'agreed'::text])) AS is_open,
    o.kind,
    o.purpose,
    o.audience,
    o.title,
    o.wish,
    o.is_remote,
    o.place,
    o.group_size,
    o.others_present,
    o.minutes,
    o.equipment,
    o.access,
    o.is_recorded,
    o.has_media,
    o.fee,
    o.travel_paid,
    o.host,
    o.experts
   FROM public.engagement_order o
  WHERE (o.state <> 'draft'::text)
UNION ALL
 SELECT e.tenant_id,
    e.id,
    e.partnership_id,
    e.other_id,
    e.other_name,
    e.revision,
    e.state,
    (e.state = ANY (ARRAY['received'::text, 'offering'::text, 'agreed'::text])) AS is_open,
    e.kind,
    e.purpose,
    e.audience,
    e.title,
    e.wish,
    e.is_remote,
    e.place,
    e.group_size,
    e.others_present,
    e.minutes,
    e.equipment,
    e.access,
    e.is_recorded,
    e.has_media,
    e.fee,
    e.travel_paid,
    e.host,
    e.experts
   FROM public.engagement e;
ALTER TABLE public.engagement_at_end OWNER TO vakka_owner;
COMMENT ON VIEW public.engagement_at_end IS 'Orders that have been sent (partner) and engagements (association) alike, for what both ends do the same.';
GRANT SELECT ON TABLE public.engagement_at_end TO vakka_app;

CREATE TABLE public.engagement_feedback (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    side text NOT NULL,
    kind text NOT NULL,
    person_id uuid,
    body text NOT NULL,
    may_pass boolean DEFAULT false NOT NULL,
    told_on date,
    given_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    passed_at timestamp with time zone,
    handled_at timestamp with time zone,
    CONSTRAINT body_typed CHECK (((char_length(body) <= 1000) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT engagement_feedback_check CHECK (((side = 'expert'::text) OR ((person_id IS NULL) AND (kind <> 'reply'::text) AND (NOT may_pass)))),
    CONSTRAINT engagement_feedback_check1 CHECK (((kind = 'words'::text) OR ((NOT may_pass) AND (told_on IS NULL) AND (passed_at IS NULL)))),
    CONSTRAINT engagement_feedback_check2 CHECK (((kind = 'trouble'::text) OR (handled_at IS NULL))),
    CONSTRAINT engagement_feedback_kind_check CHECK ((kind = ANY (ARRAY['words'::text, 'reply'::text, 'trouble'::text]))),
    CONSTRAINT engagement_feedback_side_check CHECK ((side = ANY (ARRAY['expert'::text, 'partner'::text]))),
    CONSTRAINT told_on_typed CHECK (((told_on >= '2000-01-01'::date) AND (told_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.engagement_feedback FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement_feedback OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_feedback IS 'Feedback on an engagement that was held; engagement_words alone gives the text. trouble: that something went wrong. told_on: when somebody without an account told it. passed_at: when a coordinator of the association passed it on.';
ALTER TABLE ONLY public.engagement_feedback
    ADD CONSTRAINT engagement_feedback_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX engagement_feedback_of ON public.engagement_feedback USING btree (tenant_id, engagement_id, given_at);
CREATE UNIQUE INDEX engagement_feedback_once ON public.engagement_feedback USING btree (tenant_id, engagement_id, kind, person_id) WHERE ((kind <> 'trouble'::text) AND (person_id IS NOT NULL));
CREATE UNIQUE INDEX engagement_feedback_partner ON public.engagement_feedback USING btree (tenant_id, engagement_id) WHERE ((kind = 'words'::text) AND (side = 'partner'::text));
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement_feedback FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.engagement_feedback FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_engagement_feedback();
ALTER TABLE ONLY public.engagement_feedback
    ADD CONSTRAINT engagement_feedback_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.engagement_feedback
    ADD CONSTRAINT engagement_feedback_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.engagement_feedback ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.engagement_feedback TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.engagement_feedback TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.engagement_feedback AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role) OR ((side = 'partner'::text) AND (passed_at IS NOT NULL) AND public.came_to(engagement_id, ( SELECT public.member_person(public.current_actor()) AS member_person)))));
GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(id),INSERT(id) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(engagement_id),INSERT(engagement_id) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(side),INSERT(side) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.engagement_feedback TO vakka_app;
GRANT INSERT(body) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(may_pass),INSERT(may_pass) ON TABLE public.engagement_feedback TO vakka_app;
GRANT INSERT(told_on) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(given_at) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(passed_at),UPDATE(passed_at) ON TABLE public.engagement_feedback TO vakka_app;
GRANT SELECT(handled_at),UPDATE(handled_at) ON TABLE public.engagement_feedback TO vakka_app;

CREATE TABLE public.engagement_message (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    is_own boolean NOT NULL,
    body text NOT NULL,
    sent_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT body_typed CHECK (((char_length(body) <= 500) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body))))
);
ALTER TABLE ONLY public.engagement_message FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement_message OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_message IS 'What the coordinators of both ends have written about an order or its engagement. is_own: this end has.';
ALTER TABLE ONLY public.engagement_message
    ADD CONSTRAINT engagement_message_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX engagement_message_of ON public.engagement_message USING btree (tenant_id, engagement_id, sent_at, id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement_message FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.engagement_message FOR EACH ROW EXECUTE FUNCTION public.keep_engagement_message();
ALTER TABLE ONLY public.engagement_message
    ADD CONSTRAINT engagement_message_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.engagement_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.engagement_message TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.engagement_message TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.engagement_message TO vakka_app;
GRANT INSERT(id) ON TABLE public.engagement_message TO vakka_app;
GRANT INSERT(engagement_id) ON TABLE public.engagement_message TO vakka_app;
GRANT INSERT(is_own) ON TABLE public.engagement_message TO vakka_app;
GRANT INSERT(body) ON TABLE public.engagement_message TO vakka_app;

CREATE TABLE public.engagement_offer (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    person_id uuid NOT NULL,
    revision integer NOT NULL,
    state text DEFAULT 'sent'::text NOT NULL,
    answer_by date NOT NULL,
    choice text,
    shown_name text DEFAULT ''::text NOT NULL,
    shows_contact boolean DEFAULT false NOT NULL,
    told_on date,
    CONSTRAINT answer_by_typed CHECK (((answer_by >= '2000-01-01'::date) AND (answer_by <= '2100-12-31'::date))),
    CONSTRAINT engagement_offer_check CHECK (((state = 'accepted'::text) = ((choice IS NOT NULL) AND (shown_name <> ''::text)))),
    CONSTRAINT engagement_offer_check1 CHECK (((state = 'accepted'::text) OR ((told_on IS NULL) AND (NOT shows_contact)))),
    CONSTRAINT engagement_offer_choice_check CHECK ((choice = ANY (ARRAY['fee'::text, 'expenses'::text, 'nothing'::text]))),
    CONSTRAINT engagement_offer_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'accepted'::text, 'not-now'::text, 'closed'::text]))),
    CONSTRAINT shown_name_typed CHECK (((shown_name = ''::text) OR ((char_length(shown_name) <= 120) AND public.is_visible_line(shown_name) AND (NOT public.has_identity_code(shown_name))))),
    CONSTRAINT told_on_typed CHECK (((told_on >= '2000-01-01'::date) AND (told_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.engagement_offer FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement_offer OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_offer IS 'Who is asked to an engagement, for which revision of its facts. not-now: they do not come; whether they said so, let the day pass, paused, or came and left is kept nowhere. closed: nobody is needed any more. told_on: when somebody without an account said yes to a coordinator.';
ALTER TABLE ONLY public.engagement_offer
    ADD CONSTRAINT engagement_offer_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.engagement_offer
    ADD CONSTRAINT engagement_offer_tenant_id_engagement_id_person_id_key UNIQUE (tenant_id, engagement_id, person_id);
ALTER TABLE ONLY public.engagement_offer
    ADD CONSTRAINT engagement_offer_tenant_id_id_person_id_key UNIQUE (tenant_id, id, person_id);
CREATE INDEX engagement_offer_person ON public.engagement_offer USING btree (tenant_id, person_id, engagement_id);
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT OR UPDATE ON public.engagement_offer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_offers_agree();
CREATE TRIGGER asked AFTER INSERT OR UPDATE OF state ON public.engagement_offer FOR EACH ROW WHEN ((new.state = 'sent'::text)) EXECUTE FUNCTION public.note_offered();
CREATE TRIGGER begins AFTER INSERT ON public.engagement_offer FOR EACH ROW EXECUTE FUNCTION public.begin_offering();
CREATE TRIGGER follows AFTER INSERT OR UPDATE ON public.engagement_offer FOR EACH ROW EXECUTE FUNCTION public.follow_offer();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement_offer FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.engagement_offer FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_offer();
ALTER TABLE ONLY public.engagement_offer
    ADD CONSTRAINT engagement_offer_tenant_id_engagement_id_fkey FOREIGN KEY (tenant_id, engagement_id) REFERENCES public.engagement(tenant_id, id);
ALTER TABLE ONLY public.engagement_offer
    ADD CONSTRAINT engagement_offer_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.engagement_offer
    ADD CONSTRAINT engagement_offer_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
CREATE POLICY due ON public.engagement_offer FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.engagement_offer ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.engagement_offer TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.engagement_offer TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.engagement_offer AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
GRANT SELECT ON TABLE public.engagement_offer TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.engagement_offer TO vakka_app;
GRANT INSERT(id) ON TABLE public.engagement_offer TO vakka_app;
GRANT INSERT(engagement_id) ON TABLE public.engagement_offer TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.engagement_offer TO vakka_app;
GRANT INSERT(revision),UPDATE(revision) ON TABLE public.engagement_offer TO vakka_app;
GRANT UPDATE(state) ON TABLE public.engagement_offer TO vakka_app;
GRANT INSERT(answer_by),UPDATE(answer_by) ON TABLE public.engagement_offer TO vakka_app;
GRANT UPDATE(choice) ON TABLE public.engagement_offer TO vakka_app;
GRANT UPDATE(shown_name) ON TABLE public.engagement_offer TO vakka_app;
GRANT UPDATE(shows_contact) ON TABLE public.engagement_offer TO vakka_app;
GRANT UPDATE(told_on) ON TABLE public.engagement_offer TO vakka_app;

CREATE TABLE public.engagement_order (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    partnership_id uuid NOT NULL,
    other_id uuid NOT NULL,
    other_name text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    audience text NOT NULL,
    title text NOT NULL,
    wish text NOT NULL,
    is_remote boolean NOT NULL,
    place text NOT NULL,
    group_size integer NOT NULL,
    others_present text NOT NULL,
    minutes integer NOT NULL,
    equipment text NOT NULL,
    access text NOT NULL,
    is_recorded boolean NOT NULL,
    has_media boolean NOT NULL,
    fee integer NOT NULL,
    travel_paid boolean NOT NULL,
    host text NOT NULL,
    experts integer NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    done_on date,
    done_end text,
    objected_on date,
    is_late boolean DEFAULT false NOT NULL,
    CONSTRAINT access_typed CHECK (((access = ''::text) OR ((char_length(access) <= 120) AND public.is_visible_line(access) AND (NOT public.has_identity_code(access))))),
    CONSTRAINT done_on_typed CHECK (((done_on >= '2000-01-01'::date) AND (done_on <= '2100-12-31'::date))),
    CONSTRAINT engagement_order_audience_check CHECK ((audience = ANY (ARRAY['decision-makers'::text, 'officials'::text, 'staff'::text, 'peers'::text]))),
    CONSTRAINT engagement_order_check CHECK (((state = 'done'::text) OR (done_on IS NULL))),
    CONSTRAINT engagement_order_check1 CHECK (((done_on IS NULL) = (done_end IS NULL))),
    CONSTRAINT engagement_order_check2 CHECK (((state = 'agreed'::text) OR (objected_on IS NULL))),
    CONSTRAINT engagement_order_check3 CHECK (((state = 'cancelled'::text) OR (NOT is_late))),
    CONSTRAINT engagement_order_done_end_check CHECK ((done_end = ANY (ARRAY['partner'::text, 'association'::text]))),
    CONSTRAINT engagement_order_experts_check CHECK (((experts >= 1) AND (experts <= 5))),
    CONSTRAINT engagement_order_fee_check CHECK (((fee >= 0) AND (fee <= 1000000))),
    CONSTRAINT engagement_order_group_size_check CHECK (((group_size >= 1) AND (group_size <= 10000))),
    CONSTRAINT engagement_order_kind_check CHECK ((kind = ANY (ARRAY['training'::text, 'development'::text, 'information'::text, 'peer-support'::text]))),
    CONSTRAINT engagement_order_minutes_check CHECK (((minutes >= 5) AND (minutes <= 480))),
    CONSTRAINT engagement_order_purpose_check CHECK ((purpose = ANY (ARRAY['planning'::text, 'evaluation'::text, 'staff-training'::text, 'other'::text]))),
    CONSTRAINT engagement_order_revision_check CHECK (((revision >= 1) AND (revision <= 1000))),
    CONSTRAINT equipment_typed CHECK (((equipment = ''::text) OR ((char_length(equipment) <= 120) AND public.is_visible_line(equipment) AND (NOT public.has_identity_code(equipment))))),
    CONSTRAINT host_typed CHECK (((char_length(host) <= 120) AND public.is_visible_line(host) AND (NOT public.has_identity_code(host)))),
    CONSTRAINT objected_on_typed CHECK (((objected_on >= '2000-01-01'::date) AND (objected_on <= '2100-12-31'::date))),
    CONSTRAINT other_name_typed CHECK (((char_length(other_name) <= 120) AND public.is_visible_line(other_name) AND (NOT public.has_identity_code(other_name)))),
    CONSTRAINT others_present_typed CHECK (((others_present = ''::text) OR ((char_length(others_present) <= 120) AND public.is_visible_line(others_present) AND (NOT public.has_identity_code(others_present))))),
    CONSTRAINT place_typed CHECK (((char_length(place) <= 120) AND public.is_visible_line(place) AND (NOT public.has_identity_code(place)))),
    CONSTRAINT state_of_end CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'answered'::text, 'agreed'::text, 'done'::text, 'not-possible'::text, 'cancelled'::text, 'no-show'::text]))),
    CONSTRAINT title_typed CHECK (((char_length(title) <= 120) AND public.is_visible_line(title) AND (NOT public.has_identity_code(title)))),
    CONSTRAINT wish_typed CHECK (((char_length(wish) <= 600) AND public.is_visible_text(wish) AND (NOT public.has_identity_code(wish))))
);
ALTER TABLE ONLY public.engagement_order FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement_order OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_order IS 'What a partner orders. other_id, other_name: the association. revision: of the facts, which the association knows by the same number.';
COMMENT ON COLUMN public.engagement_order.done_on IS 'When it was marked as held, by which end (done_end); the other end may object for seven days.';
COMMENT ON COLUMN public.engagement_order.objected_on IS 'When one end did not agree that it was held.';
COMMENT ON COLUMN public.engagement_order.is_late IS 'Whether it was cancelled less than 24 hours before its first time: the agreed fee is owed.';
ALTER TABLE ONLY public.engagement_order
    ADD CONSTRAINT engagement_order_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX engagement_order_made ON public.engagement_order USING btree (tenant_id, created_at, id);
CREATE TRIGGER drops_proposal AFTER UPDATE OF state ON public.engagement_order FOR EACH ROW WHEN ((new.state = ANY (ARRAY['done'::text, 'not-possible'::text, 'cancelled'::text, 'no-show'::text]))) EXECUTE FUNCTION public.drop_proposal();
CREATE TRIGGER facts BEFORE UPDATE ON public.engagement_order FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_engagement_facts();
CREATE TRIGGER leaves AFTER UPDATE OF state ON public.engagement_order FOR EACH ROW WHEN (((old.state = 'agreed'::text) AND (new.state = 'answered'::text))) EXECUTE FUNCTION public.drop_order_experts();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement_order FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.engagement_order FOR EACH ROW EXECUTE FUNCTION public.keep_engagement('partner');
CREATE TRIGGER rules_of_ending BEFORE UPDATE OF state ON public.engagement_order FOR EACH ROW WHEN ((new.state IS DISTINCT FROM old.state)) EXECUTE FUNCTION public.keep_ending('partner');
ALTER TABLE ONLY public.engagement_order
    ADD CONSTRAINT engagement_order_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.engagement_order
    ADD CONSTRAINT engagement_order_tenant_id_partnership_id_other_id_fkey FOREIGN KEY (tenant_id, partnership_id, other_id) REFERENCES public.partnership(tenant_id, id, other_id);
CREATE POLICY due ON public.engagement_order FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.engagement_order ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.engagement_order TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.engagement_order TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(id) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(partnership_id) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(other_id) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(other_name) ON TABLE public.engagement_order TO vakka_app;
GRANT UPDATE(state) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(kind),UPDATE(kind) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(purpose),UPDATE(purpose) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(audience),UPDATE(audience) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(title),UPDATE(title) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(wish),UPDATE(wish) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(is_remote),UPDATE(is_remote) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(place),UPDATE(place) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(group_size),UPDATE(group_size) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(others_present),UPDATE(others_present) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(minutes),UPDATE(minutes) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(equipment),UPDATE(equipment) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(access),UPDATE(access) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(is_recorded),UPDATE(is_recorded) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(has_media),UPDATE(has_media) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(fee),UPDATE(fee) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(travel_paid),UPDATE(travel_paid) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(host),UPDATE(host) ON TABLE public.engagement_order TO vakka_app;
GRANT INSERT(experts),UPDATE(experts) ON TABLE public.engagement_order TO vakka_app;

CREATE TABLE public.engagement_step (
    at_end text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    letter_in text,
    letter_out text,
    follows boolean DEFAULT false NOT NULL,
    CONSTRAINT engagement_step_at_end_check CHECK ((at_end = ANY (ARRAY['partner'::text, 'association'::text]))),
    CONSTRAINT engagement_step_from_state_check CHECK ((from_state = ANY (ARRAY['draft'::text, 'sent'::text, 'answered'::text, 'received'::text, 'offering'::text, 'agreed'::text, 'done'::text]))),
    CONSTRAINT engagement_step_letter_in_check CHECK ((letter_in ~ '^engagement[.][a-z-]+$'::text)),
    CONSTRAINT engagement_step_letter_out_check CHECK ((letter_out ~ '^engagement[.][a-z-]+$'::text)),
    CONSTRAINT engagement_step_to_state_check CHECK ((to_state = ANY (ARRAY['sent'::text, 'answered'::text, 'offering'::text, 'agreed'::text, 'done'::text, 'not-possible'::text, 'cancelled'::text, 'no-show'::text])))
);
ALTER TABLE public.engagement_step OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_step IS 'How an order (partner) and its engagement (association) go on. letter_in: the letter that causes a step; letter_out: the letter that tells the other end; with both, either end takes it. Where no letter causes it, a coordinator does.';
COMMENT ON COLUMN public.engagement_step.follows IS 'Whether the step follows from who has said yes: it is taken as soon as that is so, and at no other time.';
ALTER TABLE ONLY public.engagement_step
    ADD CONSTRAINT engagement_step_at_end_from_state_to_state_letter_in_letter_key UNIQUE NULLS NOT DISTINCT (at_end, from_state, to_state, letter_in, letter_out);

CREATE TABLE public.engagement_time (
    tenant_id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    number smallint NOT NULL,
    held_on date NOT NULL,
    starts_at time without time zone NOT NULL,
    ends_at time without time zone NOT NULL,
    CONSTRAINT held_on_typed CHECK (((held_on >= '2000-01-01'::date) AND (held_on <= '2100-12-31'::date))),
    CONSTRAINT order_time_check CHECK ((ends_at > starts_at)),
    CONSTRAINT order_time_number_check CHECK (((number >= 1) AND (number <= 20)))
);
ALTER TABLE ONLY public.engagement_time FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement_time OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_time IS 'When an engagement is held, on Finland''s clock, as the order''s letter says it.';
ALTER TABLE ONLY public.engagement_time
    ADD CONSTRAINT engagement_time_pkey PRIMARY KEY (tenant_id, engagement_id, number);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement_time FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.engagement_time FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_engagement_time();
CREATE TRIGGER rules_of_letter BEFORE INSERT ON public.engagement_time FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_lettered_time();
ALTER TABLE ONLY public.engagement_time
    ADD CONSTRAINT engagement_time_tenant_id_engagement_id_fkey FOREIGN KEY (tenant_id, engagement_id) REFERENCES public.engagement(tenant_id, id);
CREATE POLICY due ON public.engagement_time FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.engagement_time ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.engagement_time TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.engagement_time TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.engagement_time TO vakka_app;

CREATE TABLE public.engagement_version (
    tenant_id uuid NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    audience text NOT NULL,
    title text NOT NULL,
    wish text NOT NULL,
    is_remote boolean NOT NULL,
    place text NOT NULL,
    group_size integer NOT NULL,
    others_present text NOT NULL,
    minutes integer NOT NULL,
    equipment text NOT NULL,
    access text NOT NULL,
    is_recorded boolean NOT NULL,
    has_media boolean NOT NULL,
    fee integer NOT NULL,
    travel_paid boolean NOT NULL,
    host text NOT NULL,
    experts integer NOT NULL,
    engagement_id uuid NOT NULL,
    is_own boolean NOT NULL,
    made_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT access_typed CHECK (((access = ''::text) OR ((char_length(access) <= 120) AND public.is_visible_line(access) AND (NOT public.has_identity_code(access))))),
    CONSTRAINT engagement_order_audience_check CHECK ((audience = ANY (ARRAY['decision-makers'::text, 'officials'::text, 'staff'::text, 'peers'::text]))),
    CONSTRAINT engagement_order_experts_check CHECK (((experts >= 1) AND (experts <= 5))),
    CONSTRAINT engagement_order_fee_check CHECK (((fee >= 0) AND (fee <= 1000000))),
    CONSTRAINT engagement_order_group_size_check CHECK (((group_size >= 1) AND (group_size <= 10000))),
    CONSTRAINT engagement_order_kind_check CHECK ((kind = ANY (ARRAY['training'::text, 'development'::text, 'information'::text, 'peer-support'::text]))),
    CONSTRAINT engagement_order_minutes_check CHECK (((minutes >= 5) AND (minutes <= 480))),
    CONSTRAINT engagement_order_purpose_check CHECK ((purpose = ANY (ARRAY['planning'::text, 'evaluation'::text, 'staff-training'::text, 'other'::text]))),
    CONSTRAINT engagement_order_revision_check CHECK (((revision >= 1) AND (revision <= 1000))),
    CONSTRAINT equipment_typed CHECK (((equipment = ''::text) OR ((char_length(equipment) <= 120) AND public.is_visible_line(equipment) AND (NOT public.has_identity_code(equipment))))),
    CONSTRAINT host_typed CHECK (((char_length(host) <= 120) AND public.is_visible_line(host) AND (NOT public.has_identity_code(host)))),
    CONSTRAINT others_present_typed CHECK (((others_present = ''::text) OR ((char_length(others_present) <= 120) AND public.is_visible_line(others_present) AND (NOT public.has_identity_code(others_present))))),
    CONSTRAINT place_typed CHECK (((char_length(place) <= 120) AND public.is_visible_line(place) AND (NOT public.has_identity_code(place)))),
    CONSTRAINT title_typed CHECK (((char_length(title) <= 120) AND public.is_visible_line(title) AND (NOT public.has_identity_code(title)))),
    CONSTRAINT wish_typed CHECK (((char_length(wish) <= 600) AND public.is_visible_text(wish) AND (NOT public.has_identity_code(wish))))
);
ALTER TABLE ONLY public.engagement_version FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement_version OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_version IS 'Facts of an order (partner) or its engagement (association): of the next revision those that one end proposes (is_own: this end), of earlier ones what it was about then.';
ALTER TABLE ONLY public.engagement_version
    ADD CONSTRAINT engagement_version_pkey PRIMARY KEY (tenant_id, engagement_id, revision);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement_version FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR DELETE ON public.engagement_version FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_engagement_version();
ALTER TABLE ONLY public.engagement_version
    ADD CONSTRAINT engagement_version_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.engagement_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.engagement_version TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.engagement_version TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,DELETE ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(revision) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(kind) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(purpose) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(audience) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(title) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(wish) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(is_remote) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(place) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(group_size) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(others_present) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(minutes) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(equipment) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(access) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(is_recorded) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(has_media) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(fee) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(travel_paid) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(host) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(experts) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(engagement_id) ON TABLE public.engagement_version TO vakka_app;
GRANT INSERT(is_own) ON TABLE public.engagement_version TO vakka_app;

CREATE TABLE public.engagement_version_time (
    tenant_id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    number smallint NOT NULL,
    held_on date NOT NULL,
    starts_at time without time zone NOT NULL,
    ends_at time without time zone NOT NULL,
    revision integer NOT NULL,
    CONSTRAINT held_on_typed CHECK (((held_on >= '2000-01-01'::date) AND (held_on <= '2100-12-31'::date))),
    CONSTRAINT order_time_check CHECK ((ends_at > starts_at)),
    CONSTRAINT order_time_number_check CHECK (((number >= 1) AND (number <= 20)))
);
ALTER TABLE ONLY public.engagement_version_time FORCE ROW LEVEL SECURITY;
ALTER TABLE public.engagement_version_time OWNER TO vakka_owner;
COMMENT ON TABLE public.engagement_version_time IS 'When it is held in a version of its facts, on Finland''s clock.';
ALTER TABLE ONLY public.engagement_version_time
    ADD CONSTRAINT engagement_version_time_pkey PRIMARY KEY (tenant_id, engagement_id, revision, number);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.engagement_version_time FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.engagement_version_time FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_version_time();
ALTER TABLE ONLY public.engagement_version_time
    ADD CONSTRAINT engagement_version_time_tenant_id_engagement_id_revision_fkey FOREIGN KEY (tenant_id, engagement_id, revision) REFERENCES public.engagement_version(tenant_id, engagement_id, revision) ON DELETE CASCADE;
ALTER TABLE public.engagement_version_time ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.engagement_version_time TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.engagement_version_time TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.engagement_version_time TO vakka_app;

CREATE TABLE public.enquiry (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    organisation text DEFAULT ''::text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    language text NOT NULL,
    state text DEFAULT 'unproven'::text NOT NULL,
    sent_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    answered_by uuid,
    CONSTRAINT answer_typed CHECK (((char_length(answer) <= 4000) AND public.is_visible_text(answer) AND (NOT public.has_identity_code(answer)))),
    CONSTRAINT email_typed CHECK (((email = ''::text) OR public.is_mail_address(email))),
    CONSTRAINT enquiry_check CHECK (((answered_at IS NULL) = (answered_by IS NULL))),
    CONSTRAINT enquiry_check1 CHECK (((answer IS NULL) OR (answered_at IS NOT NULL))),
    CONSTRAINT enquiry_check2 CHECK (((state <> 'answered'::text) OR (answered_at IS NOT NULL))),
    CONSTRAINT enquiry_check3 CHECK (((state <> 'erased'::text) OR ((organisation = ''::text) AND (name = ''::text) AND (email = ''::text) AND (phone = ''::text) AND (answer IS NULL)))),
    CONSTRAINT enquiry_check4 CHECK (((state = 'erased'::text) OR ((organisation <> ''::text) AND (name <> ''::text) AND (email <> ''::text)))),
    CONSTRAINT enquiry_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT enquiry_state_check CHECK ((state = ANY (ARRAY['unproven'::text, 'new'::text, 'answered'::text, 'partner'::text, 'closed'::text, 'erased'::text]))),
    CONSTRAINT name_typed CHECK (((name = ''::text) OR ((char_length(name) <= 120) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name))))),
    CONSTRAINT organisation_typed CHECK (((organisation = ''::text) OR ((char_length(organisation) <= 120) AND public.is_visible_line(organisation) AND (NOT public.has_identity_code(organisation))))),
    CONSTRAINT phone_typed CHECK (((phone = ''::text) OR public.is_phone(phone)))
);
ALTER TABLE ONLY public.enquiry FORCE ROW LEVEL SECURITY;
ALTER TABLE public.enquiry OWNER TO vakka_owner;
COMMENT ON TABLE public.enquiry IS 'An organisation that asks an association to work together; who asks and what was answered is read through read_enquiry alone.';
ALTER TABLE ONLY public.enquiry
    ADD CONSTRAINT enquiry_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX enquiry_due ON public.enquiry USING btree (changed_at) WHERE (state = ANY (ARRAY['unproven'::text, 'new'::text, 'answered'::text, 'closed'::text]));
CREATE INDEX enquiry_sent ON public.enquiry USING btree (tenant_id, sent_at, id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.enquiry FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER requests_go AFTER UPDATE OF state ON public.enquiry FOR EACH ROW WHEN ((new.state = 'erased'::text)) EXECUTE FUNCTION public.drop_space_requests();
CREATE TRIGGER rules BEFORE INSERT OR DELETE OR UPDATE ON public.enquiry FOR EACH ROW EXECUTE FUNCTION public.keep_enquiry();
ALTER TABLE ONLY public.enquiry
    ADD CONSTRAINT enquiry_tenant_id_answered_by_fkey FOREIGN KEY (tenant_id, answered_by) REFERENCES public.membership(tenant_id, id);
ALTER TABLE ONLY public.enquiry
    ADD CONSTRAINT enquiry_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY became ON public.enquiry FOR UPDATE TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY due ON public.enquiry FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.enquiry ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.enquiry TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT DELETE ON TABLE public.enquiry TO vakka_app;
GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE public.enquiry TO vakka_app;
GRANT SELECT(id),INSERT(id) ON TABLE public.enquiry TO vakka_app;
GRANT SELECT(organisation),INSERT(organisation) ON TABLE public.enquiry TO vakka_app;
GRANT INSERT(name) ON TABLE public.enquiry TO vakka_app;
GRANT INSERT(email) ON TABLE public.enquiry TO vakka_app;
GRANT INSERT(phone) ON TABLE public.enquiry TO vakka_app;
GRANT INSERT(language) ON TABLE public.enquiry TO vakka_app;
GRANT SELECT(state),UPDATE(state) ON TABLE public.enquiry TO vakka_app;
GRANT SELECT(sent_at) ON TABLE public.enquiry TO vakka_app;
GRANT SELECT(changed_at) ON TABLE public.enquiry TO vakka_app;
GRANT UPDATE(answer) ON TABLE public.enquiry TO vakka_app;

CREATE TABLE public.enquiry_answer (
    tenant_id uuid NOT NULL,
    enquiry_id uuid NOT NULL,
    question text NOT NULL,
    body text NOT NULL,
    CONSTRAINT body_typed CHECK (((char_length(body) <= 2000) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT enquiry_answer_question_check CHECK ((question = ANY (ARRAY['wish'::text, 'use'::text])))
);
ALTER TABLE ONLY public.enquiry_answer FORCE ROW LEVEL SECURITY;
ALTER TABLE public.enquiry_answer OWNER TO vakka_owner;
COMMENT ON TABLE public.enquiry_answer IS 'What an enquiry answers to the two questions; it outlives who asked.';
ALTER TABLE ONLY public.enquiry_answer
    ADD CONSTRAINT enquiry_answer_pkey PRIMARY KEY (tenant_id, enquiry_id, question);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.enquiry_answer FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.enquiry_answer FOR EACH ROW EXECUTE FUNCTION public.keep_enquiry_answer();
ALTER TABLE ONLY public.enquiry_answer
    ADD CONSTRAINT enquiry_answer_tenant_id_enquiry_id_fkey FOREIGN KEY (tenant_id, enquiry_id) REFERENCES public.enquiry(tenant_id, id) ON DELETE CASCADE;
CREATE POLICY due ON public.enquiry_answer FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.enquiry_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.enquiry_answer TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT INSERT ON TABLE public.enquiry_answer TO vakka_app;
GRANT SELECT(tenant_id) ON TABLE public.enquiry_answer TO vakka_app;
GRANT SELECT(enquiry_id) ON TABLE public.enquiry_answer TO vakka_app;

CREATE TABLE public.enrolment (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    course_id uuid NOT NULL,
    person_id uuid NOT NULL,
    application_id uuid NOT NULL,
    consent_ask_id uuid NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    enrolled_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    held datemultirange DEFAULT '{}'::datemultirange NOT NULL,
    renew_by timestamp with time zone,
    CONSTRAINT enrolment_renewing CHECK (((state = 'renewing'::text) = (renew_by IS NOT NULL))),
    CONSTRAINT enrolment_state_check CHECK ((state = ANY (ARRAY['active'::text, 'renewing'::text, 'paused'::text, 'left'::text, 'ended'::text, 'completed'::text, 'not-completed'::text])))
);
ALTER TABLE ONLY public.enrolment FORCE ROW LEVEL SECURITY;
ALTER TABLE public.enrolment OWNER TO vakka_owner;
COMMENT ON TABLE public.enrolment IS 'A place on a course: impossible without a valid P1 and P2.';
COMMENT ON COLUMN public.enrolment.state IS 'active, renewing (asked again) and paused; left: by the participant; ended: with the course; completed, not-completed: the course is done.';
COMMENT ON COLUMN public.enrolment.held IS 'The days on which the place was held, kept by `keep_held`.';
COMMENT ON COLUMN public.enrolment.renew_by IS 'Until when the seat is kept while the employer answers to new facts.';
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_tenant_id_course_id_person_id_key UNIQUE (tenant_id, course_id, person_id);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_tenant_id_id_course_id_key UNIQUE (tenant_id, id, course_id);
CREATE INDEX enrolment_renewing ON public.enrolment USING btree (renew_by) WHERE (state = 'renewing'::text);
CREATE TRIGGER both_keys BEFORE INSERT OR UPDATE ON public.enrolment FOR EACH ROW EXECUTE FUNCTION public.need_both_keys();
CREATE TRIGGER held BEFORE INSERT OR UPDATE ON public.enrolment FOR EACH ROW EXECUTE FUNCTION public.keep_held();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.enrolment FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_tenant_id_application_id_course_id_person_id_fkey FOREIGN KEY (tenant_id, application_id, course_id, person_id) REFERENCES public.application(tenant_id, id, course_id, person_id) DEFERRABLE;
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_tenant_id_consent_ask_id_application_id_person_i_fkey FOREIGN KEY (tenant_id, consent_ask_id, application_id, person_id) REFERENCES public.consent_ask(tenant_id, id, application_id, person_id) DEFERRABLE;
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_tenant_id_course_id_fkey FOREIGN KEY (tenant_id, course_id) REFERENCES public.course(tenant_id, id);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY due ON public.enrolment FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.enrolment ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.enrolment TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.enrolment TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY reading ON public.enrolment FOR SELECT TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.enrolment TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.enrolment TO vakka_app;
GRANT INSERT(id) ON TABLE public.enrolment TO vakka_app;
GRANT INSERT(course_id) ON TABLE public.enrolment TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.enrolment TO vakka_app;
GRANT INSERT(application_id) ON TABLE public.enrolment TO vakka_app;
GRANT INSERT(consent_ask_id),UPDATE(consent_ask_id) ON TABLE public.enrolment TO vakka_app;
GRANT UPDATE(state) ON TABLE public.enrolment TO vakka_app;
GRANT UPDATE(changed_at) ON TABLE public.enrolment TO vakka_app;
GRANT UPDATE(renew_by) ON TABLE public.enrolment TO vakka_app;

CREATE VIEW public.expert WITH (security_invoker='true') AS
 SELECT p.tenant_id,
    p.id,
    ((p.given_name || ' '::text) || p.family_name) AS name,
    ((p.family_name || ' '::text) || p.given_name) AS list_name,
    p.name_key,
    p.searched,
    COALESCE(x.kinds, '{}'::text[]) AS kinds,
    x.trained_on,
        CASE
            WHEN ((p.state = 'paused'::text) OR public.is_pausing(x.is_paused, x.paused_until)) THEN 'paused'::text
            WHEN (EXISTS ( SELECT
               FROM public.expert_away a
              WHERE ((a.tenant_id = p.tenant_id) AND (a.person_id = p.id) AND ((( SELECT public.today() AS today) >= a.from_on) AND (( SELECT public.today() AS today) <= a.until_on))))) THEN 'away'::text
            ELSE 'here'::text
        END AS standing,
        CASE
            WHEN x.is_paused THEN x.paused_until
            ELSE NULL::date
        END AS paused_until,
    public.person_has_account(p.id) AS has_account,
    c.received_on AS card_on,
    n.received_on AS next_card_on
   FROM (((public.person p
     LEFT JOIN public.expert_profile x ON (((x.tenant_id = p.tenant_id) AND (x.person_id = p.id))))
     LEFT JOIN public.tax_card c ON (((c.tenant_id = p.tenant_id) AND (c.person_id = p.id) AND (c.year = (EXTRACT(year FROM ( SELECT public.today() AS today)))::integer))))
     LEFT JOIN public.tax_card n ON (((n.tenant_id = p.tenant_id) AND (n.person_id = p.id) AND (n.year = ((EXTRACT(year FROM ( SELECT public.today() AS today)))::integer + 1)))))
  WHERE ((p.state <> 'archived'::text) AND ((p.kind = 'expert'::text) OR (x.person_id IS NOT NULL)));
ALTER TABLE public.expert OWNER TO vakka_owner;
COMMENT ON VIEW public.expert IS 'The experts of a space who are not in the archive: whether they take part today, and the tax cards.';
GRANT SELECT ON TABLE public.expert TO vakka_app;

CREATE TABLE public.expert_away (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    CONSTRAINT expert_away_check CHECK ((until_on >= from_on)),
    CONSTRAINT from_on_typed CHECK (((from_on >= '2000-01-01'::date) AND (from_on <= '2100-12-31'::date))),
    CONSTRAINT until_on_typed CHECK (((until_on >= '2000-01-01'::date) AND (until_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.expert_away FORCE ROW LEVEL SECURITY;
ALTER TABLE public.expert_away OWNER TO vakka_owner;
COMMENT ON TABLE public.expert_away IS 'Days on which an expert takes no part.';
ALTER TABLE ONLY public.expert_away
    ADD CONSTRAINT expert_away_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX expert_away_person ON public.expert_away USING btree (tenant_id, person_id, until_on);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.expert_away FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.expert_away FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_away();
ALTER TABLE ONLY public.expert_away
    ADD CONSTRAINT expert_away_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.expert_away
    ADD CONSTRAINT expert_away_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.expert_away ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.expert_away TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.expert_away TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.expert_away AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
CREATE POLICY writers_add ON public.expert_away AS RESTRICTIVE FOR INSERT TO vakka_app WITH CHECK (public.may_change_profile(person_id));
CREATE POLICY writers_drop ON public.expert_away AS RESTRICTIVE FOR DELETE TO vakka_app USING (public.may_change_profile(person_id));
GRANT SELECT,INSERT,DELETE ON TABLE public.expert_away TO vakka_app;

CREATE TABLE public.expert_limit (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    body text NOT NULL,
    told_on date,
    added_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT body_typed CHECK (((char_length(body) <= 200) AND public.is_visible_line(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT told_on_typed CHECK (((told_on >= '2000-01-01'::date) AND (told_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.expert_limit FORCE ROW LEVEL SECURITY;
ALTER TABLE public.expert_limit OWNER TO vakka_owner;
COMMENT ON TABLE public.expert_limit IS 'A topic that an expert is not to be asked about; read_limits alone gives the text. told_on: as in expert_profile.';
ALTER TABLE ONLY public.expert_limit
    ADD CONSTRAINT expert_limit_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX expert_limit_person ON public.expert_limit USING btree (tenant_id, person_id, added_at);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.expert_limit FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.expert_limit FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_limit();
ALTER TABLE ONLY public.expert_limit
    ADD CONSTRAINT expert_limit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.expert_limit
    ADD CONSTRAINT expert_limit_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.expert_limit ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.expert_limit TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.expert_limit TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.expert_limit AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
CREATE POLICY writers_add ON public.expert_limit AS RESTRICTIVE FOR INSERT TO vakka_app WITH CHECK (public.may_change_profile(person_id));
CREATE POLICY writers_drop ON public.expert_limit AS RESTRICTIVE FOR DELETE TO vakka_app USING (public.may_change_profile(person_id));
GRANT DELETE ON TABLE public.expert_limit TO vakka_app;
GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE public.expert_limit TO vakka_app;
GRANT SELECT(id),INSERT(id) ON TABLE public.expert_limit TO vakka_app;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.expert_limit TO vakka_app;
GRANT INSERT(body) ON TABLE public.expert_limit TO vakka_app;
GRANT SELECT(told_on),INSERT(told_on) ON TABLE public.expert_limit TO vakka_app;
GRANT SELECT(added_at) ON TABLE public.expert_limit TO vakka_app;

CREATE TABLE public.expert_profile (
    tenant_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    public_name text DEFAULT ''::text NOT NULL,
    presentation text DEFAULT ''::text NOT NULL,
    trained_on date,
    kinds text[] DEFAULT '{}'::text[] NOT NULL,
    tells_story boolean DEFAULT false NOT NULL,
    media text DEFAULT 'no'::text NOT NULL,
    recording text DEFAULT 'unanswered'::text NOT NULL,
    month_max integer,
    notice_days integer,
    rest_days integer,
    municipalities text DEFAULT ''::text NOT NULL,
    is_remote boolean DEFAULT false NOT NULL,
    told_on date,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    is_paused boolean DEFAULT false NOT NULL,
    paused_until date,
    last_offered_on date,
    CONSTRAINT expert_profile_check CHECK ((is_paused OR (paused_until IS NULL))),
    CONSTRAINT expert_profile_kinds_check CHECK ((kinds <@ ARRAY['training'::text, 'development'::text, 'information'::text, 'peer-support'::text])),
    CONSTRAINT expert_profile_media_check CHECK ((media = ANY (ARRAY['no'::text, 'ask'::text]))),
    CONSTRAINT expert_profile_month_max_check CHECK (((month_max >= 1) AND (month_max <= 31))),
    CONSTRAINT expert_profile_notice_days_check CHECK (((notice_days >= 1) AND (notice_days <= 365))),
    CONSTRAINT expert_profile_recording_check CHECK ((recording = ANY (ARRAY['unanswered'::text, 'no'::text, 'show-me-first'::text, 'yes'::text]))),
    CONSTRAINT expert_profile_rest_days_check CHECK (((rest_days >= 1) AND (rest_days <= 365))),
    CONSTRAINT last_offered_on_typed CHECK (((last_offered_on >= '2000-01-01'::date) AND (last_offered_on <= '2100-12-31'::date))),
    CONSTRAINT municipalities_typed CHECK (((municipalities = ''::text) OR ((char_length(municipalities) <= 200) AND public.is_visible_line(municipalities) AND (NOT public.has_identity_code(municipalities))))),
    CONSTRAINT paused_until_typed CHECK (((paused_until >= '2000-01-01'::date) AND (paused_until <= '2100-12-31'::date))),
    CONSTRAINT presentation_typed CHECK (((presentation = ''::text) OR ((char_length(presentation) <= 600) AND public.is_visible_text(presentation) AND (NOT public.has_identity_code(presentation))))),
    CONSTRAINT public_name_typed CHECK (((public_name = ''::text) OR ((char_length(public_name) <= 120) AND public.is_visible_line(public_name) AND (NOT public.has_identity_code(public_name))))),
    CONSTRAINT told_on_typed CHECK (((told_on >= '2000-01-01'::date) AND (told_on <= '2100-12-31'::date))),
    CONSTRAINT trained_on_typed CHECK (((trained_on >= '2000-01-01'::date) AND (trained_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.expert_profile FORCE ROW LEVEL SECURITY;
ALTER TABLE public.expert_profile OWNER TO vakka_owner;
COMMENT ON TABLE public.expert_profile IS 'An expert''s own boundaries. recording: unanswered is no. told_on: when a coordinator was told all this by somebody without an account.';
COMMENT ON COLUMN public.expert_profile.paused_until IS 'The last day of the pause; null while it is open.';
COMMENT ON COLUMN public.expert_profile.last_offered_on IS 'When the expert was last asked to an engagement; who they were and what became of it is kept nowhere.';
ALTER TABLE ONLY public.expert_profile
    ADD CONSTRAINT expert_profile_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.expert_profile
    ADD CONSTRAINT expert_profile_tenant_id_person_id_key UNIQUE (tenant_id, person_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.expert_profile FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER pauses AFTER UPDATE OF is_paused ON public.expert_profile FOR EACH ROW WHEN ((new.is_paused AND (NOT old.is_paused))) EXECUTE FUNCTION public.pause_offers();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.expert_profile FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_profile();
ALTER TABLE ONLY public.expert_profile
    ADD CONSTRAINT expert_profile_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.expert_profile
    ADD CONSTRAINT expert_profile_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.expert_profile ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.expert_profile TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.expert_profile TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.expert_profile AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
CREATE POLICY writers_add ON public.expert_profile AS RESTRICTIVE FOR INSERT TO vakka_app WITH CHECK (public.may_change_profile(person_id));
CREATE POLICY writers_change ON public.expert_profile AS RESTRICTIVE FOR UPDATE TO vakka_app USING (public.may_change_profile(person_id)) WITH CHECK (public.may_change_profile(person_id));
GRANT SELECT ON TABLE public.expert_profile TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.expert_profile TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(public_name) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(presentation) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(trained_on) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(kinds) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(tells_story) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(media) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(recording) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(month_max) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(notice_days) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(rest_days) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(municipalities) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(is_remote) ON TABLE public.expert_profile TO vakka_app;
GRANT INSERT(told_on),UPDATE(told_on) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(is_paused) ON TABLE public.expert_profile TO vakka_app;
GRANT UPDATE(paused_until) ON TABLE public.expert_profile TO vakka_app;

CREATE TABLE public.expert_time (
    tenant_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    number smallint NOT NULL,
    engagement_id uuid NOT NULL,
    expert_id uuid NOT NULL,
    held_on date NOT NULL,
    during tstzrange NOT NULL,
    is_agreed boolean NOT NULL,
    CONSTRAINT held_on_typed CHECK (((held_on >= '2000-01-01'::date) AND (held_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.expert_time FORCE ROW LEVEL SECURITY;
ALTER TABLE public.expert_time OWNER TO vakka_owner;
COMMENT ON TABLE public.expert_time IS 'When experts are asked for (is_agreed: when they come), made from the offers.';
ALTER TABLE ONLY public.expert_time
    ADD CONSTRAINT expert_time_pkey PRIMARY KEY (tenant_id, offer_id, number);
ALTER TABLE ONLY public.expert_time
    ADD CONSTRAINT one_place EXCLUDE USING gist (tenant_id WITH =, expert_id WITH =, during WITH &&) WHERE (is_agreed);
CREATE INDEX expert_time_held ON public.expert_time USING btree (tenant_id, held_on);
CREATE INDEX expert_time_person ON public.expert_time USING btree (tenant_id, expert_id, held_on);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.expert_time FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.expert_time
    ADD CONSTRAINT expert_time_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.expert_time
    ADD CONSTRAINT expert_time_tenant_id_offer_id_expert_id_fkey FOREIGN KEY (tenant_id, offer_id, expert_id) REFERENCES public.engagement_offer(tenant_id, id, person_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.expert_time ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.expert_time TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.expert_time TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.expert_time AS RESTRICTIVE FOR SELECT TO vakka_app USING (((expert_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
GRANT SELECT ON TABLE public.expert_time TO vakka_app;

CREATE TABLE public.feedback (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    email_proven boolean DEFAULT false NOT NULL,
    language text NOT NULL,
    body text NOT NULL,
    sent_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    answer_by date DEFAULT (public.today() + 14) NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    answered_by uuid,
    CONSTRAINT answer_by_typed CHECK (((answer_by >= '2000-01-01'::date) AND (answer_by <= '2100-12-31'::date))),
    CONSTRAINT answer_typed CHECK (((char_length(answer) <= 4000) AND public.is_visible_text(answer) AND (NOT public.has_identity_code(answer)))),
    CONSTRAINT body_typed CHECK (((char_length(body) <= 4000) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT email_typed CHECK (((email = ''::text) OR public.is_mail_address(email))),
    CONSTRAINT feedback_check CHECK (((answer IS NULL) = (answered_at IS NULL))),
    CONSTRAINT feedback_check1 CHECK (((answer IS NULL) = (answered_by IS NULL))),
    CONSTRAINT feedback_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT name_typed CHECK (((name = ''::text) OR ((char_length(name) <= 120) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name)))))
);
ALTER TABLE ONLY public.feedback FORCE ROW LEVEL SECURITY;
ALTER TABLE public.feedback OWNER TO vakka_owner;
COMMENT ON TABLE public.feedback IS 'Feedback on accessibility, from anybody; its texts are read through read_feedback alone.';
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX feedback_answered ON public.feedback USING btree (answered_at) WHERE (answered_at IS NOT NULL);
CREATE INDEX feedback_waiting ON public.feedback USING btree (tenant_id, sent_at) WHERE (answered_at IS NULL);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.feedback FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE DELETE OR UPDATE ON public.feedback FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_feedback();
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_tenant_id_answered_by_fkey FOREIGN KEY (tenant_id, answered_by) REFERENCES public.membership(tenant_id, id);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY due ON public.feedback FOR SELECT TO vakka_owner USING (true);
ALTER TABLE public.feedback ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.feedback TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT DELETE ON TABLE public.feedback TO vakka_app;
GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE public.feedback TO vakka_app;
GRANT SELECT(id),INSERT(id) ON TABLE public.feedback TO vakka_app;
GRANT INSERT(name) ON TABLE public.feedback TO vakka_app;
GRANT INSERT(email) ON TABLE public.feedback TO vakka_app;
GRANT UPDATE(email_proven) ON TABLE public.feedback TO vakka_app;
GRANT INSERT(language) ON TABLE public.feedback TO vakka_app;
GRANT INSERT(body) ON TABLE public.feedback TO vakka_app;
GRANT SELECT(sent_at) ON TABLE public.feedback TO vakka_app;
GRANT SELECT(answer_by) ON TABLE public.feedback TO vakka_app;
GRANT UPDATE(answer) ON TABLE public.feedback TO vakka_app;
GRANT SELECT(answered_at) ON TABLE public.feedback TO vakka_app;

CREATE TABLE public.finding (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    person_id uuid,
    matter text NOT NULL,
    body text NOT NULL,
    state text DEFAULT 'waits'::text NOT NULL,
    told_on date,
    written_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT body_typed CHECK (((char_length(body) <= 600) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT finding_check CHECK (((person_id IS NOT NULL) OR ((state = 'shared'::text) AND (told_on IS NULL)))),
    CONSTRAINT finding_matter_check CHECK ((matter = ANY (ARRAY['helped'::text, 'hindered'::text]))),
    CONSTRAINT finding_state_check CHECK ((state = ANY (ARRAY['waits'::text, 'approved'::text, 'declined'::text, 'shared'::text]))),
    CONSTRAINT told_on_typed CHECK (((told_on >= '2000-01-01'::date) AND (told_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.finding FORCE ROW LEVEL SECURITY;
ALTER TABLE public.finding OWNER TO vakka_owner;
COMMENT ON TABLE public.finding IS 'What helped or hindered. person_id: who came and approves it; null at the partner, where it is shared. told_on: when somebody without an account told and approved it.';
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX finding_changed ON public.finding USING btree (tenant_id, changed_at, id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.finding FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.finding FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_finding();
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
ALTER TABLE public.finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY joining ON public.finding TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.finding TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.finding AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
GRANT SELECT ON TABLE public.finding TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.finding TO vakka_app;
GRANT INSERT(id) ON TABLE public.finding TO vakka_app;
GRANT INSERT(engagement_id) ON TABLE public.finding TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.finding TO vakka_app;
GRANT INSERT(matter) ON TABLE public.finding TO vakka_app;
GRANT INSERT(body) ON TABLE public.finding TO vakka_app;
GRANT UPDATE(state) ON TABLE public.finding TO vakka_app;
GRANT INSERT(told_on) ON TABLE public.finding TO vakka_app;

CREATE VIEW public.held_engagement WITH (security_invoker='true') AS
 SELECT x.tenant_id,
    x.id,
    x.other_id,
    x.other_name,
    x.kind,
    x.purpose,
    x.audience,
    x.minutes,
    x.fee,
    ((((EXTRACT(year FROM x.held_on))::integer * 4) + (EXTRACT(quarter FROM x.held_on))::integer) - 1) AS quarter,
    public.answer_time(x.id) AS answered
   FROM ( SELECT e.tenant_id,
            e.id,
            e.other_id,
            e.other_name,
            e.kind,
            e.purpose,
            e.audience,
            0 AS fee,
            t.held_on,
            t.minutes
           FROM (public.engagement e
             CROSS JOIN LATERAL ( SELECT max(h.held_on) AS held_on,
                    ((sum(EXTRACT(epoch FROM (h.ends_at - h.starts_at))) / (60)::numeric))::integer AS minutes
                   FROM public.engagement_time h
                  WHERE ((h.tenant_id = e.tenant_id) AND (h.engagement_id = e.id))) t)
          WHERE (e.state = 'done'::text)
        UNION ALL
         SELECT o.tenant_id,
            o.id,
            o.other_id,
            o.other_name,
            o.kind,
            o.purpose,
            o.audience,
            (o.fee * ( SELECT (count(*))::integer AS count
                   FROM public.order_expert x_1
                  WHERE ((x_1.tenant_id = o.tenant_id) AND (x_1.engagement_id = o.id)))),
            t.held_on,
            t.minutes
           FROM (public.engagement_order o
             CROSS JOIN LATERAL ( SELECT max(h.held_on) AS held_on,
                    ((sum(EXTRACT(epoch FROM (h.ends_at - h.starts_at))) / (60)::numeric))::integer AS minutes
                   FROM public.order_time h
                  WHERE ((h.tenant_id = o.tenant_id) AND (h.engagement_id = o.id))) t)
          WHERE (o.state = 'done'::text)) x;
ALTER TABLE public.held_engagement OWNER TO vakka_owner;
COMMENT ON VIEW public.held_engagement IS 'Engagements that are done, for counting. quarter: of the last day, as year times four and the quarter from zero. answered: how soon it was agreed. fee: what a partner has agreed to pay, in cents.';
GRANT SELECT ON TABLE public.held_engagement TO vakka_app;

CREATE VIEW public.held_role WITH (security_invoker='true') AS
 SELECT r.tenant_id,
    r.membership_id,
    r.role,
    m.account_id,
    m.person_id,
    m.email,
    LEAST(r.ends_on, m.ends_on) AS ends_on
   FROM (public.membership_role r
     JOIN public.membership m ON (((m.tenant_id = r.tenant_id) AND (m.id = r.membership_id))))
  WHERE ((NOT public.is_past(r.ends_on)) AND (NOT public.is_past(m.ends_on)));
ALTER TABLE public.held_role OWNER TO vakka_owner;
COMMENT ON VIEW public.held_role IS 'The roles that hold today, each with its last day; who has none of them is no member.';
GRANT SELECT ON TABLE public.held_role TO vakka_app;
GRANT SELECT ON TABLE public.held_role TO vakka_accounts;

CREATE TABLE public.invitation (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    roles text[] NOT NULL,
    role_ends_on date,
    language text DEFAULT 'fi'::text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by uuid,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT email_typed CHECK (public.is_mail_address(email)),
    CONSTRAINT invitation_email_check CHECK ((email = lower(email))),
    CONSTRAINT invitation_roles_check CHECK ((cardinality(roles) > 0)),
    CONSTRAINT name_typed CHECK (((char_length(name) <= 120) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name)))),
    CONSTRAINT role_ends_on_typed CHECK (((role_ends_on >= '2000-01-01'::date) AND (role_ends_on <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.invitation FORCE ROW LEVEL SECURITY;
ALTER TABLE public.invitation OWNER TO vakka_owner;
COMMENT ON TABLE public.invitation IS 'An invitation to be a member: seven days, once.';
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash);
CREATE UNIQUE INDEX invitation_open ON public.invitation USING btree (tenant_id, email) WHERE ((used_at IS NULL) AND (revoked_at IS NULL));
CREATE TRIGGER gift_rules BEFORE INSERT OR UPDATE OF token_hash, revoked_at ON public.invitation FOR EACH ROW EXECUTE FUNCTION public.keep_invitation_rules();
CREATE TRIGGER last_day BEFORE INSERT OR UPDATE OF expires_at ON public.invitation FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['vakka_app'::name, 'vakka_owner'::name]))) EXECUTE FUNCTION public.keep_last_day();
CREATE TRIGGER no_operators BEFORE INSERT ON public.invitation FOR EACH ROW EXECUTE FUNCTION public.keep_operators_out();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.invitation FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.invitation TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY rules ON public.invitation TO vakka_owner USING (true) WITH CHECK (true);
GRANT SELECT,INSERT ON TABLE public.invitation TO vakka_app;
GRANT UPDATE(token_hash) ON TABLE public.invitation TO vakka_app;
GRANT UPDATE(expires_at) ON TABLE public.invitation TO vakka_app;
GRANT UPDATE(used_at) ON TABLE public.invitation TO vakka_app;
GRANT UPDATE(revoked_at) ON TABLE public.invitation TO vakka_app;

CREATE VIEW public.invitation_line WITH (security_invoker='true') AS
 SELECT i.tenant_id,
    i.id,
    i.name,
    i.email,
    i.roles,
    i.role_ends_on,
    i.language,
    i.created_at,
    i.expires_at,
    i.used_at,
    i.revoked_at,
    d.at AS returned_at,
        CASE
            WHEN (i.used_at IS NOT NULL) THEN 'used'::text
            WHEN (i.revoked_at IS NOT NULL) THEN 'revoked'::text
            WHEN (d.at IS NOT NULL) THEN 'returned'::text
            WHEN (i.expires_at <= public.moment()) THEN 'expired'::text
            ELSE 'open'::text
        END AS state
   FROM (public.invitation i
     LEFT JOIN public.returned_address d ON (((d.tenant_id = i.tenant_id) AND (d.address = i.email))));
ALTER TABLE public.invitation_line OWNER TO vakka_owner;
COMMENT ON VIEW public.invitation_line IS 'Invitations with how they stand: open, expired, returned (the address takes no mail), used or revoked.';
GRANT SELECT ON TABLE public.invitation_line TO vakka_app;

CREATE TABLE public.letter (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    direction text NOT NULL,
    kind text NOT NULL,
    other_space_id uuid NOT NULL,
    reference uuid NOT NULL,
    body jsonb NOT NULL,
    at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT letter_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])))
);
ALTER TABLE ONLY public.letter FORCE ROW LEVEL SECURITY;
ALTER TABLE public.letter OWNER TO vakka_owner;
COMMENT ON TABLE public.letter IS 'What was sent to another space or came from one: a minimal copy.';
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX letter_reference ON public.letter USING btree (tenant_id, reference);
CREATE TRIGGER agreed BEFORE INSERT ON public.letter FOR EACH ROW WHEN (((new.kind = 'engagement.agreed'::text) AND (new.direction = 'out'::text))) EXECUTE FUNCTION public.keep_agreed_letter();
CREATE TRIGGER applicant BEFORE INSERT ON public.letter FOR EACH ROW WHEN (((new.kind = ANY (ARRAY['consent.request'::text, 'consent.renewed'::text])) AND (new.direction = 'out'::text) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.keep_applicant_mark();
CREATE CONSTRAINT TRIGGER came AFTER INSERT ON public.letter DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_letter_came();
CREATE TRIGGER found BEFORE INSERT ON public.letter FOR EACH ROW WHEN (((new.kind = 'finding.shared'::text) AND (new.direction = 'out'::text) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.keep_finding_letter();
CREATE TRIGGER listed BEFORE INSERT ON public.letter FOR EACH ROW EXECUTE FUNCTION public.check_letter();
CREATE TRIGGER no_letters BEFORE INSERT ON public.letter FOR EACH ROW EXECUTE FUNCTION public.keep_letters_out();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.letter FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules_of_stories BEFORE INSERT ON public.letter FOR EACH ROW WHEN (((new.direction = 'out'::text) AND (new.kind ~~ 'story.%'::text) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.keep_story_letter();
CREATE TRIGGER told BEFORE INSERT ON public.letter FOR EACH ROW WHEN (((new.kind = 'feedback.given'::text) AND (new.direction = 'out'::text) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.keep_feedback_letter();
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_other_space_id_fkey FOREIGN KEY (other_space_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.letter TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY sealed ON public.letter AS RESTRICTIVE FOR SELECT TO vakka_app USING ((kind <> 'feedback.given'::text));
CREATE POLICY twin ON public.letter FOR SELECT TO vakka_owner USING (true);
GRANT SELECT,INSERT ON TABLE public.letter TO vakka_app;

CREATE TABLE public.letter_kind (
    kind text NOT NULL,
    from_kinds text[] NOT NULL,
    to_kinds text[] NOT NULL,
    fields text[] NOT NULL
);
ALTER TABLE public.letter_kind OWNER TO vakka_owner;
COMMENT ON TABLE public.letter_kind IS 'Every kind of letter: the kinds of space that send and receive it, and its fields.';
ALTER TABLE ONLY public.letter_kind
    ADD CONSTRAINT letter_kind_pkey PRIMARY KEY (kind);
GRANT SELECT ON TABLE public.letter_kind TO vakka_app;

CREATE VIEW public.mailed WITH (security_invoker='true') AS
 SELECT outbox.tenant_id,
    outbox.id,
    outbox.kind,
    outbox.recipient,
        CASE
            WHEN ((outbox.state = 'sent'::text) AND (outbox.delayed_at IS NOT NULL)) THEN 'delayed'::text
            ELSE outbox.state
        END AS state,
    outbox.status,
    outbox.made_at,
    outbox.sent_at,
    outbox.returned_at
   FROM public.outbox;
ALTER TABLE public.mailed OWNER TO vakka_owner;
COMMENT ON VIEW public.mailed IS 'What was sent to whom, and how far it came.';
GRANT SELECT ON TABLE public.mailed TO vakka_app;

CREATE TABLE public.membership (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    person_id uuid,
    name text NOT NULL,
    email text NOT NULL,
    ends_on date,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT email_typed CHECK (public.is_mail_address(email)),
    CONSTRAINT ends_on_typed CHECK (((ends_on >= '2000-01-01'::date) AND (ends_on <= '2100-12-31'::date))),
    CONSTRAINT name_typed CHECK (((char_length(name) <= 241) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name))))
);
ALTER TABLE ONLY public.membership FORCE ROW LEVEL SECURITY;
ALTER TABLE public.membership OWNER TO vakka_owner;
COMMENT ON TABLE public.membership IS 'An account''s place in a space.';
COMMENT ON COLUMN public.membership.email IS 'The address that the account has proven.';
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_tenant_id_account_id_key UNIQUE (tenant_id, account_id);
CREATE INDEX membership_account ON public.membership USING btree (account_id);
CREATE INDEX membership_ends ON public.membership USING btree (tenant_id, person_id) WHERE (ends_on IS NOT NULL);
CREATE INDEX membership_mailed ON public.membership USING btree (tenant_id, email);
CREATE INDEX membership_name ON public.membership USING btree (tenant_id, name);
CREATE UNIQUE INDEX membership_person ON public.membership USING btree (tenant_id, person_id);
CREATE TRIGGER no_operators BEFORE INSERT ON public.membership FOR EACH ROW EXECUTE FUNCTION public.keep_operators_out();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.membership FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER person BEFORE INSERT OR UPDATE OF person_id ON public.membership FOR EACH ROW WHEN (((new.person_id IS NOT NULL) AND (CURRENT_USER = 'vakka_app'::name))) EXECUTE FUNCTION public.keep_tie();
CREATE CONSTRAINT TRIGGER role_rules AFTER UPDATE OF ends_on ON public.membership DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.keep_role_rules();
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_account_id_email_fkey FOREIGN KEY (account_id, email) REFERENCES accounts.account(id, email);
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
CREATE POLICY directory ON public.membership FOR SELECT TO vakka_accounts USING (true);
CREATE POLICY joining ON public.membership TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.membership TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY rules ON public.membership FOR SELECT TO vakka_owner USING (true);
GRANT SELECT,INSERT ON TABLE public.membership TO vakka_app;
GRANT SELECT ON TABLE public.membership TO vakka_accounts;
GRANT UPDATE(person_id) ON TABLE public.membership TO vakka_app;
GRANT UPDATE(ends_on) ON TABLE public.membership TO vakka_app;

CREATE TABLE public.membership_role (
    tenant_id uuid NOT NULL,
    membership_id uuid NOT NULL,
    role text NOT NULL,
    ends_on date,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT ends_on_typed CHECK (((ends_on >= '2000-01-01'::date) AND (ends_on <= '2100-12-31'::date))),
    CONSTRAINT membership_role_role_check CHECK ((role = ANY (ARRAY['coordinator'::text, 'trainer'::text, 'expert'::text, 'consent-giver'::text, 'auditor'::text])))
);
ALTER TABLE ONLY public.membership_role FORCE ROW LEVEL SECURITY;
ALTER TABLE public.membership_role OWNER TO vakka_owner;
COMMENT ON TABLE public.membership_role IS 'A role of a membership, perhaps until a date (the last day it holds).';
ALTER TABLE ONLY public.membership_role
    ADD CONSTRAINT membership_role_pkey PRIMARY KEY (tenant_id, membership_id, role);
CREATE INDEX membership_role_ends ON public.membership_role USING btree (tenant_id, membership_id) WHERE (ends_on IS NOT NULL);
CREATE TRIGGER gift_rules BEFORE INSERT OR DELETE OR UPDATE ON public.membership_role FOR EACH ROW EXECUTE FUNCTION public.keep_gift_rules();
CREATE TRIGGER no_operators BEFORE INSERT ON public.membership_role FOR EACH ROW EXECUTE FUNCTION public.keep_operators_out();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.membership_role FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE CONSTRAINT TRIGGER role_rules AFTER INSERT OR DELETE OR UPDATE ON public.membership_role DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.keep_role_rules();
ALTER TABLE ONLY public.membership_role
    ADD CONSTRAINT membership_role_tenant_id_membership_id_fkey FOREIGN KEY (tenant_id, membership_id) REFERENCES public.membership(tenant_id, id) ON DELETE CASCADE;
CREATE POLICY directory ON public.membership_role FOR SELECT TO vakka_accounts USING (true);
ALTER TABLE public.membership_role ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.membership_role TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY rules ON public.membership_role FOR SELECT TO vakka_owner USING (true);
GRANT SELECT,INSERT,DELETE ON TABLE public.membership_role TO vakka_app;
GRANT SELECT ON TABLE public.membership_role TO vakka_accounts;
GRANT UPDATE(ends_on) ON TABLE public.membership_role TO vakka_app;

CREATE VIEW public.missing_mark WITH (security_invoker='true') AS
 SELECT open_mark.tenant_id,
    open_mark.course_id,
    open_mark.enrolment_id,
    open_mark.number,
    open_mark.held_on,
    open_mark.ended
   FROM public.open_mark
  WHERE (open_mark.ended <= public.moment());
ALTER TABLE public.missing_mark OWNER TO vakka_owner;
COMMENT ON VIEW public.missing_mark IS 'Afternoons that are over, with each place that was held that day and has no mark.';
GRANT SELECT ON TABLE public.missing_mark TO vakka_app;

CREATE TABLE public.notice_digest (
    tenant_id uuid NOT NULL,
    membership_id uuid NOT NULL,
    day date DEFAULT public.today() NOT NULL,
    made_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT day_typed CHECK (((day >= '2000-01-01'::date) AND (day <= '2100-12-31'::date))),
    CONSTRAINT notice_digest_made_at_check CHECK ((((made_at AT TIME ZONE 'Europe/Helsinki'::text))::time without time zone >= '07:00:00'::time without time zone))
);
ALTER TABLE ONLY public.notice_digest FORCE ROW LEVEL SECURITY;
ALTER TABLE public.notice_digest OWNER TO vakka_owner;
COMMENT ON TABLE public.notice_digest IS 'The mornings on which it was looked what waits for a member: each once, from seven on.';
ALTER TABLE ONLY public.notice_digest
    ADD CONSTRAINT notice_digest_pkey PRIMARY KEY (tenant_id, membership_id, day);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.notice_digest FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.notice_digest
    ADD CONSTRAINT notice_digest_tenant_id_membership_id_fkey FOREIGN KEY (tenant_id, membership_id) REFERENCES public.membership(tenant_id, id) ON DELETE CASCADE;
CREATE POLICY directory ON public.notice_digest FOR SELECT TO vakka_accounts USING (true);
ALTER TABLE public.notice_digest ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notice_digest TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT ON TABLE public.notice_digest TO vakka_accounts;
GRANT INSERT(tenant_id) ON TABLE public.notice_digest TO vakka_app;
GRANT INSERT(membership_id) ON TABLE public.notice_digest TO vakka_app;

CREATE VIEW public.offered_engagement WITH (security_invoker='true') AS
 SELECT e.tenant_id,
    e.id,
    e.other_id,
    e.other_name,
    e.revision,
    e.state,
    e.desk,
    e.changed_at,
    e.kind,
    e.purpose,
    e.audience,
    e.title,
    e.wish,
    e.is_remote,
    e.place,
    e.group_size,
    e.others_present,
    e.minutes,
    e.equipment,
    e.access,
    e.is_recorded,
    e.has_media,
    e.fee,
    e.travel_paid,
    e.host,
    e.experts,
    t.first_on,
    t.next_on
   FROM (public.engagement e
     CROSS JOIN LATERAL ( SELECT min(x.held_on) AS first_on,
            min(x.held_on) FILTER (WHERE (x.held_on >= public.today())) AS next_on
           FROM public.engagement_time x
          WHERE ((x.tenant_id = e.tenant_id) AND (x.engagement_id = e.id))) t);
ALTER TABLE public.offered_engagement OWNER TO vakka_owner;
COMMENT ON VIEW public.offered_engagement IS 'Engagements, with their first time and the next one, for those who are asked to them and who ask.';
GRANT SELECT ON TABLE public.offered_engagement TO vakka_app;

CREATE VIEW public.open_mark WITH (security_invoker='true') AS
 SELECT s.tenant_id,
    s.course_id,
    e.id AS enrolment_id,
    s.number,
    s.held_on,
    s.began,
    s.ended
   FROM (public.course_afternoon s
     JOIN public.enrolment e ON (((e.tenant_id = s.tenant_id) AND (e.course_id = s.course_id) AND (e.held @> s.held_on))))
  WHERE ((s.began <= public.moment()) AND (NOT (EXISTS ( SELECT
           FROM public.attendance a
          WHERE ((a.tenant_id = e.tenant_id) AND (a.enrolment_id = e.id) AND (a.number = s.number))))));
ALTER TABLE public.open_mark OWNER TO postgres;
COMMENT ON VIEW public.open_mark IS 'Afternoons that have begun, with each place that was held that day and has no mark.';
GRANT SELECT ON TABLE public.open_mark TO vakka_app;

CREATE TABLE public.order_expert (
    tenant_id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    number smallint NOT NULL,
    name text NOT NULL,
    presentation text NOT NULL,
    contact text NOT NULL,
    CONSTRAINT contact_typed CHECK (((contact = ''::text) OR ((char_length(contact) <= 300) AND public.is_visible_line(contact) AND (NOT public.has_identity_code(contact))))),
    CONSTRAINT name_typed CHECK (((char_length(name) <= 120) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name)))),
    CONSTRAINT order_expert_number_check CHECK (((number >= 1) AND (number <= 5))),
    CONSTRAINT presentation_typed CHECK (((presentation = ''::text) OR ((char_length(presentation) <= 600) AND public.is_visible_text(presentation) AND (NOT public.has_identity_code(presentation)))))
);
ALTER TABLE ONLY public.order_expert FORCE ROW LEVEL SECURITY;
ALTER TABLE public.order_expert OWNER TO vakka_owner;
COMMENT ON TABLE public.order_expert IS 'Who comes to what a partner has ordered, as the association''s letter says it.';
ALTER TABLE ONLY public.order_expert
    ADD CONSTRAINT order_expert_pkey PRIMARY KEY (tenant_id, engagement_id, number);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.order_expert FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.order_expert FOR EACH ROW EXECUTE FUNCTION public.keep_order_expert();
ALTER TABLE ONLY public.order_expert
    ADD CONSTRAINT order_expert_tenant_id_engagement_id_fkey FOREIGN KEY (tenant_id, engagement_id) REFERENCES public.engagement_order(tenant_id, id);
ALTER TABLE ONLY public.order_expert
    ADD CONSTRAINT order_expert_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY joining ON public.order_expert TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.order_expert ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.order_expert TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT ON TABLE public.order_expert TO vakka_app;

CREATE TABLE public.order_time (
    tenant_id uuid NOT NULL,
    engagement_id uuid NOT NULL,
    number smallint NOT NULL,
    held_on date NOT NULL,
    starts_at time without time zone NOT NULL,
    ends_at time without time zone NOT NULL,
    CONSTRAINT held_on_typed CHECK (((held_on >= '2000-01-01'::date) AND (held_on <= '2100-12-31'::date))),
    CONSTRAINT order_time_check CHECK ((ends_at > starts_at)),
    CONSTRAINT order_time_number_check CHECK (((number >= 1) AND (number <= 20)))
);
ALTER TABLE ONLY public.order_time FORCE ROW LEVEL SECURITY;
ALTER TABLE public.order_time OWNER TO vakka_owner;
COMMENT ON TABLE public.order_time IS 'When an order is held, on Finland''s clock.';
ALTER TABLE ONLY public.order_time
    ADD CONSTRAINT order_time_pkey PRIMARY KEY (tenant_id, engagement_id, number);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.order_time FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.order_time FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_engagement_time();
CREATE TRIGGER rules_of_end BEFORE INSERT OR DELETE ON public.order_time FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_order_time();
ALTER TABLE ONLY public.order_time
    ADD CONSTRAINT order_time_tenant_id_engagement_id_fkey FOREIGN KEY (tenant_id, engagement_id) REFERENCES public.engagement_order(tenant_id, id);
CREATE POLICY due ON public.order_time FOR SELECT TO vakka_owner USING (true);
CREATE POLICY joining ON public.order_time TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.order_time ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.order_time TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT SELECT,INSERT,DELETE ON TABLE public.order_time TO vakka_app;

CREATE TABLE public.outbox (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    language text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    made_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    sent_at timestamp with time zone,
    kind text NOT NULL,
    token uuid DEFAULT gen_random_uuid() NOT NULL,
    status text,
    returned_at timestamp with time zone,
    delayed_at timestamp with time zone,
    account_id uuid,
    unsubscribe text DEFAULT ''::text NOT NULL,
    told_at timestamp with time zone,
    CONSTRAINT outbox_kind_check CHECK ((kind = ANY (ARRAY['application'::text, 'place'::text, 'course'::text, 'request'::text, 'reminder'::text, 'code'::text, 'receipt'::text, 'answer'::text, 'unanswered'::text, 'invitation'::text, 'waiting'::text, 'message'::text, 'offer'::text, 'earlier'::text]))),
    CONSTRAINT outbox_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT outbox_recipient_check CHECK ((recipient !~ '[\r\n]'::text)),
    CONSTRAINT outbox_returned_check CHECK ((((state = ANY (ARRAY['refused'::text, 'bounced'::text])) = (returned_at IS NOT NULL)) AND ((returned_at IS NULL) = (status IS NULL)))),
    CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'refused'::text, 'bounced'::text, 'failed'::text]))),
    CONSTRAINT outbox_status_check CHECK ((status ~ '^[245]\.[0-9]{1,3}\.[0-9]{1,3}$'::text)),
    CONSTRAINT outbox_subject_check CHECK ((subject !~ '[\r\n]'::text)),
    CONSTRAINT outbox_told_check CHECK (((told_at IS NULL) OR (state = ANY (ARRAY['refused'::text, 'bounced'::text])))),
    CONSTRAINT outbox_unsubscribe_check CHECK ((unsubscribe !~ '[^!-~]'::text)),
    CONSTRAINT outbox_way_out_check CHECK (((account_id IS NULL) OR (state <> 'waiting'::text) OR (unsubscribe <> ''::text))),
    CONSTRAINT outbox_whose_check CHECK (((kind = ANY (ARRAY['unanswered'::text, 'waiting'::text])) = (account_id IS NOT NULL)))
);
ALTER TABLE ONLY public.outbox FORCE ROW LEVEL SECURITY;
ALTER TABLE public.outbox OWNER TO vakka_owner;
COMMENT ON TABLE public.outbox IS 'Mail of a space. Its words are emptied once it is sent; to whom, when and what became of it is kept for a while.';
COMMENT ON COLUMN public.outbox.token IS 'What a report about the mail names it by: known to the mail servers on its way alone.';
COMMENT ON COLUMN public.outbox.told_at IS 'When the log has told that the mail did not arrive.';
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX outbox_due ON public.outbox USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX outbox_ended ON public.outbox USING btree (made_at) WHERE (state <> 'waiting'::text);
CREATE INDEX outbox_made ON public.outbox USING btree (tenant_id, made_at, id);
CREATE INDEX outbox_returned ON public.outbox USING btree (tenant_id, recipient) WHERE (state = ANY (ARRAY['refused'::text, 'bounced'::text]));
CREATE INDEX outbox_token ON public.outbox USING btree (token) WHERE (state = 'sent'::text);
CREATE INDEX outbox_untold ON public.outbox USING btree (returned_at) WHERE ((state = ANY (ARRAY['refused'::text, 'bounced'::text])) AND (told_at IS NULL));
CREATE TRIGGER choice BEFORE INSERT ON public.outbox FOR EACH ROW WHEN ((new.account_id IS NOT NULL)) EXECUTE FUNCTION public.keep_notice_choice();
CREATE TRIGGER fate BEFORE UPDATE OF state ON public.outbox FOR EACH ROW EXECUTE FUNCTION public.keep_mail_fate();
CREATE TRIGGER message BEFORE INSERT ON public.outbox FOR EACH ROW WHEN ((new.kind = 'message'::text)) EXECUTE FUNCTION public.keep_message();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.outbox FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts.account(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.outbox TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY sweeping ON public.outbox TO vakka_owner USING ((state <> 'waiting'::text));
CREATE POLICY work ON public.outbox TO vakka_worker USING (true) WITH CHECK (true);
GRANT SELECT ON TABLE public.outbox TO vakka_worker;
GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE public.outbox TO vakka_app;
GRANT SELECT(id),INSERT(id) ON TABLE public.outbox TO vakka_app;
GRANT SELECT(recipient),INSERT(recipient) ON TABLE public.outbox TO vakka_app;
GRANT INSERT(subject) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(subject) ON TABLE public.outbox TO vakka_worker;
GRANT INSERT(body) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(body) ON TABLE public.outbox TO vakka_worker;
GRANT INSERT(language) ON TABLE public.outbox TO vakka_app;
GRANT SELECT(state) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(state) ON TABLE public.outbox TO vakka_worker;
GRANT UPDATE(attempts) ON TABLE public.outbox TO vakka_worker;
GRANT UPDATE(due_at) ON TABLE public.outbox TO vakka_worker;
GRANT SELECT(made_at) ON TABLE public.outbox TO vakka_app;
GRANT SELECT(sent_at) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(sent_at) ON TABLE public.outbox TO vakka_worker;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.outbox TO vakka_app;
GRANT SELECT(status) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(status) ON TABLE public.outbox TO vakka_worker;
GRANT SELECT(returned_at) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(returned_at) ON TABLE public.outbox TO vakka_worker;
GRANT SELECT(delayed_at) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(delayed_at) ON TABLE public.outbox TO vakka_worker;
GRANT INSERT(account_id) ON TABLE public.outbox TO vakka_app;
GRANT INSERT(unsubscribe) ON TABLE public.outbox TO vakka_app;
GRANT UPDATE(unsubscribe) ON TABLE public.outbox TO vakka_worker;
GRANT SELECT(told_at),UPDATE(told_at) ON TABLE public.outbox TO vakka_app;

CREATE VIEW public.own_day WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.person_id,
    o.id AS offer_id,
    t.number,
    e.revision,
    e.changed_at,
    public.offer_stand(o.state, e.state, (o.revision = e.revision)) AS stand,
    ((t.held_on + t.starts_at) AT TIME ZONE 'Europe/Helsinki'::text) AS starts_at,
    ((t.held_on + t.ends_at) AT TIME ZONE 'Europe/Helsinki'::text) AS ends_at
   FROM ((public.engagement_offer o
     JOIN public.engagement e ON (((e.tenant_id = o.tenant_id) AND (e.id = o.engagement_id))))
     JOIN public.engagement_time t ON (((t.tenant_id = e.tenant_id) AND (t.engagement_id = e.id))))
  WHERE (o.state = 'accepted'::text);
ALTER TABLE public.own_day OWNER TO vakka_owner;
COMMENT ON VIEW public.own_day IS 'When somebody comes to what they have said yes to, and whether that still stands.';
GRANT SELECT ON TABLE public.own_day TO vakka_app;

CREATE VIEW public.own_offer WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.id,
    o.person_id,
    e.title,
    e.other_name,
    o.answer_by,
    e.first_on,
    e.next_on,
    public.offer_stand(o.state, e.state, (o.revision = e.revision)) AS stand
   FROM (public.engagement_offer o
     JOIN public.offered_engagement e ON (((e.tenant_id = o.tenant_id) AND (e.id = o.engagement_id))))
  WHERE (o.state = ANY (ARRAY['sent'::text, 'accepted'::text]));
ALTER TABLE public.own_offer OWNER TO vakka_owner;
COMMENT ON VIEW public.own_offer IS 'What somebody was asked to and comes to, as they see it. What they said no to, or let pass, is not there.';
GRANT SELECT ON TABLE public.own_offer TO vakka_app;

CREATE VIEW public.participant WITH (security_invoker='true') AS
 SELECT e.tenant_id,
    e.id,
    e.course_id,
    e.person_id,
    ((p.given_name || ' '::text) || p.family_name) AS name,
    p.name_key,
    e.state,
    ( SELECT string_agg(COALESCE("left"(a.mark, 1),
                CASE
                    WHEN (e.held @> s.held_on) THEN '-'::text
                    ELSE '.'::text
                END), ''::text ORDER BY n.n) AS string_agg
           FROM ((generate_series(1, 7) n(n)
             LEFT JOIN public.course_session s ON (((s.tenant_id = e.tenant_id) AND (s.course_id = e.course_id) AND (s.number = n.n))))
             LEFT JOIN public.attendance a ON (((a.tenant_id = e.tenant_id) AND (a.enrolment_id = e.id) AND (a.number = n.n))))) AS marks
   FROM (public.enrolment e
     JOIN public.person p ON (((p.tenant_id = e.tenant_id) AND (p.id = e.person_id))));
ALTER TABLE public.participant OWNER TO vakka_owner;
COMMENT ON VIEW public.participant IS 'Everybody with a place on a course; the marks as one letter an afternoon, - for none and . where the place was not held.';
GRANT SELECT ON TABLE public.participant TO vakka_app;

CREATE TABLE public.partnership (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    other_id uuid NOT NULL,
    other_name text NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    version integer,
    agreed_on date,
    ended_on date,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT agreed_on_typed CHECK (((agreed_on >= '2000-01-01'::date) AND (agreed_on <= '2100-12-31'::date))),
    CONSTRAINT ended_on_typed CHECK (((ended_on >= '2000-01-01'::date) AND (ended_on <= '2100-12-31'::date))),
    CONSTRAINT other_name_typed CHECK (((char_length(other_name) <= 120) AND public.is_visible_line(other_name) AND (NOT public.has_identity_code(other_name)))),
    CONSTRAINT partnership_check CHECK ((other_id <> tenant_id)),
    CONSTRAINT partnership_check1 CHECK (((state <> 'active'::text) OR (version IS NOT NULL))),
    CONSTRAINT partnership_check2 CHECK (((state = 'ended'::text) = (ended_on IS NOT NULL))),
    CONSTRAINT partnership_check3 CHECK (((version IS NULL) = (agreed_on IS NULL))),
    CONSTRAINT partnership_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'declined'::text, 'ended'::text])))
);
ALTER TABLE ONLY public.partnership FORCE ROW LEVEL SECURITY;
ALTER TABLE public.partnership OWNER TO vakka_owner;
COMMENT ON TABLE public.partnership IS 'A partnership at one of its two ends, which know it by one id. version: the terms that are agreed on.';
ALTER TABLE ONLY public.partnership
    ADD CONSTRAINT partnership_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.partnership
    ADD CONSTRAINT partnership_tenant_id_id_other_id_key UNIQUE (tenant_id, id, other_id);
CREATE INDEX partnership_other ON public.partnership USING btree (tenant_id, other_name, id);
CREATE UNIQUE INDEX partnership_pair ON public.partnership USING btree (tenant_id, other_id) WHERE (state = ANY (ARRAY['proposed'::text, 'active'::text]));
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.partnership FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.partnership FOR EACH ROW EXECUTE FUNCTION public.keep_partnership();
ALTER TABLE ONLY public.partnership
    ADD CONSTRAINT partnership_other_id_fkey FOREIGN KEY (other_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.partnership
    ADD CONSTRAINT partnership_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.partnership
    ADD CONSTRAINT partnership_tenant_id_id_version_fkey FOREIGN KEY (tenant_id, id, version) REFERENCES public.partnership_terms(tenant_id, partnership_id, version);
CREATE POLICY due ON public.partnership FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.partnership TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.partnership ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.partnership TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.partnership TO vakka_app;
GRANT INSERT(id) ON TABLE public.partnership TO vakka_app;
GRANT INSERT(other_id) ON TABLE public.partnership TO vakka_app;
GRANT INSERT(other_name),UPDATE(other_name) ON TABLE public.partnership TO vakka_app;
GRANT UPDATE(state) ON TABLE public.partnership TO vakka_app;
GRANT UPDATE(version) ON TABLE public.partnership TO vakka_app;

CREATE TABLE public.partnership_step (
    from_state text NOT NULL,
    to_state text NOT NULL,
    CONSTRAINT partnership_step_from_state_check CHECK ((from_state = ANY (ARRAY['proposed'::text, 'active'::text, 'declined'::text, 'ended'::text]))),
    CONSTRAINT partnership_step_to_state_check CHECK ((to_state = ANY (ARRAY['proposed'::text, 'active'::text, 'declined'::text, 'ended'::text])))
);
ALTER TABLE public.partnership_step OWNER TO vakka_owner;
COMMENT ON TABLE public.partnership_step IS 'How a partnership goes on: the steps that there are.';
ALTER TABLE ONLY public.partnership_step
    ADD CONSTRAINT partnership_step_pkey PRIMARY KEY (from_state, to_state);

CREATE TABLE public.partnership_terms (
    tenant_id uuid NOT NULL,
    partnership_id uuid NOT NULL,
    version integer NOT NULL,
    is_own boolean NOT NULL,
    terms text NOT NULL,
    fee_payer text NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    proposed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    CONSTRAINT partnership_terms_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'declined'::text]))),
    CONSTRAINT partnership_terms_check CHECK ((valid_until >= valid_from)),
    CONSTRAINT partnership_terms_check1 CHECK (((answer IS NULL) = (answered_at IS NULL))),
    CONSTRAINT partnership_terms_fee_payer_check CHECK ((fee_payer = ANY (ARRAY['association'::text, 'partner'::text]))),
    CONSTRAINT partnership_terms_version_check CHECK (((version >= 1) AND (version <= 1000))),
    CONSTRAINT terms_typed CHECK (((char_length(terms) <= 1500) AND public.is_visible_text(terms) AND (NOT public.has_identity_code(terms)))),
    CONSTRAINT valid_from_typed CHECK (((valid_from >= '2000-01-01'::date) AND (valid_from <= '2100-12-31'::date))),
    CONSTRAINT valid_until_typed CHECK (((valid_until >= '2000-01-01'::date) AND (valid_until <= '2100-12-31'::date)))
);
ALTER TABLE ONLY public.partnership_terms FORCE ROW LEVEL SECURITY;
ALTER TABLE public.partnership_terms OWNER TO vakka_owner;
COMMENT ON TABLE public.partnership_terms IS 'What was proposed, and what the other end answered. is_own: this end proposed it, so that the other answers.';
ALTER TABLE ONLY public.partnership_terms
    ADD CONSTRAINT partnership_terms_pkey PRIMARY KEY (tenant_id, partnership_id, version);
CREATE UNIQUE INDEX partnership_terms_open ON public.partnership_terms USING btree (tenant_id, partnership_id) WHERE (answer IS NULL);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.partnership_terms FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.partnership_terms FOR EACH ROW EXECUTE FUNCTION public.keep_partnership_terms();
ALTER TABLE ONLY public.partnership_terms
    ADD CONSTRAINT partnership_terms_tenant_id_partnership_id_fkey FOREIGN KEY (tenant_id, partnership_id) REFERENCES public.partnership(tenant_id, id);
CREATE POLICY due ON public.partnership_terms FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.partnership_terms TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.partnership_terms ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(partnership_id) ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(version) ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(is_own) ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(terms) ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(fee_payer) ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(valid_from) ON TABLE public.partnership_terms TO vakka_app;
GRANT INSERT(valid_until) ON TABLE public.partnership_terms TO vakka_app;
GRANT UPDATE(answer) ON TABLE public.partnership_terms TO vakka_app;

CREATE TABLE public.person (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    municipality text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'fi'::text NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    name_key text GENERATED ALWAYS AS (((public.order_key(((family_name || ' '::text) || given_name)) || '	'::text) || lower((((family_name || ' '::text) || given_name) COLLATE "und-x-icu")))) STORED NOT NULL COLLATE pg_catalog."C",
    searched text GENERATED ALWAYS AS (public.searchable(((((((((family_name || ' '::text) || given_name) || ' '::text) || municipality) || ' '::text) || email) || ' '::text) || phone))) STORED NOT NULL COLLATE pg_catalog."C",
    folded_name text GENERATED ALWAYS AS (public.searchable(((family_name || ' '::text) || given_name))) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT email_typed CHECK (((email = ''::text) OR public.is_mail_address(email))),
    CONSTRAINT family_name_typed CHECK (((char_length(family_name) <= 120) AND public.is_visible_line(family_name) AND (NOT public.has_identity_code(family_name)))),
    CONSTRAINT given_name_typed CHECK (((char_length(given_name) <= 120) AND public.is_visible_line(given_name) AND (NOT public.has_identity_code(given_name)))),
    CONSTRAINT municipality_typed CHECK (((municipality = ''::text) OR ((char_length(municipality) <= 120) AND public.is_visible_line(municipality) AND (NOT public.has_identity_code(municipality))))),
    CONSTRAINT person_family_name_check CHECK ((family_name <> ''::text)),
    CONSTRAINT person_given_name_check CHECK ((given_name <> ''::text)),
    CONSTRAINT person_kind_check CHECK ((kind = ANY (ARRAY['expert'::text, 'participant'::text, 'employee'::text, 'contact'::text, 'developer-client'::text]))),
    CONSTRAINT person_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT person_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'archived'::text]))),
    CONSTRAINT phone_typed CHECK (((phone = ''::text) OR public.is_phone(phone)))
);
ALTER TABLE ONLY public.person FORCE ROW LEVEL SECURITY;
ALTER TABLE public.person OWNER TO vakka_owner;
COMMENT ON TABLE public.person IS 'Somebody in a space''s register. What sorts and finds a person is made from the names.';
COMMENT ON COLUMN public.person.searched IS 'What the person is found by.';
COMMENT ON COLUMN public.person.folded_name IS 'The name as it is compared: without case, marks and signs.';
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX person_archived ON public.person USING btree (tenant_id, id) WHERE (state = 'archived'::text);
CREATE INDEX person_changed ON public.person USING btree (tenant_id, changed_at, id) INCLUDE (searched);
CREATE INDEX person_created ON public.person USING btree (tenant_id, created_at, id) INCLUDE (searched);
CREATE INDEX person_folded ON public.person USING btree (tenant_id, folded_name);
CREATE INDEX person_mailed ON public.person USING btree (tenant_id, email);
CREATE INDEX person_name ON public.person USING btree (tenant_id, name_key, id) INCLUDE (searched);
CREATE INDEX person_searched ON public.person USING gin (tenant_id, searched extension.gin_trgm_ops);
CREATE TRIGGER alike AFTER INSERT OR UPDATE OF given_name, family_name, email, phone ON public.person FOR EACH ROW EXECUTE FUNCTION public.keep_alike();
CREATE TRIGGER found AFTER UPDATE ON public.person FOR EACH ROW WHEN ((old.searched <> new.searched)) EXECUTE FUNCTION public.tell_applications();
CREATE TRIGGER keys BEFORE INSERT OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION public.keep_person_keys();
CREATE TRIGGER kind BEFORE INSERT OR UPDATE OF kind ON public.person FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_person_kind();
CREATE TRIGGER kind_in_use BEFORE UPDATE OF kind ON public.person FOR EACH ROW WHEN (((CURRENT_USER = 'vakka_app'::name) AND (new.kind <> old.kind))) EXECUTE FUNCTION public.keep_kind_in_use();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.person FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY finding ON public.person FOR SELECT TO vakka_finder USING (true);
CREATE POLICY joining ON public.person TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.person TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;
GRANT SELECT,INSERT,UPDATE ON TABLE public.person TO vakka_app;
GRANT SELECT(tenant_id) ON TABLE public.person TO vakka_finder;
GRANT SELECT(id) ON TABLE public.person TO vakka_finder;
GRANT SELECT(searched) ON TABLE public.person TO vakka_finder;

CREATE TABLE public.person_alike (
    tenant_id uuid NOT NULL,
    one uuid NOT NULL,
    other uuid NOT NULL,
    found_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    apart_at timestamp with time zone,
    CONSTRAINT person_alike_check CHECK ((one < other))
);
ALTER TABLE ONLY public.person_alike FORCE ROW LEVEL SECURITY;
ALTER TABLE public.person_alike OWNER TO vakka_owner;
COMMENT ON TABLE public.person_alike IS 'Two of a register who may be one person, until somebody says that they are two.';
ALTER TABLE ONLY public.person_alike
    ADD CONSTRAINT person_alike_pkey PRIMARY KEY (tenant_id, one, other);
CREATE INDEX person_alike_other ON public.person_alike USING btree (tenant_id, other);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.person_alike FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.person_alike
    ADD CONSTRAINT person_alike_tenant_id_one_fkey FOREIGN KEY (tenant_id, one) REFERENCES public.person(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.person_alike
    ADD CONSTRAINT person_alike_tenant_id_other_fkey FOREIGN KEY (tenant_id, other) REFERENCES public.person(tenant_id, id) ON DELETE CASCADE;
CREATE POLICY joining ON public.person_alike TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.person_alike TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.person_alike ENABLE ROW LEVEL SECURITY;
GRANT SELECT,INSERT,DELETE ON TABLE public.person_alike TO vakka_app;
GRANT UPDATE(apart_at) ON TABLE public.person_alike TO vakka_app;

CREATE TABLE public.person_in_kind (
    kind text NOT NULL,
    person text NOT NULL
);
ALTER TABLE public.person_in_kind OWNER TO vakka_owner;
COMMENT ON TABLE public.person_in_kind IS 'Which kinds of person the register of a kind of space knows.';
ALTER TABLE ONLY public.person_in_kind
    ADD CONSTRAINT person_in_kind_pkey PRIMARY KEY (kind, person);
GRANT SELECT ON TABLE public.person_in_kind TO vakka_app;

CREATE TABLE public.person_join (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    gone uuid NOT NULL,
    gone_name text NOT NULL,
    entry jsonb,
    moved jsonb,
    joined_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    over_at timestamp with time zone,
    contacts jsonb,
    CONSTRAINT person_join_check CHECK ((person_id <> gone)),
    CONSTRAINT person_join_check1 CHECK ((((over_at IS NULL) = (entry IS NOT NULL)) AND ((entry IS NULL) = (moved IS NULL)))),
    CONSTRAINT person_join_check2 CHECK (((over_at IS NULL) = (contacts IS NOT NULL)))
);
ALTER TABLE ONLY public.person_join FORCE ROW LEVEL SECURITY;
ALTER TABLE public.person_join OWNER TO vakka_owner;
COMMENT ON TABLE public.person_join IS 'Who of a register has become part of whose entry. entry, moved and contacts are the way back, until it is over.';
ALTER TABLE ONLY public.person_join
    ADD CONSTRAINT person_join_pkey PRIMARY KEY (tenant_id, id);
CREATE UNIQUE INDEX person_join_gone ON public.person_join USING btree (tenant_id, gone) WHERE (over_at IS NULL);
CREATE INDEX person_join_person ON public.person_join USING btree (tenant_id, person_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.person_join FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.person_join
    ADD CONSTRAINT person_join_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
CREATE POLICY due ON public.person_join FOR SELECT TO vakka_owner USING (true);
CREATE POLICY joining ON public.person_join TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.person_join TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.person_join ENABLE ROW LEVEL SECURITY;
GRANT SELECT(tenant_id) ON TABLE public.person_join TO vakka_app;
GRANT SELECT(id) ON TABLE public.person_join TO vakka_app;
GRANT SELECT(person_id) ON TABLE public.person_join TO vakka_app;
GRANT SELECT(gone) ON TABLE public.person_join TO vakka_app;
GRANT SELECT(gone_name) ON TABLE public.person_join TO vakka_app;
GRANT SELECT(joined_at) ON TABLE public.person_join TO vakka_app;
GRANT SELECT(over_at) ON TABLE public.person_join TO vakka_app;

CREATE TABLE public.person_note (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    author_id uuid,
    author_name text NOT NULL,
    readers text NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT author_name_typed CHECK (((char_length(author_name) <= 241) AND public.is_visible_line(author_name) AND (NOT public.has_identity_code(author_name)))),
    CONSTRAINT body_typed CHECK (((char_length(body) <= 4000) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT person_note_body_check CHECK ((body <> ''::text)),
    CONSTRAINT person_note_readers_check CHECK ((readers = ANY (ARRAY['coordinators'::text, 'staff'::text, 'person'::text])))
);
ALTER TABLE ONLY public.person_note FORCE ROW LEVEL SECURITY;
ALTER TABLE public.person_note OWNER TO vakka_owner;
COMMENT ON TABLE public.person_note IS 'Free notes about a person; readers says who may open them.';
ALTER TABLE ONLY public.person_note
    ADD CONSTRAINT person_note_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX person_note_person ON public.person_note USING btree (tenant_id, person_id, created_at DESC);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.person_note FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.person_note
    ADD CONSTRAINT person_note_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
CREATE POLICY joining ON public.person_note TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.person_note TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.person_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON public.person_note AS RESTRICTIVE FOR SELECT TO vakka_app USING (public.may_read_note(person_id, readers));
CREATE POLICY reading ON public.person_note FOR SELECT TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
GRANT INSERT ON TABLE public.person_note TO vakka_app;
GRANT SELECT(tenant_id) ON TABLE public.person_note TO vakka_app;
GRANT SELECT(id) ON TABLE public.person_note TO vakka_app;
GRANT SELECT(person_id) ON TABLE public.person_note TO vakka_app;
GRANT SELECT(author_id) ON TABLE public.person_note TO vakka_app;
GRANT SELECT(author_name) ON TABLE public.person_note TO vakka_app;
GRANT SELECT(readers) ON TABLE public.person_note TO vakka_app;
GRANT SELECT(created_at) ON TABLE public.person_note TO vakka_app;

CREATE TABLE public.prepared_release (
    tenant_id uuid NOT NULL,
    application_id uuid NOT NULL,
    employer_name text NOT NULL,
    business_id text NOT NULL,
    giver_name text DEFAULT ''::text NOT NULL,
    giver_email text DEFAULT ''::text NOT NULL,
    prepared_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT business_id_typed CHECK (public.is_business_id(business_id)),
    CONSTRAINT employer_name_typed CHECK (((char_length(employer_name) <= 120) AND public.is_visible_line(employer_name) AND (NOT public.has_identity_code(employer_name)))),
    CONSTRAINT giver_email_typed CHECK (((giver_email = ''::text) OR public.is_mail_address(giver_email))),
    CONSTRAINT giver_name_typed CHECK (((giver_name = ''::text) OR ((char_length(giver_name) <= 120) AND public.is_visible_line(giver_name) AND (NOT public.has_identity_code(giver_name))))),
    CONSTRAINT prepared_release_employer_name_check CHECK ((employer_name <> ''::text))
);
ALTER TABLE ONLY public.prepared_release FORCE ROW LEVEL SECURITY;
ALTER TABLE public.prepared_release OWNER TO vakka_owner;
COMMENT ON TABLE public.prepared_release IS 'Whom an applicant may let be asked, as a coordinator has filled it in; nobody is asked by it.';
ALTER TABLE ONLY public.prepared_release
    ADD CONSTRAINT prepared_release_pkey PRIMARY KEY (tenant_id, application_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.prepared_release FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.prepared_release FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_prepared();
ALTER TABLE ONLY public.prepared_release
    ADD CONSTRAINT prepared_release_tenant_id_application_id_fkey FOREIGN KEY (tenant_id, application_id) REFERENCES public.application(tenant_id, id);
ALTER TABLE ONLY public.prepared_release
    ADD CONSTRAINT prepared_release_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY own ON public.prepared_release TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.prepared_release ENABLE ROW LEVEL SECURITY;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.prepared_release TO vakka_app;

CREATE TABLE public.public_text (
    tenant_id uuid NOT NULL,
    topic text NOT NULL,
    text_fi text DEFAULT ''::text NOT NULL,
    text_sv text DEFAULT ''::text NOT NULL,
    text_en text DEFAULT ''::text NOT NULL,
    readers text DEFAULT 'nobody'::text NOT NULL,
    CONSTRAINT "public-texts.rule.languages" CHECK (((readers = 'nobody'::text) OR ((text_fi <> ''::text) AND (text_sv <> ''::text) AND (text_en <> ''::text)))),
    CONSTRAINT public_text_readers_check CHECK ((readers = ANY (ARRAY['nobody'::text, 'anybody'::text]))),
    CONSTRAINT public_text_topic_check CHECK ((topic = 'co-operation'::text)),
    CONSTRAINT text_en_typed CHECK (((text_en = ''::text) OR ((char_length(text_en) <= 4000) AND public.is_visible_text(text_en) AND (NOT public.has_identity_code(text_en))))),
    CONSTRAINT text_fi_typed CHECK (((text_fi = ''::text) OR ((char_length(text_fi) <= 4000) AND public.is_visible_text(text_fi) AND (NOT public.has_identity_code(text_fi))))),
    CONSTRAINT text_sv_typed CHECK (((text_sv = ''::text) OR ((char_length(text_sv) <= 4000) AND public.is_visible_text(text_sv) AND (NOT public.has_identity_code(text_sv)))))
);
ALTER TABLE ONLY public.public_text FORCE ROW LEVEL SECURITY;
ALTER TABLE public.public_text OWNER TO vakka_owner;
COMMENT ON TABLE public.public_text IS 'What a space says of itself to anybody, in three languages: nothing is shown before it is published.';
ALTER TABLE ONLY public.public_text
    ADD CONSTRAINT public_text_pkey PRIMARY KEY (tenant_id, topic);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.public_text FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.public_text FOR EACH ROW EXECUTE FUNCTION public.keep_public_text();
ALTER TABLE ONLY public.public_text
    ADD CONSTRAINT public_text_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY due ON public.public_text FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.public_text TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.public_text ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.public_text TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.public_text TO vakka_app;
GRANT INSERT(topic) ON TABLE public.public_text TO vakka_app;
GRANT INSERT(text_fi),UPDATE(text_fi) ON TABLE public.public_text TO vakka_app;
GRANT INSERT(text_sv),UPDATE(text_sv) ON TABLE public.public_text TO vakka_app;
GRANT INSERT(text_en),UPDATE(text_en) ON TABLE public.public_text TO vakka_app;
GRANT INSERT(readers),UPDATE(readers) ON TABLE public.public_text TO vakka_app;

CREATE TABLE public.release (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    person_id uuid NOT NULL,
    employer_name text NOT NULL,
    business_id text NOT NULL,
    employer_space_id uuid NOT NULL,
    giver_name text DEFAULT ''::text NOT NULL,
    giver_email text NOT NULL,
    wants_working_time boolean NOT NULL,
    wants_travel boolean NOT NULL,
    wants_substitute boolean NOT NULL,
    wants_contact_person boolean NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    text_version smallint NOT NULL,
    language text NOT NULL,
    given_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    withdrawn_at timestamp with time zone,
    facts_version integer DEFAULT 1 NOT NULL,
    searched text GENERATED ALWAYS AS (public.searchable(((employer_name || ' '::text) || business_id))) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT business_id_typed CHECK (public.is_business_id(business_id)),
    CONSTRAINT employer_name_typed CHECK (((char_length(employer_name) <= 120) AND public.is_visible_line(employer_name) AND (NOT public.has_identity_code(employer_name)))),
    CONSTRAINT giver_email_typed CHECK (public.is_mail_address(giver_email)),
    CONSTRAINT giver_name_typed CHECK (((giver_name = ''::text) OR ((char_length(giver_name) <= 120) AND public.is_visible_line(giver_name) AND (NOT public.has_identity_code(giver_name))))),
    CONSTRAINT release_business_id_check CHECK ((business_id ~ '^[0-9]{7}-[0-9]$'::text)),
    CONSTRAINT release_employer_name_check CHECK ((employer_name <> ''::text)),
    CONSTRAINT release_giver_email_check CHECK ((giver_email ~ '^[^@\s]+@[^@\s]+$'::text)),
    CONSTRAINT release_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT release_state_check CHECK ((state = ANY (ARRAY['active'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY public.release FORCE ROW LEVEL SECURITY;
ALTER TABLE public.release OWNER TO vakka_owner;
COMMENT ON TABLE public.release IS 'P1: the participant releases the application to a named employer.';
COMMENT ON COLUMN public.release.facts_version IS 'The version of the course''s facts that the participant lets the employer know.';
COMMENT ON COLUMN public.release.searched IS 'What the employer is found by.';
ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_tenant_id_id_application_id_person_id_key UNIQUE (tenant_id, id, application_id, person_id);
CREATE UNIQUE INDEX release_active ON public.release USING btree (tenant_id, application_id) WHERE (state = 'active'::text);
CREATE INDEX release_person ON public.release USING btree (tenant_id, person_id);
CREATE TRIGGER alike AFTER INSERT ON public.release FOR EACH ROW EXECUTE FUNCTION public.keep_alike();
CREATE TRIGGER ended BEFORE UPDATE OF state ON public.release FOR EACH ROW WHEN (((old.state = 'withdrawn'::text) AND (new.state <> old.state))) EXECUTE FUNCTION public.keep_ended();
CREATE TRIGGER facts BEFORE INSERT OR UPDATE OF facts_version ON public.release FOR EACH ROW EXECUTE FUNCTION public.name_facts();
CREATE TRIGGER found AFTER INSERT OR UPDATE ON public.release FOR EACH ROW EXECUTE FUNCTION public.tell_applications();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.release FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER pausing AFTER UPDATE OF state ON public.release FOR EACH ROW WHEN (((old.state = 'active'::text) AND (new.state <> 'active'::text))) EXECUTE FUNCTION public.pause_without_keys();
CREATE TRIGGER prepared AFTER INSERT ON public.release FOR EACH ROW EXECUTE FUNCTION public.drop_prepared();
ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_employer_space_id_fkey FOREIGN KEY (employer_space_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_tenant_id_application_id_person_id_fkey FOREIGN KEY (tenant_id, application_id, person_id) REFERENCES public.application(tenant_id, id, person_id) DEFERRABLE;
ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY joining ON public.release TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.release TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.release ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.release TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.release TO vakka_app;
GRANT INSERT(id) ON TABLE public.release TO vakka_app;
GRANT INSERT(application_id) ON TABLE public.release TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.release TO vakka_app;
GRANT INSERT(employer_name) ON TABLE public.release TO vakka_app;
GRANT INSERT(business_id) ON TABLE public.release TO vakka_app;
GRANT INSERT(employer_space_id) ON TABLE public.release TO vakka_app;
GRANT INSERT(giver_name) ON TABLE public.release TO vakka_app;
GRANT INSERT(giver_email) ON TABLE public.release TO vakka_app;
GRANT INSERT(wants_working_time) ON TABLE public.release TO vakka_app;
GRANT INSERT(wants_travel) ON TABLE public.release TO vakka_app;
GRANT INSERT(wants_substitute) ON TABLE public.release TO vakka_app;
GRANT INSERT(wants_contact_person) ON TABLE public.release TO vakka_app;
GRANT UPDATE(state) ON TABLE public.release TO vakka_app;
GRANT INSERT(text_version) ON TABLE public.release TO vakka_app;
GRANT INSERT(language) ON TABLE public.release TO vakka_app;
GRANT UPDATE(withdrawn_at) ON TABLE public.release TO vakka_app;
GRANT UPDATE(facts_version) ON TABLE public.release TO vakka_app;

CREATE VIEW public.returned_address WITH (security_invoker='true') AS
 SELECT o.tenant_id,
    o.recipient AS address,
    max(o.returned_at) AS at
   FROM public.outbox o
  WHERE ((o.state = ANY (ARRAY['refused'::text, 'bounced'::text])) AND (o.status ~ '^5\.[0124]\.'::text) AND (NOT (EXISTS ( SELECT
           FROM public.outbox later
          WHERE ((later.tenant_id = o.tenant_id) AND (later.recipient = o.recipient) AND (later.state = 'sent'::text) AND (later.sent_at > o.returned_at) AND (later.sent_at < (public.moment() - '3 days'::interval)))))))
  GROUP BY o.tenant_id, o.recipient;
ALTER TABLE public.returned_address OWNER TO vakka_owner;
COMMENT ON VIEW public.returned_address IS 'Addresses whose mail does not arrive, until a later mail has been taken and not come back in three days.';
GRANT SELECT ON TABLE public.returned_address TO vakka_app;

CREATE TABLE public.role_gift (
    giver text NOT NULL,
    role text NOT NULL
);
ALTER TABLE public.role_gift OWNER TO vakka_owner;
ALTER TABLE ONLY public.role_gift
    ADD CONSTRAINT role_gift_pkey PRIMARY KEY (giver, role);
GRANT SELECT ON TABLE public.role_gift TO vakka_app;

CREATE TABLE public.role_in_kind (
    kind text NOT NULL,
    role text NOT NULL
);
ALTER TABLE public.role_in_kind OWNER TO vakka_owner;
ALTER TABLE ONLY public.role_in_kind
    ADD CONSTRAINT role_in_kind_pkey PRIMARY KEY (kind, role);
GRANT SELECT ON TABLE public.role_in_kind TO vakka_app;

CREATE TABLE public.saved_view (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    membership_id uuid NOT NULL,
    list text NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    is_shared boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    CONSTRAINT name_typed CHECK (((char_length(name) <= 120) AND public.is_visible_line(name) AND (NOT public.has_identity_code(name)))),
    CONSTRAINT saved_view_list_check CHECK (((list ~ '^/[a-z-]+(/[a-z-]+)*$'::text) AND (char_length(list) <= 100))),
    CONSTRAINT saved_view_query_check CHECK ((octet_length(query) <= 8192))
);
ALTER TABLE ONLY public.saved_view FORCE ROW LEVEL SECURITY;
ALTER TABLE public.saved_view OWNER TO vakka_owner;
COMMENT ON TABLE public.saved_view IS 'A list with its filters, search and order, under a name: for one member, or for all of the space.';
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_tenant_id_membership_id_list_name_key UNIQUE (tenant_id, membership_id, list, name);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.saved_view FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER own BEFORE INSERT OR DELETE OR UPDATE ON public.saved_view FOR EACH ROW EXECUTE FUNCTION public.keep_saved_view();
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_tenant_id_membership_id_fkey FOREIGN KEY (tenant_id, membership_id) REFERENCES public.membership(tenant_id, id);
CREATE POLICY own ON public.saved_view TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.saved_view ENABLE ROW LEVEL SECURITY;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.saved_view TO vakka_app;

CREATE TABLE public.space (
    id uuid NOT NULL,
    slug text NOT NULL,
    alias uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    is_authority boolean DEFAULT false NOT NULL,
    business_id text,
    name_fi text NOT NULL,
    name_sv text NOT NULL,
    name_en text NOT NULL,
    default_language text DEFAULT 'fi'::text NOT NULL,
    contact_email text DEFAULT ''::text NOT NULL,
    contact_phone text DEFAULT ''::text NOT NULL,
    logo_text text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    contact_name text DEFAULT ''::text NOT NULL,
    contact_address text DEFAULT ''::text NOT NULL,
    contact_for text DEFAULT 'anybody'::text NOT NULL,
    CONSTRAINT business_id_typed CHECK (public.is_business_id(business_id)),
    CONSTRAINT contact_address_typed CHECK (((contact_address = ''::text) OR ((char_length(contact_address) <= 200) AND public.is_visible_line(contact_address) AND (NOT public.has_identity_code(contact_address))))),
    CONSTRAINT contact_email_typed CHECK (((contact_email = ''::text) OR public.is_mail_address(contact_email))),
    CONSTRAINT contact_name_typed CHECK (((contact_name = ''::text) OR ((char_length(contact_name) <= 120) AND public.is_visible_line(contact_name) AND (NOT public.has_identity_code(contact_name))))),
    CONSTRAINT contact_phone_typed CHECK (((contact_phone = ''::text) OR public.is_phone(contact_phone))),
    CONSTRAINT logo_text_typed CHECK (((logo_text = ''::text) OR ((char_length(logo_text) <= 24) AND public.is_visible_line(logo_text) AND (NOT public.has_identity_code(logo_text))))),
    CONSTRAINT name_en_typed CHECK (((char_length(name_en) <= 120) AND public.is_visible_line(name_en) AND (NOT public.has_identity_code(name_en)))),
    CONSTRAINT name_fi_typed CHECK (((char_length(name_fi) <= 120) AND public.is_visible_line(name_fi) AND (NOT public.has_identity_code(name_fi)))),
    CONSTRAINT name_sv_typed CHECK (((char_length(name_sv) <= 120) AND public.is_visible_line(name_sv) AND (NOT public.has_identity_code(name_sv)))),
    CONSTRAINT space_business_id_check CHECK ((business_id ~ '^[0-9]{7}-[0-9]$'::text)),
    CONSTRAINT space_contact_for_check CHECK ((contact_for = ANY (ARRAY['anybody'::text, 'members'::text]))),
    CONSTRAINT space_default_language_check CHECK ((default_language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT space_kind_check CHECK ((kind = ANY (ARRAY['association'::text, 'partner'::text, 'provider'::text, 'employer'::text, 'installation'::text]))),
    CONSTRAINT space_name_en_check CHECK ((name_en <> ''::text)),
    CONSTRAINT space_name_fi_check CHECK ((name_fi <> ''::text)),
    CONSTRAINT space_name_sv_check CHECK ((name_sv <> ''::text)),
    CONSTRAINT space_slug_check CHECK ((slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'::text)),
    CONSTRAINT space_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'unclaimed'::text])))
);
ALTER TABLE ONLY public.space FORCE ROW LEVEL SECURITY;
ALTER TABLE public.space OWNER TO vakka_owner;
COMMENT ON TABLE public.space IS 'One organisation''s closed space. The alias, not the slug, names it in the log.';
ALTER TABLE ONLY public.space
    ADD CONSTRAINT space_alias_key UNIQUE (alias);
ALTER TABLE ONLY public.space
    ADD CONSTRAINT space_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.space
    ADD CONSTRAINT space_slug_key UNIQUE (slug);
CREATE UNIQUE INDEX space_business_id_key ON public.space USING btree (business_id, ((kind = 'partner'::text)));
CREATE UNIQUE INDEX space_installation ON public.space USING btree (kind) WHERE (kind = 'installation'::text);
COMMENT ON INDEX public.space_installation IS 'There is one installation.';
CREATE POLICY directory ON public.space FOR SELECT TO vakka_accounts, vakka_log USING (true);
CREATE POLICY making ON public.space TO vakka_owner USING (true) WITH CHECK (true);
CREATE POLICY own ON public.space TO vakka_app USING ((id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.space ENABLE ROW LEVEL SECURITY;
GRANT SELECT,REFERENCES ON TABLE public.space TO vakka_accounts;
GRANT SELECT,REFERENCES ON TABLE public.space TO vakka_log;
GRANT SELECT ON TABLE public.space TO vakka_app;
GRANT UPDATE(name_fi) ON TABLE public.space TO vakka_app;
GRANT UPDATE(name_sv) ON TABLE public.space TO vakka_app;
GRANT UPDATE(name_en) ON TABLE public.space TO vakka_app;
GRANT UPDATE(default_language) ON TABLE public.space TO vakka_app;
GRANT UPDATE(contact_email) ON TABLE public.space TO vakka_app;
GRANT UPDATE(contact_phone) ON TABLE public.space TO vakka_app;
GRANT UPDATE(logo_text) ON TABLE public.space TO vakka_app;
GRANT UPDATE(contact_name) ON TABLE public.space TO vakka_app;
GRANT UPDATE(contact_address) ON TABLE public.space TO vakka_app;
GRANT UPDATE(contact_for) ON TABLE public.space TO vakka_app;

CREATE TABLE public.story (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    other_id uuid,
    other_name text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    published_at timestamp with time zone,
    CONSTRAINT other_name_typed CHECK (((other_name = ''::text) OR ((char_length(other_name) <= 120) AND public.is_visible_line(other_name) AND (NOT public.has_identity_code(other_name))))),
    CONSTRAINT story_check CHECK ((other_id <> tenant_id)),
    CONSTRAINT story_check1 CHECK (((other_id IS NULL) = (other_name = ''::text))),
    CONSTRAINT story_check2 CHECK (((version > 0) OR (state = 'draft'::text))),
    CONSTRAINT story_check3 CHECK (((state <> 'published'::text) OR (published_at IS NOT NULL))),
    CONSTRAINT story_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'declined'::text, 'published'::text, 'taken-back'::text]))),
    CONSTRAINT story_version_check CHECK (((version >= 0) AND (version <= 1000)))
);
ALTER TABLE ONLY public.story FORCE ROW LEVEL SECURITY;
ALTER TABLE public.story OWNER TO vakka_owner;
COMMENT ON TABLE public.story IS 'A story about somebody. other_id, other_name: the organisation that it names, if any. version: the newest, which alone can be published.';
ALTER TABLE ONLY public.story
    ADD CONSTRAINT story_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX story_made ON public.story USING btree (tenant_id, created_at, id);
CREATE INDEX story_person ON public.story USING btree (tenant_id, person_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.story FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.story FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_story();
CREATE TRIGGER rules_of_approval BEFORE INSERT OR UPDATE ON public.story FOR EACH ROW EXECUTE FUNCTION public.keep_published();
ALTER TABLE ONLY public.story
    ADD CONSTRAINT story_other_id_fkey FOREIGN KEY (other_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.story
    ADD CONSTRAINT story_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.story
    ADD CONSTRAINT story_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
CREATE POLICY due ON public.story FOR SELECT TO vakka_owner USING (true);
CREATE POLICY joining ON public.story TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.story TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.story ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.story TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.story TO vakka_app;
GRANT INSERT(id) ON TABLE public.story TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.story TO vakka_app;
GRANT INSERT(other_id),UPDATE(other_id) ON TABLE public.story TO vakka_app;
GRANT INSERT(other_name),UPDATE(other_name) ON TABLE public.story TO vakka_app;
GRANT UPDATE(state) ON TABLE public.story TO vakka_app;

CREATE TABLE public.story_approval (
    tenant_id uuid NOT NULL,
    story_id uuid NOT NULL,
    version integer NOT NULL,
    side text NOT NULL,
    matter text NOT NULL,
    answer text NOT NULL,
    given_by uuid,
    given_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    taken_back_at timestamp with time zone,
    CONSTRAINT story_approval_answer_check CHECK ((answer = ANY (ARRAY['approved'::text, 'declined'::text]))),
    CONSTRAINT story_approval_check CHECK ((taken_back_at >= given_at)),
    CONSTRAINT story_approval_check1 CHECK (((side = 'person'::text) = (given_by IS NOT NULL))),
    CONSTRAINT story_approval_check2 CHECK (((answer = 'approved'::text) OR ((matter = 'text'::text) AND (taken_back_at IS NULL)))),
    CONSTRAINT story_approval_matter_check CHECK ((matter = ANY (ARRAY['text'::text, 'recording'::text]))),
    CONSTRAINT story_approval_side_check CHECK ((side = ANY (ARRAY['person'::text, 'organisation'::text])))
);
ALTER TABLE ONLY public.story_approval FORCE ROW LEVEL SECURITY;
ALTER TABLE public.story_approval OWNER TO vakka_owner;
COMMENT ON TABLE public.story_approval IS 'What a side has answered to one version of a story, to its text and to the link to a recording. The organisation''s answer comes by letter.';
ALTER TABLE ONLY public.story_approval
    ADD CONSTRAINT story_approval_pkey PRIMARY KEY (tenant_id, story_id, version, side, matter);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.story_approval FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.story_approval FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_story_approval();
ALTER TABLE ONLY public.story_approval
    ADD CONSTRAINT story_approval_tenant_id_given_by_fkey FOREIGN KEY (tenant_id, given_by) REFERENCES public.membership(tenant_id, id);
ALTER TABLE ONLY public.story_approval
    ADD CONSTRAINT story_approval_tenant_id_story_id_version_fkey FOREIGN KEY (tenant_id, story_id, version) REFERENCES public.story_version(tenant_id, story_id, version);
CREATE POLICY due ON public.story_approval FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.story_approval TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.story_approval ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.story_approval TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.story_approval TO vakka_app;
GRANT INSERT(story_id) ON TABLE public.story_approval TO vakka_app;
GRANT INSERT(version) ON TABLE public.story_approval TO vakka_app;
GRANT INSERT(side) ON TABLE public.story_approval TO vakka_app;
GRANT INSERT(matter) ON TABLE public.story_approval TO vakka_app;
GRANT INSERT(answer) ON TABLE public.story_approval TO vakka_app;
GRANT UPDATE(taken_back_at) ON TABLE public.story_approval TO vakka_app;

CREATE TABLE public.story_copy (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    other_id uuid NOT NULL,
    other_name text NOT NULL,
    address text NOT NULL,
    version integer NOT NULL,
    language text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    name_shown text NOT NULL,
    recording_link text NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    created_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    changed_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    answered_by uuid,
    CONSTRAINT body_typed CHECK (((char_length(body) <= 4000) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT name_shown_typed CHECK (((char_length(name_shown) <= 120) AND public.is_visible_line(name_shown) AND (NOT public.has_identity_code(name_shown)))),
    CONSTRAINT other_name_typed CHECK (((char_length(other_name) <= 120) AND public.is_visible_line(other_name) AND (NOT public.has_identity_code(other_name)))),
    CONSTRAINT recording_link_typed CHECK (((recording_link = ''::text) OR ((char_length(recording_link) <= 200) AND public.is_visible_line(recording_link) AND (NOT public.has_identity_code(recording_link))))),
    CONSTRAINT story_copy_address_check CHECK ((address ~ '^/[a-z0-9-]+/stories/[0-9a-f-]{36}$'::text)),
    CONSTRAINT story_copy_check CHECK ((other_id <> tenant_id)),
    CONSTRAINT story_copy_check1 CHECK (((state <> ALL (ARRAY['approved'::text, 'declined'::text])) OR (answered_by IS NOT NULL))),
    CONSTRAINT story_copy_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT story_copy_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'declined'::text, 'taken-back'::text]))),
    CONSTRAINT story_copy_version_check CHECK (((version >= 1) AND (version <= 1000))),
    CONSTRAINT title_typed CHECK (((char_length(title) <= 120) AND public.is_visible_line(title) AND (NOT public.has_identity_code(title))))
);
ALTER TABLE ONLY public.story_copy FORCE ROW LEVEL SECURITY;
ALTER TABLE public.story_copy OWNER TO vakka_owner;
COMMENT ON TABLE public.story_copy IS 'A story that names this organisation, as the letter of the association says it. other_id, other_name: the association.';
ALTER TABLE ONLY public.story_copy
    ADD CONSTRAINT story_copy_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX story_copy_changed ON public.story_copy USING btree (tenant_id, changed_at, id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.story_copy FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT OR UPDATE ON public.story_copy FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_story_copy();
ALTER TABLE ONLY public.story_copy
    ADD CONSTRAINT story_copy_other_id_fkey FOREIGN KEY (other_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.story_copy
    ADD CONSTRAINT story_copy_tenant_id_answered_by_fkey FOREIGN KEY (tenant_id, answered_by) REFERENCES public.membership(tenant_id, id);
ALTER TABLE ONLY public.story_copy
    ADD CONSTRAINT story_copy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY own ON public.story_copy TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.story_copy ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(id) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(other_id) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(other_name),UPDATE(other_name) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(address),UPDATE(address) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(version),UPDATE(version) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(language),UPDATE(language) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(title),UPDATE(title) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(body),UPDATE(body) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(name_shown),UPDATE(name_shown) ON TABLE public.story_copy TO vakka_app;
GRANT INSERT(recording_link),UPDATE(recording_link) ON TABLE public.story_copy TO vakka_app;
GRANT UPDATE(state) ON TABLE public.story_copy TO vakka_app;

CREATE TABLE public.story_version (
    tenant_id uuid NOT NULL,
    story_id uuid NOT NULL,
    version integer NOT NULL,
    language text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    name_shown text NOT NULL,
    recording_link text DEFAULT ''::text NOT NULL,
    written_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    written_by uuid,
    hash bytea GENERATED ALWAYS AS (sha256((replace(((((((((language || '
'::text) || title) || '
'::text) || body) || '
'::text) || name_shown) || '
'::text) || recording_link), '\'::text, '\\'::text))::bytea)) STORED NOT NULL,
    CONSTRAINT body_typed CHECK (((char_length(body) <= 4000) AND public.is_visible_text(body) AND (NOT public.has_identity_code(body)))),
    CONSTRAINT name_shown_typed CHECK (((char_length(name_shown) <= 120) AND public.is_visible_line(name_shown) AND (NOT public.has_identity_code(name_shown)))),
    CONSTRAINT recording_link_typed CHECK (((recording_link = ''::text) OR ((char_length(recording_link) <= 200) AND public.is_visible_line(recording_link) AND (NOT public.has_identity_code(recording_link))))),
    CONSTRAINT story_version_language_check CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT story_version_recording_link_check CHECK ((recording_link ~ '^(https://[a-z0-9-]+([.][a-z0-9-]+)+(/[!-~]*)?)?$'::text)),
    CONSTRAINT story_version_version_check CHECK (((version >= 1) AND (version <= 1000))),
    CONSTRAINT title_typed CHECK (((char_length(title) <= 120) AND public.is_visible_line(title) AND (NOT public.has_identity_code(title))))
);
ALTER TABLE ONLY public.story_version FORCE ROW LEVEL SECURITY;
ALTER TABLE public.story_version OWNER TO vakka_owner;
COMMENT ON TABLE public.story_version IS 'What a story said at a time; it never changes. hash: what an approval was given to.';
ALTER TABLE ONLY public.story_version
    ADD CONSTRAINT story_version_pkey PRIMARY KEY (tenant_id, story_id, version);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.story_version FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.story_version FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_story_version();
ALTER TABLE ONLY public.story_version
    ADD CONSTRAINT story_version_tenant_id_story_id_fkey FOREIGN KEY (tenant_id, story_id) REFERENCES public.story(tenant_id, id);
ALTER TABLE ONLY public.story_version
    ADD CONSTRAINT story_version_tenant_id_written_by_fkey FOREIGN KEY (tenant_id, written_by) REFERENCES public.membership(tenant_id, id);
CREATE POLICY due ON public.story_version FOR SELECT TO vakka_owner USING (true);
CREATE POLICY own ON public.story_version TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.story_version AS RESTRICTIVE FOR SELECT TO vakka_app USING ((EXISTS ( SELECT
   FROM public.story s
  WHERE ((s.tenant_id = story_version.tenant_id) AND (s.id = story_version.story_id) AND (((s.state = 'published'::text) AND (s.version = story_version.version)) OR (s.person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role))))));
ALTER TABLE public.story_version ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.story_version TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.story_version TO vakka_app;
GRANT INSERT(story_id) ON TABLE public.story_version TO vakka_app;
GRANT INSERT(version) ON TABLE public.story_version TO vakka_app;
GRANT INSERT(language) ON TABLE public.story_version TO vakka_app;
GRANT INSERT(title) ON TABLE public.story_version TO vakka_app;
GRANT INSERT(body) ON TABLE public.story_version TO vakka_app;
GRANT INSERT(name_shown) ON TABLE public.story_version TO vakka_app;
GRANT INSERT(recording_link) ON TABLE public.story_version TO vakka_app;

CREATE TABLE public.submission (
    tenant_id uuid NOT NULL,
    key uuid NOT NULL,
    account_id uuid,
    path text NOT NULL,
    location text NOT NULL,
    at timestamp with time zone DEFAULT public.moment() NOT NULL,
    content bytea DEFAULT '\x'::bytea NOT NULL
);
ALTER TABLE ONLY public.submission FORCE ROW LEVEL SECURITY;
ALTER TABLE public.submission OWNER TO vakka_owner;
COMMENT ON TABLE public.submission IS 'Forms that were carried out, by their idempotency key.';
COMMENT ON COLUMN public.submission.content IS 'SHA-256 of what was sent: the same key with other content is refused.';
ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (tenant_id, key);
CREATE INDEX submission_at ON public.submission USING brin (at);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.submission FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
CREATE POLICY own ON public.submission TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.submission ENABLE ROW LEVEL SECURITY;
CREATE POLICY sweeping ON public.submission TO vakka_owner USING (true);
GRANT SELECT,INSERT ON TABLE public.submission TO vakka_app;
GRANT UPDATE(location) ON TABLE public.submission TO vakka_app;
GRANT UPDATE(content) ON TABLE public.submission TO vakka_app;

CREATE TABLE public.tax_card (
    tenant_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    year integer NOT NULL,
    received_on date NOT NULL,
    CONSTRAINT received_on_typed CHECK (((received_on >= '2000-01-01'::date) AND (received_on <= '2100-12-31'::date))),
    CONSTRAINT tax_card_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);
ALTER TABLE ONLY public.tax_card FORCE ROW LEVEL SECURITY;
ALTER TABLE public.tax_card OWNER TO vakka_owner;
COMMENT ON TABLE public.tax_card IS 'That the tax card of an expert for a year has come. The card itself is never kept.';
ALTER TABLE ONLY public.tax_card
    ADD CONSTRAINT tax_card_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ONLY public.tax_card
    ADD CONSTRAINT tax_card_tenant_id_person_id_year_key UNIQUE (tenant_id, person_id, year);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.tax_card FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
CREATE TRIGGER rules BEFORE INSERT ON public.tax_card FOR EACH ROW WHEN ((CURRENT_USER = 'vakka_app'::name)) EXECUTE FUNCTION public.keep_tax_card();
ALTER TABLE ONLY public.tax_card
    ADD CONSTRAINT tax_card_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.tax_card
    ADD CONSTRAINT tax_card_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.person(tenant_id, id);
CREATE POLICY joining ON public.tax_card TO vakka_owner USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY own ON public.tax_card TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY readers ON public.tax_card AS RESTRICTIVE FOR SELECT TO vakka_app USING (((person_id = ( SELECT public.member_person(public.current_actor()) AS member_person)) OR ( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role)));
ALTER TABLE public.tax_card ENABLE ROW LEVEL SECURITY;
CREATE POLICY writers_add ON public.tax_card AS RESTRICTIVE FOR INSERT TO vakka_app WITH CHECK (( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role));
CREATE POLICY writers_drop ON public.tax_card AS RESTRICTIVE FOR DELETE TO vakka_app USING (( SELECT public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'::text) AS holds_role));
GRANT SELECT,DELETE ON TABLE public.tax_card TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.tax_card TO vakka_app;
GRANT INSERT(person_id) ON TABLE public.tax_card TO vakka_app;
GRANT INSERT(year) ON TABLE public.tax_card TO vakka_app;
GRANT INSERT(received_on) ON TABLE public.tax_card TO vakka_app;

CREATE TABLE public.undo (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    membership_id uuid NOT NULL,
    act text NOT NULL,
    path text NOT NULL,
    rows uuid[] NOT NULL,
    parts smallint[] NOT NULL,
    before text[] NOT NULL,
    after text[] NOT NULL,
    made_at timestamp with time zone DEFAULT public.moment() NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT undo_act_check CHECK (((act ~ '^[a-z-]+(\.[a-z-]+)+$'::text) AND (char_length(act) <= 60))),
    CONSTRAINT undo_check CHECK ((((cardinality(rows) >= 1) AND (cardinality(rows) <= 5000)) AND (cardinality(parts) = cardinality(rows)) AND (cardinality(before) = cardinality(rows)) AND (cardinality(after) = cardinality(rows)))),
    CONSTRAINT undo_path_check CHECK (((path ~ '^/'::text) AND (octet_length(path) <= 8192)))
);
ALTER TABLE ONLY public.undo FORCE ROW LEVEL SECURITY;
ALTER TABLE public.undo OWNER TO vakka_owner;
COMMENT ON TABLE public.undo IS 'Acts that who did them may take back for ten minutes: what stood before, and what stands since.';
COMMENT ON COLUMN public.undo.path IS 'The page on which it was done.';
COMMENT ON COLUMN public.undo.parts IS 'Which part of a row: the number of an afternoon, else 0.';
ALTER TABLE ONLY public.undo
    ADD CONSTRAINT undo_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX undo_made ON public.undo USING btree (tenant_id, made_at);
CREATE TRIGGER kept BEFORE INSERT OR UPDATE ON public.undo FOR EACH ROW EXECUTE FUNCTION public.keep_undo();
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.undo FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.undo
    ADD CONSTRAINT undo_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.undo
    ADD CONSTRAINT undo_tenant_id_membership_id_fkey FOREIGN KEY (tenant_id, membership_id) REFERENCES public.membership(tenant_id, id);
CREATE POLICY own ON public.undo TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
CREATE POLICY swept ON public.undo TO vakka_owner USING (true);
ALTER TABLE public.undo ENABLE ROW LEVEL SECURITY;
CREATE POLICY whose ON public.undo AS RESTRICTIVE TO vakka_app USING ((membership_id = ( SELECT public.current_actor() AS current_actor)));
GRANT SELECT ON TABLE public.undo TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.undo TO vakka_app;
GRANT INSERT(id) ON TABLE public.undo TO vakka_app;
GRANT INSERT(membership_id) ON TABLE public.undo TO vakka_app;
GRANT INSERT(act) ON TABLE public.undo TO vakka_app;
GRANT INSERT(path) ON TABLE public.undo TO vakka_app;
GRANT INSERT(rows) ON TABLE public.undo TO vakka_app;
GRANT INSERT(parts) ON TABLE public.undo TO vakka_app;
GRANT INSERT(before) ON TABLE public.undo TO vakka_app;
GRANT INSERT(after) ON TABLE public.undo TO vakka_app;
GRANT UPDATE(undone_at) ON TABLE public.undo TO vakka_app;

CREATE TABLE public.welcome (
    tenant_id uuid NOT NULL,
    membership_id uuid NOT NULL,
    at timestamp with time zone DEFAULT public.moment() NOT NULL
);
ALTER TABLE ONLY public.welcome FORCE ROW LEVEL SECURITY;
ALTER TABLE public.welcome OWNER TO vakka_owner;
COMMENT ON TABLE public.welcome IS 'Members who have put away what Today says on a first visit.';
ALTER TABLE ONLY public.welcome
    ADD CONSTRAINT welcome_pkey PRIMARY KEY (tenant_id, membership_id);
CREATE TRIGGER outside_change AFTER INSERT OR DELETE OR UPDATE ON public.welcome FOR EACH ROW WHEN ((SESSION_USER <> ALL (ARRAY['vakka_app'::name, 'vakka_worker'::name]))) EXECUTE FUNCTION log.record_outside_change();
ALTER TABLE ONLY public.welcome
    ADD CONSTRAINT welcome_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.space(id);
ALTER TABLE ONLY public.welcome
    ADD CONSTRAINT welcome_tenant_id_membership_id_fkey FOREIGN KEY (tenant_id, membership_id) REFERENCES public.membership(tenant_id, id);
CREATE POLICY own ON public.welcome TO vakka_app USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));
ALTER TABLE public.welcome ENABLE ROW LEVEL SECURITY;
CREATE POLICY whose ON public.welcome AS RESTRICTIVE TO vakka_app USING ((membership_id = ( SELECT public.current_actor() AS current_actor)));
GRANT SELECT ON TABLE public.welcome TO vakka_app;
GRANT INSERT(tenant_id) ON TABLE public.welcome TO vakka_app;
GRANT INSERT(membership_id) ON TABLE public.welcome TO vakka_app;
