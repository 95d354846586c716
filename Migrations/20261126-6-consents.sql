-- The employer's end of a consent request: the letter that came, its links, codes, decisions and receipts.
set role vakka_owner;

-- What was agreed to, word for word: a text is never edited, only followed by the next version.
create table public.consent_text (
  kind text not null check (kind in ('release', 'employer')),
  version smallint not null,
  language text not null check (language in ('fi', 'sv', 'en')),
  title text not null,
  body text not null,
  sha256 bytea not null generated always as (sha256((title || E'\n' || body)::bytea)) stored,
  published_at timestamptz not null default public.moment(),
  primary key (kind, version, language)
);
comment on table public.consent_text is 'Texts of consents and releases, by version and language.';
grant select on public.consent_text to vakka_app;

-- The first versions. The employer's text tells what is asked for, and nothing of why.
insert into public.consent_text (kind, version, language, title, body) values
  ('release', 1, 'fi', 'Lupa kysyä työnantajaltasi',
$text$Annan koulutuksen järjestäjälle luvan kysyä nimeämältäni työnantajalta, voinko osallistua koulutukseen.

Työnantajalle kerrotaan nimeni, koulutuksen nimi, paikka, päivät ja tuntimäärä sekä tuki, jota pyydän. Muuta minusta ei kerrota, eikä työnantaja näe hakemustani.

Voin perua luvan milloin tahansa omalla sivullani. Silloin työnantajaan ei enää oteta yhteyttä, ja työnantaja näkee vain, että pyyntö ei ole vireillä. Jos minulla on jo paikka koulutuksessa, osallistumiseni keskeytyy.$text$),
  ('release', 1, 'sv', 'Lov att fråga din arbetsgivare',
$text$Jag ger utbildningens anordnare lov att fråga den arbetsgivare jag namnger om jag kan delta i utbildningen.

Arbetsgivaren får veta mitt namn, utbildningens namn, plats, dagar och antal timmar samt det stöd jag ber om. Annat om mig berättas inte, och arbetsgivaren ser inte min ansökan.

Jag kan när som helst ta tillbaka lovet på min egen sida. Då kontaktas arbetsgivaren inte längre, och arbetsgivaren ser bara att begäran inte är aktuell. Om jag redan har en plats i utbildningen avbryts mitt deltagande.$text$),
  ('release', 1, 'en', 'Permission to ask your employer',
$text$I allow the course provider to ask the employer I name whether I can take part in the course.

The employer is told my name, the name of the course, the place, the days and the number of hours, and the support I ask for. Nothing else about me is told, and the employer does not see my application.

I can take this permission back at any time on my own page. The employer is then no longer contacted and sees only that the request is not in progress. If I already have a place on the course, my participation is paused.$text$),
  ('employer', 1, 'fi', 'Työnantajan suostumus ja tuki',
$text$Koulutuksen järjestäjä kysyy, saako työntekijä osallistua koulutukseen ja mitä tukea työnantaja siihen antaa.

Suostumus ja tuki ovat kaksi eri vastausta. Suostumus tarkoittaa, että työntekijä saa osallistua. Tuki tarkoittaa työaikaa koulutuksen iltapäiviin ja, jos niin vastataan, matkakuluja, sijaista tai yhteyshenkilöä.

Työntekijä voi saada paikan vain, jos työnantaja antaa sekä suostumuksen että työajan. Osallistuminen ei velvoita työntekijää eikä työnantajaa mihinkään koulutuksen jälkeen.

Työnantaja voi perua suostumuksen milloin tahansa. Silloin osallistuminen keskeytyy, mutta käydyt iltapäivät jäävät voimaan.

Vastauksesta tallennetaan vastaajan nimi ja sähköpostiosoite, vastausaika, vastaus ja se, mihin tekstiin vastattiin. Työnantaja ja koulutuksen järjestäjä saavat kuitin.$text$),
  ('employer', 1, 'sv', 'Arbetsgivarens samtycke och stöd',
$text$Utbildningens anordnare frågar om arbetstagaren får delta i utbildningen och vilket stöd arbetsgivaren ger.

Samtycke och stöd är två olika svar. Samtycke betyder att arbetstagaren får delta. Stöd betyder arbetstid för utbildningens eftermiddagar och, om arbetsgivaren så svarar, resekostnader, en vikarie eller en kontaktperson.

Arbetstagaren kan få en plats bara om arbetsgivaren ger både samtycke och arbetstid. Deltagandet förpliktar varken arbetstagaren eller arbetsgivaren till något efter utbildningen.

Arbetsgivaren kan när som helst ta tillbaka samtycket. Då avbryts deltagandet, men genomförda eftermiddagar kvarstår.

Av svaret sparas svararens namn och e-postadress, tidpunkten, svaret och vilken text som besvarades. Arbetsgivaren och utbildningens anordnare får ett kvitto.$text$),
  ('employer', 1, 'en', 'The employer’s consent and support',
$text$The course provider asks whether the employee may take part in the course, and what support the employer gives.

Consent and support are two separate answers. Consent means that the employee may take part. Support means working time for the afternoons of the course and, if so answered, travel costs, a substitute or a contact person.

The employee can get a place only if the employer gives both consent and working time. Taking part obliges neither the employee nor the employer to anything after the course.

The employer can withdraw the consent at any time. Participation is then paused, but afternoons already attended remain valid.

What is kept of the answer: the name and e-mail address of the person who answered, the time, the answer, and which text was answered. The employer and the course provider each get a receipt.$text$);

create table public.consent_request (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  provider_space_id uuid not null references public.space (id),
  ask_id uuid not null,
  provider_name text not null,
  employee_name text not null,
  employer_name text not null,
  course_name text not null,
  place text not null,
  sessions jsonb not null,
  hours smallint not null,
  asks_working_time boolean not null,
  asks_travel boolean not null,
  asks_substitute boolean not null,
  asks_contact_person boolean not null,
  giver_name text not null default '',
  giver_email text not null,
  text_version smallint not null,
  language text not null check (language in ('fi', 'sv', 'en')),
  state text not null default 'waiting'
    check (state in ('waiting', 'given', 'without-support', 'refused', 'withdrawn', 'expired', 'cancelled')),
  sent_at timestamptz not null default public.moment(),
  expires_at timestamptz not null,
  decided_at timestamptz,
  -- The applicant's address, hashed with the request's id: the employer can tell whether an answer comes from it, and not
  -- read it.
  applicant_mark bytea not null default '',
  primary key (tenant_id, id),
  unique (tenant_id, ask_id)
);
create index consent_request_sent on public.consent_request (tenant_id, sent_at desc, id desc);
comment on table public.consent_request is 'P2 as the employer sees it: neutral facts of a course, nothing about the reason.';
call public.tenant_table('consent_request', 'select, insert, update (state, decided_at, giver_name, giver_email)');

create table public.consent_link (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  token_hash bytea not null,
  email text not null,
  name text not null default '',
  delegated_from uuid,
  delegated_by text not null default '',
  created_at timestamptz not null default public.moment(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  unique (tenant_id, id, request_id),
  foreign key (tenant_id, request_id) references public.consent_request (tenant_id, id),
  foreign key (tenant_id, delegated_from, request_id) references public.consent_link (tenant_id, id, request_id)
);
create index consent_link_request on public.consent_link (tenant_id, request_id);
comment on table public.consent_link is 'A personal link to answer one request; passed on, it keeps the chain.';
call public.tenant_table('consent_link', 'select, insert, update (revoked_at, expires_at)');

create table public.consent_code (
  tenant_id uuid not null,
  link_id uuid not null,
  browser_hash bytea not null,
  code_hash bytea not null,
  expires_at timestamptz not null,
  tries smallint not null default 0,
  primary key (tenant_id, link_id, browser_hash),
  foreign key (tenant_id, link_id) references public.consent_link (tenant_id, id)
);
comment on table public.consent_code is 'The code from the second mail, bound to the browser that asked for it.';
call public.tenant_table('consent_code', 'select, insert, update, delete');

create table public.consent_decision (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('decision', 'withdrawal')),
  consents boolean not null,
  support_working_time boolean not null,
  support_travel boolean not null,
  support_substitute boolean not null,
  support_contact text not null default '',
  typed_name text not null check (typed_name <> ''),
  email text not null,
  text_version smallint not null,
  text_language text not null check (text_language in ('fi', 'sv', 'en')),
  text_sha256 bytea not null check (octet_length(text_sha256) = 32),
  identity_strength text not null
    check (identity_strength in ('link', 'link-code', 'company-domain', 'account', 'paper')),
  link_id uuid,
  membership_id uuid,
  decided_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references public.consent_request (tenant_id, id),
  foreign key (tenant_id, link_id, request_id) references public.consent_link (tenant_id, id, request_id),
  foreign key (tenant_id, membership_id) references public.membership (tenant_id, id)
);
create index consent_decision_request on public.consent_decision (tenant_id, request_id, decided_at desc);
comment on table public.consent_decision is 'What was answered, by whom and to which text. Never changed; a withdrawal is a row of its own.';
call public.tenant_table('consent_decision', 'select, insert');

reset role;
