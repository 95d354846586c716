-- An answer is to the text and the facts that this end was shown.
create or replace function public.need_shown() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  perform from public.consent_request r
    join public.consent_text t on t.kind = 'employer' and t.version = new.text_version and t.language = new.text_language
   where r.tenant_id = new.tenant_id and r.id = new.request_id and t.sha256 = new.text_sha256
     and r.text_version = new.text_version and r.facts_sha256 = new.facts_sha256;
  if not found then perform public.refuse('VK409', 'answer.rule.facts'); end if;
  return new;
end $$;
