create or replace function public.space_make(fresh uuid, wanted text, kind_of text, state_of text, business text,
    fi text, sv text, en text, spoken text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    insert into public.space (id, slug, kind, state, business_id, name_fi, name_sv, name_en, default_language, logo_text)
      values (fresh, wanted, kind_of, state_of, business, fi, sv, en, spoken, btrim(left(fi, 24)));
$$;
grant execute on function public.space_make(uuid,text,text,text,text,text,text,text,text) to vakka_app;
