-- Whom a request is about, for the log of the employer's space: it keeps no register of employees, so the request itself is
-- the subject of its events. A matter that is over without an answer names nobody any more.
set role vakka_owner;

create view public.employee_of_request with (security_invoker) as
select r.tenant_id, r.id, case when r.state = 'cancelled' and r.decided_at is null then '' else r.employee_name end as name,
       r.applicant_mark as mark
  from public.consent_request r;
comment on view public.employee_of_request is 'Whom each request is about: the name, and the hash by which they know themselves.';
grant select on public.employee_of_request to vakka_app;

reset role;
